"""Finds the record, or the earlier row, that a row of the list of units means."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from partner_hub.partners.unit_name_matching import (
    LIKELY,
    Certainty,
    KnownName,
    Matcher,
    Resolution,
    names_a_branch,
    plain_unit_name,
)
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord
from partner_hub.workbooks.plan.merging import absorb_duplicate
from partner_hub.workbooks.plan.plan import Action, Choice, Difference
from partner_hub.workbooks.planners.draft import Draft, differences_between, settle_imported_row
from partner_hub.workbooks.planners.merged_rows import differences_of_merging, filled_record
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.units import UNITS, UnitRecord
from partner_hub.workbooks.values.fuller_name import fuller_name

COMPARED_UNIT_FIELDS: Final = UNITS.names_for(Use.COMPARED)
# Beside a similar name, one of these in common makes two rows the same unit.
EVIDENCE_FIELDS: Final = ("phones", "contact", "party_leader", "address")
SIDE_OF_HOUSE: Final = re.compile(r"[东西南北新老本分][区部园]$")


def match_known_units(drafts: Sequence[Draft], known: Known) -> None:
    records = {record.id: record for record in known.records}
    for draft in drafts:
        if not settle_imported_row(draft, known):
            _match_unit(draft, known, records)


def _match_unit(draft: Draft, known: Known, records: dict[str, KnownRecord]) -> None:
    record = unit_of_draft(draft)
    resolution = known.matcher.resolve(record.name, record.credit_code)
    if not resolution.ranked:
        return
    found = resolution.ranked[0]
    existing = records.get(found.id, KnownRecord(found.id, {}))
    if resolution.certainty is Certainty.EXACT:
        draft.compare(existing, _differences_of_unit(record, existing), found.reason)
        if existing.values and not _is_called_so(existing, record.name):
            _ask_for_name(draft, str(existing.values["name"]))
    elif found.score >= LIKELY and not _units_contradict(record, existing.values):
        _ask_whether_same(draft, resolution, existing)


def _is_called_so(existing: KnownRecord, name: str) -> bool:
    known = (existing.values["name"], *existing.values.get("aliases", ()))
    return plain_unit_name(name) in map(plain_unit_name, known)


def _ask_for_name(draft: Draft, known_name: str) -> None:
    """The code is known and the name is not: the unit was renamed, or is called so, too. The other name is kept."""
    written = unit_of_draft(draft).name
    draft.planned.action = Action.UPDATE
    fuller = fuller_name(written, known_name)
    draft.planned.differences.insert(0, Difference("name", known_name, written, fuller or ""))
    draft.ask("name", [Choice(written), Choice(known_name)], fuller)


def _ask_whether_same(draft: Draft, resolution: Resolution, existing: KnownRecord) -> None:
    planned, found = draft.planned, resolution.ranked[0]
    planned.action, planned.target, planned.score = Action.PROBABLY_SAME, found.id, found.score
    planned.reason = "short_name"
    _note_merging(draft, existing)
    shared = _shared_evidence(unit_of_draft(draft), existing.values) if resolution.proposed else []
    choices = [Choice("merge", found.name, found.score), Choice("new"), Choice("skip")]
    safe = _is_safe([unit_of_draft(draft).name, found.name], shared)
    safe = safe and _is_called_so(existing, _name_after_merging(draft))
    draft.ask("row", choices, "merge" if shared else None, safe=safe)


def _name_after_merging(draft: Draft) -> str:
    """A likeness of names alone renames no unit unseen."""
    assert isinstance(draft.planned.merged, UnitRecord)  # noqa: S101 - `_note_merging` made it
    return draft.planned.merged.name


def _note_merging(draft: Draft, existing: KnownRecord) -> None:
    record = unit_of_draft(draft)
    first = filled_record(record, existing.values)
    draft.planned.merged = deepcopy(first)
    absorb_duplicate(draft.planned.merged, record)
    draft.planned.differences = differences_of_merging(UNITS.kind, first, record, draft.planned.merged)


def _differences_of_unit(record: UnitRecord, existing: KnownRecord) -> list[Difference]:
    """Beside another name of the unit a remark is about that name (重复？), so it is not compared."""
    same_name = plain_unit_name(record.name) == plain_unit_name(str(existing.values.get("name", record.name)))
    return differences_between(
        record, existing, [name for name in COMPARED_UNIT_FIELDS if same_name or name != "remark"]
    )


def find_repeated_units(drafts: Sequence[Draft]) -> None:
    """Rows of one file that mean one unit are merged into the row with the fullest name."""
    rows = RowsSoFar(drafts)
    for draft in sorted(drafts, key=lambda each: (len(unit_of_draft(each).name), -each.row.number)):
        if found := rows.repeated(draft):
            rows.leave_out(draft)
            _merge_rows(draft, *found)


class RowsSoFar:
    """The rows of a file that a row may repeat: all but itself and those merged already."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._by_number = {str(draft.row.number): draft for draft in drafts}
        self._merged: set[str] = set()
        self._matcher = Matcher(KnownName(str(draft.row.number), unit_of_draft(draft).name) for draft in drafts)
        self._same: dict[str, list[Draft]] = {}
        for draft in drafts:
            for key in self._keys(draft):
                self._same.setdefault(key, []).append(draft)

    def leave_out(self, draft: Draft) -> None:
        self._merged.add(str(draft.row.number))

    def repeated(self, draft: Draft) -> tuple[Draft, float, str] | None:
        """The row that this one repeats, how surely, and why."""
        for key, reason in zip(self._keys(draft), ("same_name", "credit_code"), strict=False):
            if twin := next((each for each in self._same[key] if self._is_open(each, draft)), None):
                return twin, 1.0, reason
        found = self._among_others(draft).proposed
        twin = self._by_number[found.id] if found else None
        if not found or not twin or _units_contradict(unit_of_draft(draft), vars(unit_of_draft(twin))):
            return None
        return twin, found.score, "short_name"

    def _among_others(self, draft: Draft) -> Resolution:
        """What the name means among the other rows."""
        number = str(draft.row.number)
        self._merged.add(number)
        resolution = self._matcher.resolve(unit_of_draft(draft).name, leave_out=self._merged)
        self._merged.discard(number)
        return resolution

    def _is_open(self, twin: Draft, draft: Draft) -> bool:
        is_other = twin is not draft and str(twin.row.number) not in self._merged
        both = unit_of_draft(twin).credit_code, unit_of_draft(draft).credit_code
        return is_other and not (all(both) and both[0] != both[1])

    @staticmethod
    def _keys(draft: Draft) -> list[str]:
        record = unit_of_draft(draft)
        return [f"name {plain_unit_name(record.name)}", *([f"code {record.credit_code}"] if record.credit_code else [])]


def _merge_rows(draft: Draft, twin: Draft, score: float, reason: str) -> None:
    shared = _shared_evidence(unit_of_draft(draft), vars(unit_of_draft(twin)))
    sure = reason != "short_name" or bool(shared)
    names = [unit_of_draft(each).name for each in (draft, twin)]
    safe = reason != "short_name" or _is_safe(names, shared)
    draft.repeats(twin.row.number, score, reason, "merge" if sure else None, safe=safe)


def _shared_evidence(record: UnitRecord, values: Any) -> list[str]:
    shared = []
    for field in EVIDENCE_FIELDS:
        mine, theirs = getattr(record, field), values.get(field)
        if mine and theirs and (set(mine) & set(theirs) if isinstance(mine, list) else mine == theirs):
            shared.append(field)
    return shared


def _is_safe(names: Sequence[str], shared: list[str]) -> bool:
    """Two units of similar names may live in one house, and a campus may be a unit of its own."""
    return bool(set(shared) - {"address"}) and len(set(map(_is_part_of_house, names))) == 1


def _is_part_of_house(name: str) -> bool:
    """A branch or a campus, in brackets or not: 新港小学（东区）."""
    words = name.rstrip("）)")
    return names_a_branch(words) or bool(SIDE_OF_HOUSE.search(words))


def _units_contradict(record: UnitRecord, values: Any) -> bool:
    """Two codes that differ, or nothing in common where both rows are filled in."""
    theirs = values.get("credit_code")
    if record.credit_code and theirs and theirs != record.credit_code:
        return True
    both = [field for field in EVIDENCE_FIELDS if getattr(record, field) and values.get(field)]
    return len(both) > 1 and not _shared_evidence(record, values)


def unit_of_draft(draft: Draft) -> UnitRecord:
    assert isinstance(draft.planned.record, UnitRecord)  # noqa: S101 - the planner of units made it
    return draft.planned.record
