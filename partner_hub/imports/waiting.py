"""Rows that wait for an answer while the rest of their file is brought in, and how the waiting ends."""

from typing import Any

from sqlalchemy import Select

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.preview.report import counts_of_report, left_out_row, settled_row
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.vocabulary.workbook_import import ImportState
from partner_hub.workbooks.plan.plan import Action, Plan


def leave_answered_rows_out(actor: Actor, entry: Import, plan: Plan) -> None:
    """A person's answer to leave a row out ends its waiting at once, without a confirmation."""
    left_out = {each.row.excel_row for each in plan.outcome() if each.action is Action.SKIPPED}
    rows = [
        left_out_row(row, actor.name) if row["waits"] and row["row"] in left_out else row
        for row in entry.report["rows"]
    ]
    keep_report(actor, entry, rows)


def imports_with_waiting_rows(community_id: int) -> Select[Import]:
    """Oldest first."""
    waiting = db.select(Import).where(Import.community_id == community_id, Import.state == ImportState.PARTLY)
    return waiting.order_by(Import.id)


def settle_older_imports(actor: Actor, entry: Import) -> None:
    """Rows of other imports that waited, and have come in with this one, wait no more."""
    waiting = imports_with_waiting_rows(entry.community_id)
    older_ones = waiting.where(Import.kind == entry.kind, Import.id != entry.id)
    for older in db.session.scalars(older_ones).all():
        _settle_import(actor, older)


def _settle_import(actor: Actor, older: Import) -> None:
    waiting = [row["fingerprint"] for row in older.report["rows"] if row["waits"]]
    statement = db.select(ImportedRow.fingerprint, ImportedRow.record_id).where(
        ImportedRow.community_id == older.community_id,
        ImportedRow.kind == older.kind,
        ImportedRow.fingerprint.in_(waiting),
        ImportedRow.import_id != older.id,
    )
    came_in = {row.fingerprint: row.record_id for row in db.session.execute(statement)}
    if came_in:
        rows = [
            settled_row(row, came_in[row["fingerprint"]]) if row["waits"] and row["fingerprint"] in came_in else row
            for row in older.report["rows"]
        ]
        keep_report(actor, older, rows)


def keep_report(actor: Actor, entry: Import, rows: list[dict[str, Any]]) -> None:
    """The report with these rows; an import in which nothing waits any more is brought in."""
    entry.report = entry.report | {"rows": rows}
    entry.counts = counts_of_report(rows)
    entry.waiting = sum(bool(row.get("waits")) for row in rows)
    db.session.flush()
    if entry.state == ImportState.PARTLY and not entry.waiting:
        IMPORT_WORKFLOW.move(actor, entry, ImportState.CONFIRMED)
