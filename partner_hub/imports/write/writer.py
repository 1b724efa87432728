"""The interface of the three writers, and the source that they store with a record."""

from dataclasses import asdict
from typing import Any, Protocol

from partner_hub.workbooks.plan.plan import PlannedRow
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.units import UnitRecord


class RecordWriter(Protocol):
    """Writes records through the services of their feature, so that their rules and their history hold here, too."""

    def create(self, row: PlannedRow, record: Record) -> int:
        """A new record; returns its id."""

    def change(self, record_id: int, row: PlannedRow, record: Record) -> None:
        """What the row says otherwise goes into the record."""

    def absorb(self, record_id: int, row: PlannedRow, record: Record) -> None:
        """The row repeats the record: another name is remembered, a gap is filled, nothing is overwritten."""

    def finish(self) -> None:
        """After the last row."""


def source_of(record: Record) -> dict[str, Any]:
    """Where the record came from, as its `source` column keeps it; remarks have no column in offerings and needs."""
    place = asdict(record.source)
    if not record.source.numbers:
        del place["numbers"]
    has_column = isinstance(record, UnitRecord)
    return place if has_column or not record.remark else place | {"remark": record.remark}
