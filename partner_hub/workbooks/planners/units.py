"""The plan for a list of partner units."""

import re
from collections.abc import Sequence

from partner_hub.partners import credit_code
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.planners.contacts import read_contact, remark_with_others
from partner_hub.workbooks.planners.draft import Draft, finish_plan, new_plan
from partner_hub.workbooks.planners.list_steps import draft_rows, read_simple_fields
from partner_hub.workbooks.planners.unit_matching import find_repeated_units, match_known_units, unit_of_draft
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.schema.units import UNITS, UnitRecord
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.rows import read_tables
from partner_hub.workbooks.values import category_variants, text
from partner_hub.workbooks.values.credit_codes import read_credit_code, words_of_code
from partner_hub.workbooks.values.dates import read_date
from partner_hub.workbooks.values.former_names import split_former_names, write_former_name
from partner_hub.workbooks.values.phones import usual_area_code
from partner_hub.workbooks.xlsx.workbook import Workbook


def plan_units(tables: Sequence[Layout], workbook: Workbook, known: Known) -> Plan:
    table = read_tables(tables, workbook)
    written = [*table.column("phones"), *table.column("phones2"), *table.column("contact")]
    area_code = usual_area_code(written) or known.area_code
    drafts = draft_rows(table, workbook, UNITS.kind, lambda draft, source: UnitReader(draft, area_code).read(source))
    named = [draft for draft in drafts if _has_name(draft)]
    _unify_categories(named)
    match_known_units(named, known)
    find_repeated_units([draft for draft in named if draft.planned.target is None])
    return finish_plan(new_plan(tables, workbook), table, drafts)


def _has_name(draft: Draft) -> bool:
    if not unit_of_draft(draft).name:
        draft.refuse("no_name")
    return bool(unit_of_draft(draft).name)


class UnitReader:
    def __init__(self, draft: Draft, area_code: str) -> None:
        self._draft = draft
        self._area_code = area_code

    def read(self, source: Source) -> UnitRecord:
        draft, record = self._draft, UnitRecord(source)
        read_simple_fields(draft, record, UNITS)
        record.aliases = [each for each in re.split(r"[、，;；/]", draft.name("aliases")) if each]
        record.former_names = self._former_names()
        record.category = self._category()
        record.address = self._address()
        leader = draft.person("party_leader", self._area_code)
        record.party_leader = leader.name
        record.remark = remark_with_others(record.remark, "党组织负责人", leader.others)
        record.joined = draft.take("joined", read_date(draft.value("joined"), draft.year))
        self._credit_code(record)
        self._contact(record)
        return record

    def _former_names(self) -> list[str]:
        return [write_former_name(each) for each in split_former_names(self._draft.name("former_names"))]

    def _category(self) -> str:
        written = self._draft.name("category")
        if not written and self._draft.row.section:
            written = self._draft.row.section
            self._draft.conclude("category", "", written, "from_section")
        return written

    def _credit_code(self, record: UnitRecord) -> None:
        value = self._draft.value("credit_code")
        reading = read_credit_code(value)
        record.credit_code = reading.value
        record.credit_code_valid = credit_code.is_valid_credit_code(reading.value) if reading.value else None
        if reading.doubt:
            self._draft.planned.words["credit_code"] = words_of_code(value)
            self._draft.doubt("credit_code", reading.value or words_of_code(value), reading.doubt)

    def _contact(self, record: UnitRecord) -> None:
        found = read_contact(self._draft, ("phones", "phones2"), self._area_code)
        record.contact, record.phones = found.person.name, found.numbers
        record.remark = remark_with_others(record.remark, "联络员", found.person.others)

    def _address(self) -> str:
        """A remark in brackets on a line of its own (原居委会旧址) is no part of the address."""
        lines = [line for line in text.LINE_BREAK.split(text.words_of_value(self._draft.value("address"))) if line]
        kept = [line for line in lines if not re.fullmatch(r"[（(].*[）)]", line.strip())] or lines
        address = text.chinese_marks(text.short_text("\n".join(kept)))
        if kept != lines:
            self._draft.conclude("address", self._draft.words("address"), address, "note_dropped")
        return address


def _unify_categories(drafts: Sequence[Draft]) -> None:
    folded = category_variants.category_variants([unit_of_draft(draft).category for draft in drafts])
    for draft in drafts:
        record = unit_of_draft(draft)
        if full := folded.get(record.category):
            draft.conclude("category", record.category, full, "usual_form")
            record.category = full
