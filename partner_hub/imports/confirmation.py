"""Confirms an import: its answered rows are written in short steps, between which other writers have their turn.

A small file takes one step, and so comes in wholly or not at all. Of a large one that is broken off the rest waits, as
rows with an open question do, and comes in with the next confirmation.
"""

from dataclasses import dataclass
from math import inf
from typing import Any, Self

from flask_babel import gettext as _

from partner_hub.communities.category_words import category_names, remember_categories
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict
from partner_hub.core.events import newest_event_of, record_event
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.plan.settled_rows import is_settled
from partner_hub.imports.planning import readable_plan
from partner_hub.imports.preview.lines import preview_lines
from partner_hub.imports.preview.report import ReportedRow, report_of, waiting_row
from partner_hub.imports.waiting import keep_report, settle_older_imports
from partner_hub.imports.workflow import IMPORT_WORKFLOW, require_unfinished
from partner_hub.imports.write.turn import SECONDS_OF_A_STEP, begin_next_step, begin_step, while_others_write
from partner_hub.imports.write.write_plan import PlanWriter
from partner_hub.vocabulary.workbook_import import ImportState
from partner_hub.workbooks.plan.plan import Plan

# So many come in together or not at all, however slow the machine.
ROWS_OF_A_SMALL_FILE = 100


@dataclass(frozen=True)
class _Started:
    """What takes long is made before the first step: `report` is that of a plan of which nothing is written yet."""

    writer: PlanWriter
    report: dict[str, Any]
    digest: str

    @classmethod
    def of(cls, actor: Actor, entry: Import, prepared: Prepared) -> Self:
        report = report_of(preview_lines(prepared.plan), {}, prepared.plan, actor.name)
        return cls(PlanWriter(actor, entry, prepared), report, prepared.digest)


def confirm_import(actor: Actor, entry: Import, *, shown: str) -> Import:
    """Write the rows that are answered; those with an open question wait. Commits the steps of a large file.

    `shown` is the digest of the preview that was confirmed. Called again for the rows that waited.

    Raises Conflict when somebody else was faster or the plan has become another one, DomainError for a row that a
    feature refuses: what the steps before it have written stays.
    """
    require_unfinished(actor, entry)
    started = _started_as_shown(actor, entry, shown)
    if started.writer.rows_left > ROWS_OF_A_SMALL_FILE:
        _write_in_steps(actor, entry, started)
    else:
        started.writer.write_for(inf)
    _keep_confirmation(actor, entry, started)
    settle_older_imports(actor, entry)
    _remember_categories(actor, entry.community_id, started.writer.prepared.plan)
    return entry


def _write_in_steps(actor: Actor, entry: Import, started: _Started) -> None:
    """At first everything waits: what is broken off goes on from there. The report at the end is a step of its own."""
    _keep_confirmation(actor, entry, started)
    begin_next_step(entry)
    while not started.writer.write_for(SECONDS_OF_A_STEP):
        begin_next_step(entry)
    begin_next_step(entry)


def _remember_categories(actor: Actor, community_id: int, plan: Plan) -> None:
    """What the words of the file were brought in as."""
    ids = category_names(community_id)
    proposed = {each.word: each.category for each in plan.categories if each.category and not each.remembered}
    remember_categories(actor, community_id, {word: ids[name] for word, name in proposed.items() if name in ids})


def _started_as_shown(actor: Actor, entry: Import, shown: str) -> _Started:
    """The plan of the preview, with the first step begun: what it was made of has not changed since."""
    newest = newest_event_of(entry.community_id)
    with while_others_write(entry):
        started = _Started.of(actor, entry, readable_plan(entry))
    begin_step(entry)
    if newest_event_of(entry.community_id) != newest:
        started = _Started.of(actor, entry, readable_plan(entry))
    if started.digest != shown:
        raise Conflict(_("Meanwhile the records have changed, and with them what would happen. Please look again."))
    return started


def _keep_confirmation(actor: Actor, entry: Import, started: _Started) -> None:
    """What became of each row; what is still to be written waits."""
    writer, report = started.writer, started.report
    left = writer.fingerprints_left
    fresh = {row["row"]: _reported_row(row, left.get(row["row"]), writer) for row in report["rows"]}
    settled = {row["row"]: row for row in entry.report.get("rows", ()) if is_settled(row)}
    rows = [row for _number, row in sorted((fresh | settled).items())]
    _move_confirmed(actor, entry, rows)
    entry.confirmed_at = clock.utc_now()
    entry.report = entry.report | report
    keep_report(actor, entry, rows)


def _reported_row(row: ReportedRow, left: str | None, writer: PlanWriter) -> ReportedRow:
    """`left` is the fingerprint of a row that is still to be written."""
    if left:
        return waiting_row(row, left)
    number = row["row"]
    record_id = None if row["waits"] else writer.record_ids.get(number)
    return row | {"record_id": record_id, "before": writer.before.get(number, {})}


def _move_confirmed(actor: Actor, entry: Import, rows: list[dict[str, Any]]) -> None:
    to = ImportState.PARTLY if any(row["waits"] for row in rows) else ImportState.CONFIRMED
    if entry.state == to:
        record_event(actor, entry, "confirm", to_state=to.value)
    else:
        IMPORT_WORKFLOW.move(actor, entry, to)
