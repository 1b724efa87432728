"""The plan for a list of offerings."""

from collections.abc import Mapping, Sequence

from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.privacy import find_numbers_and_homes
from partner_hub.vocabulary.offering import CHINESE_CAPACITY_PERIODS
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord
from partner_hub.workbooks.plan.plan import Difference, Plan
from partner_hub.workbooks.planners.category_columns import settle_categories
from partner_hub.workbooks.planners.category_meanings import with_category_words
from partner_hub.workbooks.planners.contacts import read_contact, remark_with_others
from partner_hub.workbooks.planners.draft import Draft, differences_between, finish_plan, new_plan, settle_imported_row
from partner_hub.workbooks.planners.list_steps import code_record, draft_rows, keep_described_rows, read_simple_fields
from partner_hub.workbooks.planners.named_units import settle_unit
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.offerings import OFFERINGS, OfferingRecord
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.rows import read_tables
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.capacities import BARE_AMOUNT, proposed_capacity, read_period
from partner_hub.workbooks.values.credit_codes import read_credit_code
from partner_hub.workbooks.values.phones import usual_area_code
from partner_hub.workbooks.values.validity import Validity, read_validity
from partner_hub.workbooks.xlsx.workbook import Workbook

# What everybody reads of a listed offering.
PUBLIC_FIELDS = ("name", "content", "audience", "capacity", "available_time", "venue")
COMPARED_OFFERING_FIELDS = OFFERINGS.names_for(Use.COMPARED)


def plan_offerings(tables: Sequence[Layout], workbook: Workbook, known: Known) -> Plan:
    table = read_tables(tables, workbook)
    area_code = usual_area_code([*table.column("contact_phone"), *table.column("contact")]) or known.area_code
    drafts = draft_rows(
        table, workbook, OFFERINGS.kind, lambda draft, source: OfferingReader(draft, area_code).read(source)
    )
    useful = keep_described_rows(drafts)
    settle_categories([(draft, offering_of_draft(draft)) for draft in useful])
    _settle_owners(useful, known)
    for draft in useful:
        record = offering_of_draft(draft)
        code_record(record, record.audience)
        _propose_capacity_period(draft, record)
    _match_offerings(useful, known)
    return with_category_words(finish_plan(new_plan(tables, workbook), table, drafts), known.categories)


def offering_of_draft(draft: Draft) -> OfferingRecord:
    assert isinstance(draft.planned.record, OfferingRecord)  # noqa: S101 - the planner of offerings made it
    return draft.planned.record


class OfferingReader:
    def __init__(self, draft: Draft, area_code: str) -> None:
        self._draft = draft
        self._unit_of_capacity = draft.row.origin.units["capacity"]
        self._area_code = area_code

    def read(self, source: Source) -> OfferingRecord:
        draft, record = self._draft, OfferingRecord(source)
        read_simple_fields(draft, record, OFFERINGS)
        if record.available_time != draft.running("available_time"):
            draft.conclude("available_time", draft.words("available_time"), record.available_time, "excel_serial")
        record.capacity = self._capacity()
        record.capacity_period = self._capacity_period()
        self._validity(record)
        self._contact(record)
        self._doubt_private_words(record)
        return record

    def _doubt_private_words(self, record: OfferingRecord) -> None:
        """A person reads such an offering before it is listed."""
        for name in PUBLIC_FIELDS:
            if found := find_numbers_and_homes(getattr(record, name)):
                self._draft.doubt(name, "、".join(each.text for each in found), "leads_to_person")

    def _capacity(self) -> str:
        """A column of units belongs to the numbers beside it (20 | 人), a unit in the heading to bare ones."""
        amount, unit = self._draft.running("capacity"), self._draft.running("capacity_unit")
        unit = unit or (self._unit_of_capacity if BARE_AMOUNT.fullmatch(amount[: text.MAX_CELL_LENGTH]) else "")
        return amount if not unit or amount.endswith(unit) else f"{amount}{unit}"

    def _capacity_period(self) -> str:
        """What a column of its own says."""
        written = self._draft.running("capacity_period")
        period = read_period(written)
        if written and not period:
            self._draft.doubt("capacity_period", written, "unknown_capacity_period")
        return CHINESE_CAPACITY_PERIODS[period] if period else ""

    def _validity(self, record: OfferingRecord) -> None:
        draft, year = self._draft, self._draft.year
        whole = draft.take("valid_text", read_validity(draft.value("valid_text"), year), _validity_in_words)
        start = draft.take("valid_from", read_validity(draft.value("valid_from"), year), _validity_in_words)
        end = draft.take("valid_to", read_validity(draft.value("valid_to"), year), _validity_in_words)
        apart = "至".join(filter(None, (start.text, end.text)))
        record.valid_text = whole.text or apart
        record.valid_from = self._first_day(start, draft.words("valid_from")) or whole.start or end.start
        record.valid_to = end.end or whole.end
        if record.valid_from and record.valid_to and record.valid_from > record.valid_to:
            draft.doubt("valid_text", record.valid_text, "ends_before_it_begins")

    def _first_day(self, start: Validity, words: str) -> str | None:
        """A month in the column of beginnings means its first day, not its last."""
        if start.end is None:
            return start.start
        is_whole_day = text.words_of_value(self._draft.value("valid_from")).count("月") and "日" not in words
        return f"{start.end[:7]}-01" if is_whole_day or _names_a_month(words) else start.end

    def _contact(self, record: OfferingRecord) -> None:
        found = read_contact(self._draft, ("contact_phone",), self._area_code)
        record.contact, record.contact_phone = found.person.name, next(iter(found.numbers), None)
        record.remark = remark_with_others(record.remark, "联系人", found.person.others)
        record.remark = remark_with_others(record.remark, "联系电话", found.numbers[1:])
        if len(found.numbers) > 1:
            self._draft.doubt("contact_phone", "、".join(found.numbers), "several_phones")


def _validity_in_words(validity: Validity) -> str:
    return "—".join(filter(None, (validity.start, validity.end)))


def _names_a_month(words: str) -> bool:
    return len(text.short_text(words).replace("-", ".").replace("/", ".").split(".")) == 2  # noqa: PLR2004 - year and month


def _propose_capacity_period(draft: Draft, record: OfferingRecord) -> None:
    """What no column says follows from the words of the capacity and of the time, or from the category."""
    heading = draft.row.origin.headings.get("capacity", "")
    reading = proposed_capacity(record.capacity, record.available_time, record.category_code or "", heading)
    if record.capacity_period or reading.value.period is None:
        return
    record.capacity_period = CHINESE_CAPACITY_PERIODS[reading.value.period]
    words = record.available_time if reading.doubt == "period_from_time" else record.capacity
    draft.conclude("capacity_period", words, record.capacity_period, reading.conclusion or "read_as")
    if reading.doubt:
        draft.doubt("capacity_period", words, reading.doubt)


def _settle_owners(drafts: Sequence[Draft], known: Known) -> None:
    above = ""
    for draft in drafts:
        record = offering_of_draft(draft)
        if not record.unit_name and above and not draft.words("credit_code"):
            draft.conclude("unit_name", "", above, "blank_like_above")
            record.unit_name = above
        above = record.unit_name or above
        written = read_credit_code(draft.value("credit_code")).value
        record.unit_id, record.unit_name = settle_unit(draft, "unit_name", record.unit_name, known, written)


def _key_of_offering(unit_id: str | None, unit_name: str, name: str) -> tuple[str, str]:
    return unit_id or plain_unit_name(unit_name), plain_unit_name(name)


def _match_offerings(drafts: Sequence[Draft], known: Known) -> None:
    existing: dict[tuple[str, str], list[KnownRecord]] = {}
    for each in known.records:
        values = each.values
        key = _key_of_offering(values.get("unit_id"), str(values.get("unit_name", "")), str(values.get("name", "")))
        existing.setdefault(key, []).append(each)
    seen: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        if settle_imported_row(draft, known):
            continue
        record = offering_of_draft(draft)
        _recognise_unit(draft, record, existing)
        key = _key_of_offering(record.unit_id, record.unit_name, record.name)
        if key in existing:
            nearest = min(existing[key], key=lambda each: len(_differences_from(draft, each)))
            draft.compare(nearest, _differences_from(draft, nearest), "same_name")
        elif key in seen:
            _note_repetition(draft, seen[key])
        else:
            seen[key] = draft


def _recognise_unit(draft: Draft, record: OfferingRecord, existing: Mapping[tuple[str, str], object]) -> None:
    """An open question about the unit is settled where one candidate has an offering of this very name."""
    for question in draft.planned.questions:
        if question.field != "unit_name":
            continue
        for choice in question.choices:
            if choice.score and _key_of_offering(choice.value, "", record.name) in existing:
                record.unit_id, record.unit_name = choice.value, choice.label
                draft.planned.questions.remove(question)
                draft.conclude("unit_name", draft.words("unit_name"), choice.label, "has_this_offering")
                return


def _note_repetition(draft: Draft, twin: Draft) -> None:
    """The same name and content is a repetition; the same name alone only looks like one."""
    same = plain_unit_name(offering_of_draft(draft).content) == plain_unit_name(offering_of_draft(twin).content)
    draft.repeats(
        twin.row.number, 1.0 if same else 0.5, "repeated_row" if same else "same_name", "merge" if same else None
    )


def _differences_from(draft: Draft, known: KnownRecord) -> list[Difference]:
    """A period that was only proposed from words which stand in the record, too, is no news."""
    found = differences_between(offering_of_draft(draft), known, COMPARED_OFFERING_FIELDS)
    is_proposed = not draft.words("capacity_period") and all(each.field != "capacity" for each in found)
    return [each for each in found if not (is_proposed and each.field == "capacity_period")]
