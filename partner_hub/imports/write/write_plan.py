"""Writes the answered rows of a confirmed plan, step by step in transactions of the caller."""

from collections import deque
from collections.abc import Callable

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.outcomes import OUTCOME_OF_ACTION
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.imports.records import record_of
from partner_hub.imports.write.held_values import Held, held_values, values_changed
from partner_hub.imports.write.needs import NeedWriter
from partner_hub.imports.write.offerings import OfferingWriter
from partner_hub.imports.write.row_versions import remember_versions
from partner_hub.imports.write.units import UnitWriter
from partner_hub.imports.write.writer import RecordWriter
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Action, Outcome, PlannedRow
from partner_hub.workbooks.schema.records import Record

WRITER_OF_KIND: dict[ImportKind, Callable[[Actor, Community, Import], RecordWriter]] = {
    ImportKind.UNITS: UnitWriter,
    ImportKind.OFFERINGS: OfferingWriter,
    ImportKind.NEEDS: NeedWriter,
}


class PlanWriter:
    """`record_ids` tells, for each Excel row that led to a record, which one; `before` what a row changed of it."""

    def __init__(self, actor: Actor, entry: Import, prepared: Prepared) -> None:
        self.prepared = prepared
        self.record_ids: dict[int, int] = {}
        self.before: dict[int, Held] = {}
        self._written: set[int] = set()
        self._actor = actor
        self._entry = entry
        self._names = RowNames.of_plan(prepared.plan)
        # What waits is passed over. A row can repeat one further down, so repetitions come last: of rows after those
        # of records.
        answered = [each for each in prepared.plan.outcome() if not each.open]
        self._left = deque(sorted(answered, key=_turn_of_row))

    @property
    def rows_left(self) -> int:
        return len(self._left)

    @property
    def fingerprints_left(self) -> dict[int, str]:
        """Of the rows that are still to be written."""
        return {each.row.excel_row: each.row.fingerprint for each in self._left}

    def write_for(self, seconds: float) -> bool:
        """Write as many rows as take about so long, at least one; whether that was all.

        Raises DomainError for a row that a feature refuses, with its number.
        """
        # Of its own for each step: meanwhile others have registered units, too.
        self._writer = WRITER_OF_KIND[self._entry.kind](
            self._actor, db.session.get_one(Community, self._entry.community_id), self._entry
        )
        end = clock.seconds() + seconds
        written: list[Outcome] = []
        while self._left and (not written or clock.seconds() < end):
            written.append(self._left.popleft())
            self._write_and_note(written[-1])
        self._writer.finish()
        self._remember(written)
        remember_versions(self._entry, self._written)
        self._written.clear()
        return not self._left

    def _write_and_note(self, outcome: Outcome) -> None:
        record_id = self._write_row(outcome)
        if record_id is not None:
            self.record_ids[outcome.row.excel_row] = record_id

    def _write_row(self, outcome: Outcome) -> int | None:
        try:
            return self._write(outcome)
        except DomainError as error:
            sentence = _(
                "Row %(row)s: %(sentence)s", row=self._names.in_sentence(outcome.row.excel_row), sentence=error
            )
            raise DomainError(sentence) from error

    def _write(self, outcome: Outcome) -> int | None:
        row, record = outcome.row, outcome.record
        if record is None or outcome.action in {Action.SKIPPED, Action.REFUSED}:
            return None
        if outcome.action is Action.NEW:
            created = self._writer.create(row, record)
            self._written.add(created)
            return created
        if outcome.action is Action.PROBABLY_SAME:
            return self._absorb(outcome)
        target = int(row.target or 0)
        if outcome.action is Action.UPDATE:
            self._write_into(target, row, record, self._writer.change)
        return target

    def _write_into(
        self, record_id: int, row: PlannedRow, record: Record, write: Callable[[int, PlannedRow, Record], None]
    ) -> None:
        existing = record_of(self._entry.kind, record_id)
        held = held_values(existing)
        write(record_id, row, record)
        self._written.add(record_id)
        self.before[row.excel_row] = values_changed(held, held_values(existing))

    def _absorb(self, outcome: Outcome) -> int | None:
        """Rows of this plan were merged when the outcome was computed; an existing record takes the row in here."""
        row = outcome.row
        if row.target is None:
            return self.record_ids.get(row.merged_into or 0)
        if outcome.record is not None:
            self._write_into(int(row.target), row, outcome.record, self._writer.absorb)
        return int(row.target)

    def _remember(self, outcomes: list[Outcome]) -> None:
        entry = self._entry
        statement = db.select(ImportedRow.fingerprint).where(
            ImportedRow.community_id == entry.community_id, ImportedRow.kind == entry.kind
        )
        known = set(db.session.scalars(statement))
        for outcome in outcomes:
            row = outcome.row
            if row.excel_row in self.record_ids and row.fingerprint not in known:
                known.add(row.fingerprint)
                db.session.add(self._imported(outcome))
        db.session.flush()

    def _imported(self, outcome: Outcome) -> ImportedRow:
        row = outcome.row
        return ImportedRow(
            community_id=self._entry.community_id,
            import_id=self._entry.id,
            kind=self._entry.kind,
            fingerprint=row.fingerprint,
            record_id=self.record_ids[row.excel_row],
            excel_row=row.excel_row,
            outcome=OUTCOME_OF_ACTION[outcome.action],
        )


def _turn_of_row(outcome: Outcome) -> int:
    is_repetition = outcome.action is Action.PROBABLY_SAME
    return is_repetition + (is_repetition and outcome.row.target is None)
