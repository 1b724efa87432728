"""Recognising units that the database, or an earlier row, already holds."""

from collections.abc import Sequence
from typing import Any, Final

from partner_hub.partners.names import Candidate, Certainty, KnownName, plain, resolve

from .draft import Draft, differences, known_before
from .known import Known, KnownRecord
from .plan import Action, Choice, Difference
from .records import UnitRecord

COMPARED: Final = (
    "aliases", "category", "credit_code", "address", "party_leader", "contact", "phones", "joined",
)  # fmt: skip
# Beside a similar name, one of these in common makes two rows the same unit.
EVIDENCE: Final = ("phones", "contact", "party_leader", "address")


def match_known(drafts: Sequence[Draft], known: Known) -> None:
    records = {record.id: record for record in known.records}
    for draft in drafts:
        if not known_before(draft, known):
            _match(draft, known, records)


def _match(draft: Draft, known: Known, records: dict[str, KnownRecord]) -> None:
    record = unit(draft)
    resolution = resolve(record.name, known.units, record.credit_code)
    if not resolution.ranked:
        return
    found = resolution.ranked[0]
    existing = records.get(found.id, KnownRecord(found.id, {}))
    if resolution.certainty is Certainty.EXACT:
        draft.compare(existing, _differences(record, existing), found.reason)
    elif found.whole and found.own and not _contradicts(record, existing.values):
        _ask_whether_same(draft, found, existing)


def _ask_whether_same(draft: Draft, found: Candidate, existing: KnownRecord) -> None:
    planned = draft.planned
    planned.action, planned.target, planned.score = Action.PROBABLY_SAME, found.id, found.score
    planned.reason = "short_name"
    planned.differences = _differences(unit(draft), existing)
    sure = bool(_shared(unit(draft), existing.values))
    draft.ask(
        "row", [Choice("merge", found.name, found.score), Choice("new"), Choice("skip")], "merge" if sure else None
    )


def _differences(record: UnitRecord, existing: KnownRecord) -> list[Difference]:
    """Beside another of the unit's names stand remarks about that name (重复？)."""
    same_name = plain(record.name) == plain(str(existing.values.get("name", record.name)))
    return differences(record, existing, (*COMPARED, "remark") if same_name else COMPARED)


def find_repeats(drafts: Sequence[Draft]) -> None:
    """Rows of one file that mean one unit are merged into the row with the fullest name."""
    names = [KnownName(str(draft.row.number), unit(draft).name) for draft in drafts]
    by_number = {draft.row.number: draft for draft in drafts}
    merged: set[int] = set()
    for draft in sorted(drafts, key=lambda each: (len(unit(each).name), -each.row.number)):
        others = tuple(name for name in names if int(name.id) not in merged | {draft.row.number})
        if found := _repeated(draft, others, by_number):
            merged.add(draft.row.number)
            _merge(draft, *found)


def _repeated(
    draft: Draft, others: tuple[KnownName, ...], by_number: dict[int, Draft]
) -> tuple[Draft, float, str] | None:
    record = unit(draft)
    for other in others:
        twin = by_number[int(other.id)]
        if record.credit_code and unit(twin).credit_code == record.credit_code:
            return twin, 1.0, "credit_code"
    found = resolve(record.name, others).best
    if found is None:
        return None
    twin = by_number[int(found.id)]
    if _contradicts(record, vars(unit(twin))):
        return None
    same_name = plain(unit(twin).name) == plain(record.name)
    return twin, 1.0 if same_name else found.score, "same_name" if same_name else "short_name"


def _merge(draft: Draft, twin: Draft, score: float, reason: str) -> None:
    shared = _shared(unit(draft), vars(unit(twin)))
    sure = reason != "short_name" or bool(shared)
    draft.repeats(twin.row.number, score, reason, "merge" if sure else None)
    draft.planned.differences = _differences(unit(draft), KnownRecord("", vars(unit(twin))))


def _shared(record: UnitRecord, values: Any) -> list[str]:
    shared = []
    for field in EVIDENCE:
        mine, theirs = getattr(record, field), values.get(field)
        if mine and theirs and (set(mine) & set(theirs) if isinstance(mine, list) else mine == theirs):
            shared.append(field)
    return shared


def _contradicts(record: UnitRecord, values: Any) -> bool:
    """Two codes that differ, or nothing in common where both rows are filled in."""
    theirs = values.get("credit_code")
    if record.credit_code and theirs and theirs != record.credit_code:
        return True
    both = [field for field in EVIDENCE if getattr(record, field) and values.get(field)]
    return len(both) > 1 and not _shared(record, values)


def unit(draft: Draft) -> UnitRecord:
    assert isinstance(draft.planned.record, UnitRecord)  # noqa: S101 - the planner of units made it
    return draft.planned.record
