"""One row of data while it is planned: what was read, concluded, doubted and asked."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord
from partner_hub.workbooks.plan.merging import BETWEEN_REMARKS
from partner_hub.workbooks.plan.plan import Action, Choice, Conclusion, Difference, Doubt, Plan, PlannedRow, Question
from partner_hub.workbooks.planners.merged_rows import compare_repeated_rows, text_of_value
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.rows import Table, TableRow
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.people import Person, read_person
from partner_hub.workbooks.values.phones import Phones
from partner_hub.workbooks.values.reading import Reading, T
from partner_hub.workbooks.xlsx.workbook import Sheet, Value, Workbook

# Columns about single residents: no list keeps them.
PERSONAL_FIELDS: Final = frozenset(("_person", "_person_phone", "_person_address"))


class Draft:
    """One data row on its way into the plan."""

    def __init__(self, row: TableRow, kind: str) -> None:
        self.row = row
        self.planned = PlannedRow(
            row.number,
            Action.NEW,
            words=row.words,
            conclusions=row.conclusions,
            doubts=row.doubts,
            fingerprint=fingerprint_of_words(kind, row.words),
        )

    @property
    def year(self) -> int | None:
        """The one that the list speaks of."""
        return self.row.origin.year

    def value(self, field: str) -> Value:
        return self.row.values.get(field)

    def words(self, field: str) -> str:
        return self.row.words.get(field, "")

    def running(self, field: str) -> str:
        return text.running_text(self.value(field))

    def name(self, field: str) -> str:
        return text.name_text(self.value(field))

    def conclude(self, field: str, from_text: str, to_value: str, reason: str) -> None:
        self.planned.conclusions.append(Conclusion(field, from_text, to_value, reason))

    def doubt(self, field: str, words: str, reason: str) -> None:
        self.planned.doubts.append(Doubt(field, words, reason))

    def take(self, field: str, reading: Reading[T], shown: Callable[[T], str] = str) -> T:
        """The value of a reading, its certainty noted."""
        if reading.conclusion:
            self.conclude(field, self.words(field), shown(reading.value), reading.conclusion)
        if reading.doubt:
            self.planned.doubts.append(Doubt(field, self.words(field), reading.doubt, proposed=reading.proposed))
        return reading.value

    def person(self, field: str, area_code: str) -> Person:
        person = self.person_beside_number(field, area_code)
        if person.phones.numbers:
            self.conclude(field, self.words(field), person.name or "、".join(person.phones.numbers), "phone_split_off")
        self.note_phones(field, person.phones)
        return person

    def person_beside_number(self, field: str, area_code: str = "") -> Person:
        """The numbers of the cell are not noted."""
        person = read_person(self.value(field), area_code)
        if person.dropped:
            self.conclude(field, self.words(field), person.name, "role_dropped")
        if person.joint:
            self.conclude(field, self.words(field), person.name, person.joint)
        if person.doubt:
            self.doubt(field, "、".join((person.name, *person.others)), person.doubt)
        return person

    def note_phones(self, field: str, phones: Phones) -> None:
        for reason in phones.conclusions:
            self.conclude(field, self.words(field), "、".join(phones.numbers), reason)
        for odd in phones.odd:
            self.doubt(field, odd, "odd_phone" if odd in phones.numbers else "no_phone_number")
        for written, reason in phones.doubts:
            self.doubt(field, written, reason)

    def ask(self, field: str, choices: list[Choice], proposal: str | None, *, safe: bool = False) -> None:
        self.planned.questions.append(Question(field, choices, proposal, safe=safe))

    def refuse(self, reason: str) -> None:
        self.planned.action, self.planned.reason = Action.REFUSED, reason

    def same_as(self, record_id: str, reason: str) -> None:
        self.planned.action, self.planned.target, self.planned.reason = Action.SAME, record_id, reason

    def compare(self, known: KnownRecord, differences: list[Difference], reason: str) -> None:
        """Same without differences; otherwise an update that the clerk confirms."""
        self.same_as(known.id, reason)
        if differences:
            self.planned.action, self.planned.differences = Action.UPDATE, differences
            self.ask("row", [Choice("update"), Choice("keep")], "update", safe=True)

    def repeats(
        self, row: int, score: float, reason: str, proposal: str | None = "merge", *, safe: bool = True
    ) -> None:
        """Probably the row `row` again."""
        self.planned.action, self.planned.reason = Action.PROBABLY_SAME, reason
        self.planned.merged_into, self.planned.score = row, score
        self.ask("row", [Choice("merge", score=score), Choice("new"), Choice("skip")], proposal, safe=safe)


def fingerprint_of_words(kind: str, words: Mapping[str, str]) -> str:
    """Of the row's own words, whatever their spacing, punctuation and width."""
    tidy = {field: re.sub(r"\s", "", text.running_text(written)) for field, written in sorted(words.items())}
    tidy = {field: written for field, written in tidy.items() if written}
    return hashlib.sha256(json.dumps([kind, tidy], ensure_ascii=False).encode()).hexdigest()[:32]


def new_plan(tables: Sequence[Layout], workbook: Workbook) -> Plan:
    notes: list[dict[str, Any]] = [{"code": note.code, "params": dict(note.params)} for note in workbook.notes]
    read = {table.sheet for table in tables}
    if aside := [sheet.name for sheet in workbook.sheets if _holds_rows(sheet) and sheet.name not in read]:
        notes.append({"code": "sheets_left_aside", "params": {"sheets": "、".join(aside)}})
    if any(table.aside.keys() & PERSONAL_FIELDS for table in tables):
        notes.append({"code": "personal_data_left_out", "params": {}})
    notes += _notes_on_columns(dict.fromkeys(header for table in tables for _, header in table.unmapped if header))
    return Plan(tables[0].kind, workbook.filename, [sheet.name for sheet in workbook.sheets], notes=notes)


def _holds_rows(sheet: Sheet) -> bool:
    return bool(sheet.rows) or not sheet.is_read


def _notes_on_columns(unmapped: Iterable[str]) -> list[dict[str, Any]]:
    papers = [header for header in unmapped if is_identity_header(header)]
    others = [header for header in unmapped if header not in papers]
    found = (("identity_left_out", papers), ("columns_not_imported", others))
    return [{"code": code, "params": {"columns": "、".join(columns)}} for code, columns in found if columns]


def finish_plan(plan: Plan, table: Table, drafts: list[Draft]) -> Plan:
    """All Excel rows in order: the skipped ones, too."""
    planned = {draft.row.number: draft.planned for draft in drafts}
    for row in table.rows:
        skipped = PlannedRow(row.number, Action.SKIPPED, reason=row.skip)
        plan.rows.append(planned.get(row.number, skipped))
    compare_repeated_rows(plan.kind, plan.rows)
    return plan


def differences_between(record: Record, known: KnownRecord, fields: Sequence[str]) -> list[Difference]:
    """What the file says otherwise. An empty cell says nothing; a less precise date is no difference."""
    found = []
    for field in fields:
        new, old = getattr(record, field), known.values.get(field)
        if field in known.values and new and not _values_agree(new, old):
            found.append(Difference(field, text_of_value(old), text_of_value(new), text_of_value(new)))
    return found


def _values_agree(new: Any, old: Any) -> bool:
    if isinstance(new, list):
        return set(new) <= set(old or ())
    if isinstance(new, str) and isinstance(old, str):
        is_date = re.fullmatch(r"\d{4}-\d{2}", new)
        said = {plain_unit_name(part) for part in (old, *old.split(BETWEEN_REMARKS))}
        return plain_unit_name(new) in said or bool(is_date and old.startswith(new))
    return bool(new == old)


def settle_imported_row(draft: Draft, known: Known) -> bool:
    """The very same row was imported earlier, however its record was changed since."""
    record_id = known.imported.get(draft.planned.fingerprint)
    if record_id is not None:
        draft.same_as(record_id, "imported_before")
    return record_id is not None
