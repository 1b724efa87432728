"""Confirms an import: its answered rows are written in short steps, between which other writers have their turn.

A small file takes one step, and so comes in wholly or not at all. Of a large one that is broken off the rest waits, as
rows with an open question do, and comes in with the next confirmation.
"""

from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.category_words import category_names, remember_categories
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.errors import Conflict
from partner_hub.core.events import newest_event_of, record_event
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared
from partner_hub.imports.plan.settled_rows import is_settled
from partner_hub.imports.planning import planned_import, readable_plan
from partner_hub.imports.preview.lines import preview_lines
from partner_hub.imports.preview.report import ReportedRow, report_of, waiting_row
from partner_hub.imports.waiting import keep_report, settle_older_imports
from partner_hub.imports.workflow import IMPORT_WORKFLOW, require_unfinished
from partner_hub.imports.write.turn import SECONDS_OF_A_STEP, begin_next_step, begin_step
from partner_hub.imports.write.write_plan import PlanWriter
from partner_hub.vocabulary.workbook_import import ImportState
from partner_hub.workbooks.plan.plan import Plan


def confirm_import(actor: Actor, entry: Import, *, shown: str) -> Import:
    """Write the rows that are answered; those with an open question wait. Commits after each step but the last.

    `shown` is the digest of the preview that was confirmed. Called again for the rows that waited.

    Raises Conflict when somebody else was faster or the plan has become another one, DomainError for a row that a
    feature refuses: what the steps before it have written stays.
    """
    require_unfinished(actor, entry)
    writer = PlanWriter(actor, entry, _shown_plan(entry, shown))
    while not writer.write_for(SECONDS_OF_A_STEP):
        if entry.state == ImportState.UPLOADED:
            _keep_confirmation(actor, entry, writer)
        begin_next_step(entry)
    _keep_confirmation(actor, entry, writer)
    settle_older_imports(actor, entry)
    _remember_categories(actor, entry.community_id, writer.prepared.plan)
    return entry


def _remember_categories(actor: Actor, community_id: int, plan: Plan) -> None:
    """What the words of the file were brought in as."""
    ids = category_names(community_id)
    proposed = {each.word: each.category for each in plan.categories if each.category and not each.remembered}
    remember_categories(actor, community_id, {word: ids[name] for word, name in proposed.items() if name in ids})


def _shown_plan(entry: Import, shown: str) -> Prepared:
    """The plan of the preview, with the first step begun: what it was made of has not changed since."""
    newest = newest_event_of(entry.community_id)
    prepared = planned_import(entry)
    begin_step(entry)
    if newest_event_of(entry.community_id) != newest:
        prepared = readable_plan(entry)
    if prepared.digest != shown:
        raise Conflict(_("Meanwhile the records have changed, and with them what would happen. Please look again."))
    return prepared


def _keep_confirmation(actor: Actor, entry: Import, writer: PlanWriter) -> None:
    """What became of each row; what is still to be written waits."""
    prepared = writer.prepared
    report = report_of(preview_lines(prepared.plan), writer.record_ids, prepared.plan, actor.name)
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
    return waiting_row(row, left) if left else row | {"before": writer.before.get(row["row"], {})}


def _move_confirmed(actor: Actor, entry: Import, rows: list[dict[str, Any]]) -> None:
    to = ImportState.PARTLY if any(row["waits"] for row in rows) else ImportState.CONFIRMED
    if entry.state == to:
        record_event(actor, entry, "confirm", to_state=to.value)
    else:
        IMPORT_WORKFLOW.move(actor, entry, to)
