"""The plan for a list of residents' needs."""

import re
from collections import Counter
from collections.abc import Sequence

from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.planners.category_columns import settle_categories
from partner_hub.workbooks.planners.category_meanings import with_category_words
from partner_hub.workbooks.planners.draft import Draft, differences_between, finish_plan, new_plan, settle_imported_row
from partner_hub.workbooks.planners.list_steps import code_record, draft_rows, keep_described_rows, read_simple_fields
from partner_hub.workbooks.planners.named_units import settle_unit
from partner_hub.workbooks.planners.urgencies import read_urgency
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.needs import NEEDS, NeedRecord
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.rows import read_tables
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.counts import BARE_NUMBER, Count, read_count
from partner_hub.workbooks.values.dates import read_date
from partner_hub.workbooks.values.deadlines import read_deadline
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Workbook

COMPARED_NEED_FIELDS = NEEDS.names_for(Use.COMPARED)
HOUSEHOLD_WORDS = re.compile(r"户|家庭|业主|店主|商户")
CHANNEL_WITH_UNIT = re.compile(r"(?P<channel>.+?)(?:[（(](?P<brackets>.+)[）)]|[:：—-]+(?P<after>.+))")
# 热线（12345） names no unit.
UNIT_WORDS = re.compile(r"单位|企业|学校|机构|伙伴|合伙|商户")
FROM_A_UNIT = "共建单位"


def plan_needs(tables: Sequence[Layout], workbook: Workbook, known: Known) -> Plan:
    table = read_tables(tables, workbook)
    drafts = draft_rows(table, workbook, NEEDS.kind, lambda draft, source: NeedReader(draft, known).read(source))
    useful = keep_described_rows(drafts)
    settle_categories([(draft, need_of_draft(draft)) for draft in useful])
    _settle_counts(useful)
    for record in map(need_of_draft, useful):
        code_record(record, record.beneficiaries or record.content)
    _match_needs(useful, known)
    return with_category_words(finish_plan(new_plan(tables, workbook), table, drafts), known.categories)


def need_of_draft(draft: Draft) -> NeedRecord:
    assert isinstance(draft.planned.record, NeedRecord)  # noqa: S101 - the planner of needs made it
    return draft.planned.record


class NeedReader:
    def __init__(self, draft: Draft, known: Known) -> None:
        self._draft = draft
        self._known = known
        unit = draft.row.origin.units["beneficiary_count"]
        self._unit_of_count = "" if unit.endswith("元") else unit

    def read(self, source: Source) -> NeedRecord:
        draft, record = self._draft, NeedRecord(source)
        read_simple_fields(draft, record, NEEDS)
        record.raised_on = draft.take("raised_on", self._raised_on())
        deadline = read_deadline(draft.value("deadline_text"), record.raised_on or self._first_day_of_list())
        record.deadline = draft.take("deadline_text", deadline)
        record.urgency = read_urgency(draft, self._header("urgency"))
        self._count(record)
        self._channel(record)
        return record

    def _header(self, field: str) -> str:
        return self._draft.row.origin.headings.get(field, "")

    def _first_day_of_list(self) -> str:
        origin = self._draft.row.origin
        return f"{origin.year}-{3 * (origin.quarter or 1) - 2:02d}" if origin.year else ""

    def _raised_on(self) -> Reading[str]:
        """12月20日 in the list of a first quarter is hardly the December to come."""
        origin, reading = self._draft.row.origin, read_date(self._draft.value("raised_on"), self._draft.year)
        if reading.conclusion != "year_of_the_list" or not origin.quarter or not origin.year:
            return reading
        is_later = int(reading.value[5:7]) > 3 * origin.quarter
        earlier = f"{origin.year - 1}{reading.value[4:]}"
        return Reading("", doubt="uncertain_date", proposed=earlier) if is_later else reading

    def _count(self, record: NeedRecord) -> None:
        unit = self._draft.running("count_unit") or self._unit_of_header()
        count = self._draft.take(
            "beneficiary_count", read_count(self._draft.value("beneficiary_count"), unit), _count_in_words
        )
        bare = BARE_NUMBER.fullmatch(count.text) and count.unit
        shown = unit if unit.startswith(("百", "千", "万")) else count.unit
        record.beneficiary_count_text = f"{count.text}{shown}" if bare else count.text
        if bare:
            self._draft.conclude("beneficiary_count", count.text, record.beneficiary_count_text, "unit_of_column")
        record.beneficiary_count, record.beneficiary_unit = count.number, count.unit

    def _unit_of_header(self) -> str:
        """受益户数 and 数量（户） count households; 人数/户数 says nothing."""
        if self._unit_of_count:
            return self._unit_of_count
        header = self._header("beneficiary_count")
        named = {unit for unit in ("人次", "户") if unit in header}
        if "人" in header and not named:
            return ""
        return named.pop() if len(named) == 1 and not re.search(r"人(?!次)", header) else ""

    def _channel(self, record: NeedRecord) -> None:
        """共建单位（市四医院）: the way it came and who asks; a bare 市四医院 is both."""
        record.source_channel = self._draft.running("source_channel")
        asking = self._draft.name("source_unit_name")
        match = CHANNEL_WITH_UNIT.fullmatch(record.source_channel[: text.MAX_CELL_LENGTH])
        if not asking and match and UNIT_WORDS.search(match["channel"]):
            record.source_channel, asking = match["channel"], match["brackets"] or match["after"]
        elif not asking and self._is_unit(record.source_channel):
            record.source_channel, asking = "", record.source_channel
        if asking:
            self._asking_unit(record, asking)

    def _is_unit(self, written: str) -> bool:
        return self._known.matcher.resolve(written).best is not None

    def _asking_unit(self, record: NeedRecord, asking: str) -> None:
        field = "source_unit_name"
        self._draft.planned.words.setdefault(field, asking)
        record.source_unit_id, record.source_unit_name = settle_unit(self._draft, field, asking, self._known)
        if not record.source_channel:
            record.source_channel = FROM_A_UNIT
            self._draft.conclude("source_channel", "", FROM_A_UNIT, "asked_by_unit")


def _count_in_words(count: Count) -> str:
    return f"{count.number or ''}{count.unit or ''}"


def _settle_counts(drafts: Sequence[Draft]) -> None:
    """A bare number counts what rows with the same beneficiaries count, households or else persons."""
    usual: dict[str, Counter[str]] = {}
    for draft in drafts:
        if unit := need_of_draft(draft).beneficiary_unit:
            usual.setdefault(need_of_draft(draft).beneficiaries, Counter())[unit] += 1
    for draft in drafts:
        record = need_of_draft(draft)
        if record.beneficiary_count is not None and record.beneficiary_unit is None:
            same = usual.get(record.beneficiaries)
            guess = "户" if HOUSEHOLD_WORDS.search(record.beneficiaries) else "人"
            record.beneficiary_unit = same.most_common(1)[0][0] if same else guess
            written = record.beneficiary_count_text
            record.beneficiary_count_text = f"{written}{record.beneficiary_unit}"
            draft.conclude("beneficiary_count", written, record.beneficiary_count_text, "unit_of_bare_number")


def _match_needs(drafts: Sequence[Draft], known: Known) -> None:
    existing: dict[str, list[KnownRecord]] = {}
    for each in known.records:
        existing.setdefault(plain_unit_name(str(each.values.get("name", ""))), []).append(each)
    seen: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        record = need_of_draft(draft)
        key = plain_unit_name(record.name), plain_unit_name(record.content)
        if settle_imported_row(draft, known):
            continue
        if twin := _same_need(record, existing.get(key[0], [])):
            draft.compare(twin, differences_between(record, twin, COMPARED_NEED_FIELDS), "same_name")
        elif key in seen:
            twin_of_plan = need_of_draft(seen[key])
            # The same words about two grid cells may be two needs.
            is_elsewhere = record.grid and twin_of_plan.grid and record.grid != twin_of_plan.grid
            draft.repeats(seen[key].row.number, 1.0, "repeated_row", None if is_elsewhere else "merge")
        else:
            seen[key] = draft


def _same_need(record: NeedRecord, named_alike: Sequence[KnownRecord]) -> KnownRecord | None:
    """The same name is the same need when it was raised on the same day or says the same."""
    for each in named_alike:
        values = each.values
        same_day = record.raised_on and record.raised_on == values.get("raised_on")
        if same_day or plain_unit_name(record.content) == plain_unit_name(str(values.get("content", ""))):
            return each
    return None
