"""Undoes a confirmed import, row by row, as far as nothing was built on it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.permissions import Permission
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.preview.report import let_waiting_rows_go
from partner_hub.imports.records import UNDONE_MARK, ImportedRecord, portions_of_ids
from partner_hub.imports.undo_plan import UndoLine, UndoPlan, UndoStep
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.imports.write.held_values import put_values_back
from partner_hub.imports.write.turn import SECONDS_OF_A_STEP, begin_next_step, begin_step, while_others_write
from partner_hub.needs.models import Need
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import move_offering
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import WRITTEN_IMPORT_STATES, ImportState


def undo_import(actor: Actor, entry: Import) -> int:
    """Take back what nothing was built on; returns how many rows stay. The file may be brought in again afterwards.

    Commits after each step but the last; what is broken off goes on when it is undone again. Records are withdrawn or
    taken off their list, not deleted. Rows that wait are let go.

    Raises:
        NotAllowed: without Permission.IMPORT.
        Conflict: nothing of it is brought in, or somebody saved the import at the same moment.
    """
    actor.require(Permission.IMPORT)
    if entry.state not in WRITTEN_IMPORT_STATES:
        raise IMPORT_WORKFLOW.refusal(entry)
    undoing = _begin_undoing(actor, entry)
    while not undoing.undo_for(SECONDS_OF_A_STEP):
        begin_next_step(entry)
    lines = undoing.done
    _forget_rows(entry, [line.excel_row for line in lines if line.step is not UndoStep.STAY])
    stays = sum(line.step is UndoStep.STAY for line in lines)
    IMPORT_WORKFLOW.move(actor, entry, ImportState.PARTLY_UNDONE if stays else ImportState.UNDONE)
    _keep_lines(entry, {line.excel_row: line for line in lines})
    return stays


def _begin_undoing(actor: Actor, entry: Import) -> "Undoing":
    """Planned while others write. Raises Conflict when somebody has saved the import meanwhile."""
    with while_others_write(entry):
        undoing = Undoing(actor, entry)
    begin_step(entry)
    return undoing


class Undoing:
    """From the last row that was written to the first: two rows may have changed one record."""

    def __init__(self, actor: Actor, entry: Import) -> None:
        self._actor = actor
        self._entry = entry
        self._plan = UndoPlan(entry)
        self._left = sorted(self._plan.lines(), key=_turn_of_line)
        self.done: list[UndoLine] = []

    def undo_for(self, seconds: float) -> bool:
        """As many rows as take so long; whether that was all."""
        end = clock.seconds() + seconds
        while self._left and clock.seconds() < end:
            self.done.append(self._undo_row(self._left.pop()))
        return not self._left

    def _undo_row(self, line: UndoLine) -> UndoLine:
        if line.step not in {UndoStep.WITHDRAW, UndoStep.RESTORE}:
            return line
        record = self._plan.records[line.row["record_id"]]
        if line.step is UndoStep.WITHDRAW and (reason := self._plan.change_since(record)):
            return UndoLine(line.row, UndoStep.STAY, reason)
        try:
            with db.session.begin_nested():
                self._take_back(line, record)
        except DomainError:
            return UndoLine(line.row, UndoStep.STAY, "used")
        return line

    def _take_back(self, line: UndoLine, record: ImportedRecord) -> None:
        if line.step is UndoStep.RESTORE:
            put_values_back(self._actor, record, line.row["before"])
            return
        reason = _("The import of “%(file)s” was undone.", file=self._entry.filename)
        if isinstance(record, Need):
            NEED_WORKFLOW.move(self._actor, record, NeedState.WITHDRAWN, reason=reason)
        elif isinstance(record, Offering):
            move_offering(self._actor, record, OfferingState.RETIRED, reason=reason)
        else:
            UNIT_WORKFLOW.move(self._actor, record, UnitState.WITHDRAWN, reason=reason)
        record.source = {**record.source, UNDONE_MARK: self._entry.id}
        db.session.flush()


def _turn_of_line(line: UndoLine) -> tuple[bool, int]:
    """Repetitions were written last."""
    return line.row["action"] == "probably_same", line.excel_row


def _forget_rows(entry: Import, excel_rows: list[int]) -> None:
    for some in portions_of_ids(excel_rows):
        statement = db.delete(ImportedRow).where(ImportedRow.import_id == entry.id, ImportedRow.excel_row.in_(some))
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _keep_lines(entry: Import, lines: Mapping[int, UndoLine]) -> None:
    rows: list[dict[str, Any]] = [
        row | {"undone": lines[row["row"]].step.value, "undo_reason": lines[row["row"]].reason}
        if row["row"] in lines
        else row
        for row in let_waiting_rows_go(entry.report["rows"])
    ]
    entry.report = entry.report | {"rows": rows}
    entry.waiting = 0
    db.session.flush()
