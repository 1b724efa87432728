"""What undoing an import would do to each of its rows: nothing that something was built on goes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, Table

from partner_hub.core.db import METADATA, db
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.records import (
    MODEL_OF_KIND,
    STATES_OF_KIND,
    UNDONE_MARK,
    ImportedRecord,
    is_undone,
    portions_of_ids,
)
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind, ImportOutcome
from partner_hub.workbooks.plan.plan import Action

# Why a record stays, by the table in which something refers to it; "used" for all others.
REASON_OF_TABLE: Final[Mapping[str, str]] = {
    "offering": "has_offerings",
    "need": "asks_for_something",
    "seat": "has_seat",
    "role_grant": "has_users",
    "invitation": "has_users",
    "match_need": "matched",
    "match_partner": "matched",
    "live_pair": "matched",
    "agenda_item": "on_agenda",
    "agreement": "has_agreement",
}
# What is part of a record does not keep it.
PARTS_OF_RECORDS: Final = frozenset(("unit_alias", "unit_name"))

ReportedRow = Mapping[str, Any]


class UndoStep(StrEnum):
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    NOTHING = "nothing"
    LET_GO = "let_go"
    STAY = "stay"


@dataclass(frozen=True)
class UndoLine:
    """`reason` is a code of preview/undo_sentences.py; `record_id` is None for rows that wait."""

    row: ReportedRow
    step: UndoStep
    reason: str = ""

    @property
    def excel_row(self) -> int:
        return int(self.row["row"])

    @property
    def record_id(self) -> int | None:
        found: int | None = self.row["record_id"]
        return found


class UndoPlan:
    def __init__(self, entry: Import) -> None:
        self._entry = entry
        self._rows = [row for row in entry.report["rows"] if row["record_id"] or row.get("waits")]
        self.records = _records_by_id(entry.kind, {row["record_id"] for row in self._rows if row["record_id"]})
        imported = db.session.scalars(db.select(ImportedRow).where(ImportedRow.import_id == entry.id)).all()
        self._outcomes = {each.excel_row: each.outcome for each in imported}
        self._versions = {each.record_id: each.record_version for each in imported}
        self._made = {each.record_id for each in imported if each.outcome is ImportOutcome.NEW}
        self._uses = _uses_of_records(entry.kind, self._made)

    def lines(self) -> list[UndoLine]:
        return [self._line_of_row(row) for row in self._rows]

    def _line_of_row(self, row: ReportedRow) -> UndoLine:
        if row.get("waits"):
            return UndoLine(row, UndoStep.LET_GO)
        record = self.records.get(row["record_id"])
        if record is None:
            return UndoLine(row, UndoStep.STAY, "gone")
        if self._versions.get(record.id) is None and row["action"] != Action.SAME:
            return UndoLine(row, UndoStep.STAY, "earlier_version")
        if record.id in self._made:
            return self._line_of_new_record(row, record)
        return self._line_of_existing_record(row, record)

    def _line_of_new_record(self, row: ReportedRow, record: ImportedRecord) -> UndoLine:
        # An undoing that was broken off has withdrawn some.
        if record.source.get(UNDONE_MARK) == self._entry.id and is_undone(record):
            return UndoLine(row, UndoStep.NOTHING, "withdrawn_before")
        if reason := self.change_since(record) or self._uses.get(record.id, ""):
            return UndoLine(row, UndoStep.STAY, reason)
        if self._outcomes.get(row["row"]) is ImportOutcome.NEW:
            return UndoLine(row, UndoStep.WITHDRAW)
        return UndoLine(row, UndoStep.NOTHING, "goes_with_its_record")

    def _line_of_existing_record(self, row: ReportedRow, record: ImportedRecord) -> UndoLine:
        is_changed = self._outcomes.get(row["row"]) is ImportOutcome.CHANGED or row.get("before")
        if not is_changed and (self._entry.data or row["action"] == Action.SAME):
            return UndoLine(row, UndoStep.NOTHING, "was_unchanged")
        if reason := self.change_since(record):
            return UndoLine(row, UndoStep.STAY, reason)
        return UndoLine(row, UndoStep.RESTORE) if row.get("before") else UndoLine(row, UndoStep.STAY, "old_values_gone")

    def change_since(self, record: ImportedRecord) -> str:
        """Why the record stays, if somebody has changed it since the import; asked again just before it goes."""
        if self._versions.get(record.id) == record.version:
            return ""
        return "edited" if record.state == STATES_OF_KIND[self._entry.kind][0] else "moved"


def _records_by_id(kind: ImportKind, ids: Collection[int]) -> dict[int, ImportedRecord]:
    model = MODEL_OF_KIND[kind]
    found: dict[int, ImportedRecord] = {}
    for some in portions_of_ids(ids):
        found |= {each.id: each for each in db.session.scalars(db.select(model).where(model.id.in_(some)))}
    return found


def _uses_of_records(kind: ImportKind, ids: Collection[int]) -> dict[int, str]:
    """Why a record stays, by its id."""
    uses: dict[int, str] = {}
    for table, column in _references_to(MODEL_OF_KIND[kind].__tablename__):
        for some in portions_of_ids(ids):
            statement = db.select(column).where(column.in_(some), *_is_still_there(table)).distinct()
            reason = REASON_OF_TABLE.get(table.name, "used")
            uses |= {number: reason for number in db.session.scalars(statement) if number not in uses}
    return uses


def _references_to(name: str) -> Iterator[tuple[Table, Column[Any]]]:
    for table in METADATA.sorted_tables:
        if table.name not in PARTS_OF_RECORDS:
            keys = (key for key in table.foreign_keys if key.column.table.name == name)
            yield from ((table, key.parent) for key in sorted(keys, key=lambda key: key.parent.name))


def _is_still_there(table: Table) -> list[Any]:
    """What was withdrawn or taken off the list keeps no unit."""
    gone = {"offering": OfferingState.RETIRED, "need": NeedState.WITHDRAWN}
    return [table.c.state != gone[table.name]] if table.name in gone else []
