"""Commands of an import: upload, correct the layout, answer, confirm, cancel."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import present_quarter, require_running_quarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter
from partner_hub.imports.layout import recognition
from partner_hub.imports.layout.service import choose_sheet
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.imports.plan.settled_rows import is_settled
from partner_hub.imports.preview.lines import preview_lines
from partner_hub.imports.preview.report import let_waiting_rows_go, report_of, report_without_words
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.imports.preview.sentences import refusal_of_workbook
from partner_hub.imports.waiting import (
    imports_with_waiting_rows,
    keep_report,
    leave_answered_rows_out,
    settle_older_imports,
)
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.imports.write.write_plan import PlanWriter
from partner_hub.privacy import remove_identity_numbers
from partner_hub.vocabulary.workbook_import import UNFINISHED_IMPORT_STATES, ImportKind, ImportState
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Workbook
from partner_hub.workbooks.xlsx.writer import write_workbook

MAX_FILENAME_LENGTH = 200


def upload_workbook(actor: Actor, community: Community, *, kind: ImportKind, data: bytes, filename: str) -> Import:
    """Keep what was read of a workbook for the preview: without numbers of identity papers and cards.

    Raises DomainError at the field `file`; nothing is kept then.
    """
    actor.require(Permission.IMPORT)
    return _keep_upload(actor, community, kind, *_kept_form(data, filename))


def _keep_upload(actor: Actor, community: Community, kind: ImportKind, workbook: Workbook, kept: bytes) -> Import:
    entry = Import(
        community_id=community.id,
        kind=kind,
        filename=workbook.filename[-MAX_FILENAME_LENGTH:],
        sha256=_digest_of_file(kept),
        data=kept,
        created_by_id=actor.user_id,
        created_by=actor.name,
    )
    entry.layout = recognition.recognise_tables(workbook, kind)
    if kind is ImportKind.NEEDS:
        entry.year, entry.quarter = present_quarter(community.id)
    db.session.add(entry)
    db.session.flush()
    record_event(actor, entry, "upload", to_state=ImportState.UPLOADED.value)
    return entry


def upload_or_go_on(
    actor: Actor, community: Community, *, kind: ImportKind, data: bytes, filename: str, sheet: str = ""
) -> Import:
    """The import of the same contents of which rows wait already, or else a new one. Raises as `upload_workbook`."""
    actor.require(Permission.IMPORT)
    workbook, kept = _kept_form(data, filename)
    if waiting := _waiting_import(community, kind, _digest_of_file(kept), sheet):
        return waiting
    entry = _keep_upload(actor, community, kind, workbook, kept)
    if sheet:
        choose_sheet(actor, entry, sheet=sheet)
    return entry


def _waiting_import(community: Community, kind: ImportKind, digest: str, sheet: str) -> Import | None:
    statement = imports_with_waiting_rows(community.id).where(Import.kind == kind, Import.sha256 == digest)
    found = db.session.scalars(statement).all()
    return next((each for each in found if sheet in {"", _only_sheet(each)}), None)


def _only_sheet(entry: Import) -> str | None:
    """The sheet that is read, where it is one."""
    read = {each.sheet for each in recognition.tables_from_json(entry.layout) if each.is_read}
    return read.pop() if len(read) == 1 else None


def _kept_form(data: bytes, filename: str) -> tuple[Workbook, bytes]:
    """What was read of a file, and the bytes that are kept. Raises DomainError at the field `file`."""
    try:
        workbook = read_workbook(data, filename)
        return workbook, write_workbook(workbook)
    except WorkbookError as error:
        raise refusal_of_workbook(error) from error


def _digest_of_file(kept: bytes) -> str:
    return hashlib.sha256(kept).hexdigest()


def choose_quarter(actor: Actor, entry: Import, quarter: Quarter | None) -> None:
    """The quarter that the file's needs are for; None: each is for the one it was raised in.

    Raises as `answer_questions`, and Conflict when the quarter is closed.
    """
    _require_unfinished(actor, entry)
    if quarter:
        require_running_quarter(entry.community_id, quarter)
    entry.year, entry.quarter = quarter or (None, None)
    db.session.flush()


def _prepared_import(entry: Import) -> prepare.Prepared:
    """Raises DomainError until a table is found or chosen."""
    try:
        return prepare.prepare_plan(entry)
    except WorkbookError as error:
        raise refusal_of_workbook(error) from error


def answer_questions(actor: Actor, entry: Import, *, answers: Mapping[tuple[int, str], str]) -> None:
    """Keep the clerk's answers, by (Excel row, field); the same words in other rows are answered with them.

    Raises as `accept_proposals`.
    """
    _require_unfinished(actor, entry)
    plan = _prepared_import(entry).plan
    _take_answers(plan, answers)
    _keep_answers(actor, entry, plan)


def accept_proposals(
    actor: Actor, entry: Import, *, answers: Mapping[tuple[int, str], str] = MappingProxyType({})
) -> tuple[int, int]:
    """Keep these answers, and answer every other open question that has a safe proposal with it.

    Returns how many rows that settles, and how many are left to look at.

    Raises:
        NotAllowed: without Permission.IMPORT.
        Conflict: the import is confirmed or cancelled, or somebody saved it at the same moment.
    """
    _require_unfinished(actor, entry)
    plan = _prepared_import(entry).plan
    before = len(plan.open_rows)
    _take_answers(plan, answers)
    plan.accept_proposals()
    _keep_answers(actor, entry, plan)
    left = len(plan.open_rows)
    return before - left, left


def confirm_import(actor: Actor, entry: Import, *, shown: str) -> Import:
    """Write the rows that are answered, in the caller's transaction; those with an open question wait.

    `shown` is the digest of the preview that was confirmed. Called again for the rows that waited.

    Raises Conflict when somebody else was faster or the plan has become another one, DomainError for a row that a
    feature refuses.
    """
    _require_unfinished(actor, entry)
    count_save(entry)
    community = _lock_community_for_import(entry.community_id)
    prepared = _prepared_import(entry)
    if prepared.digest != shown:
        raise Conflict(_("Meanwhile the records have changed, and with them what would happen. Please look again."))
    outcomes = prepared.plan.outcome()
    record_ids = PlanWriter(actor, community, entry).write(outcomes, RowNames.of_plan(prepared.plan))
    _keep_confirmation(actor, entry, report_of(preview_lines(prepared.plan), record_ids, prepared.plan, actor.name))
    settle_older_imports(actor, entry)
    return entry


def _keep_confirmation(actor: Actor, entry: Import, report: dict[str, Any]) -> None:
    before = {row["row"]: row for row in entry.report.get("rows", ()) if is_settled(row)}
    rows = [before.get(row["row"], row) for row in report["rows"]]
    to = ImportState.PARTLY if any(row["waits"] for row in rows) else ImportState.CONFIRMED
    if entry.state == to:
        record_event(actor, entry, "confirm", to_state=to.value)
    else:
        IMPORT_WORKFLOW.move(actor, entry, to)
    entry.confirmed_at = clock.utc_now()
    entry.report = report
    keep_report(actor, entry, rows)


def cancel_import(actor: Actor, entry: Import) -> None:
    """Delete the file; the row of the import stays. Raises NotAllowed, Conflict (no longer waiting)."""
    actor.require(Permission.IMPORT)
    IMPORT_WORKFLOW.move(actor, entry, ImportState.CANCELLED)
    forget_file(actor, entry)


def replace_by_what_was_read(entry: Import) -> None:
    """Put what is read of a stored file in its place, as `upload` does. Raises WorkbookError."""
    workbook = read_workbook(entry.data, entry.filename)
    entry.data = write_workbook(workbook)
    entry.sha256 = _digest_of_file(entry.data)
    entry.filename = workbook.filename[-MAX_FILENAME_LENGTH:]
    entry.decisions, entry.report = _json_without_numbers(entry.decisions), _json_without_numbers(entry.report)
    db.session.flush()


def _json_without_numbers(value: Any) -> Any:
    """JSON without numbers of papers and cards in its texts."""
    if isinstance(value, dict):
        return {name: _json_without_numbers(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_json_without_numbers(each) for each in value]
    return remove_identity_numbers(value) if isinstance(value, str) else value


def forget_file(actor: Actor, entry: Import) -> None:
    """Delete the contents of the cells; the report keeps which row became which record. What waited waits no more."""
    entry.data, entry.decisions, entry.layout = b"", {}, {}
    if entry.report:
        report = report_without_words(entry.report)
        entry.report = report
        keep_report(actor, entry, let_waiting_rows_go(report["rows"]))
    db.session.flush()


def _workbook_of_import(entry: Import) -> Workbook:
    return read_workbook(entry.data, entry.filename)


def _take_answers(plan: Plan, answers: Mapping[tuple[int, str], str]) -> None:
    for (excel_row, field), choice in answers.items():
        _decide_question(plan, excel_row, field, choice)


def _decide_question(plan: Plan, excel_row: int, field: str, choice: str) -> None:
    """Answers come from a form that may be older than the plan: what is not asked any more is passed over."""
    try:
        if plan.row(excel_row).words.get(field):
            plan.decide_alike(excel_row, choice, field)
        else:
            plan.decide(excel_row, choice, field)
    except (StopIteration, ValueError):
        return


def _keep_answers(actor: Actor, entry: Import, plan: Plan) -> None:
    count_save(entry)
    entry.decisions = {
        str(row.excel_row): answers
        for row in plan.rows
        if (answers := {each.field: each.answer for each in row.questions if each.answer is not None})
    }
    db.session.flush()
    if entry.state == ImportState.PARTLY:
        leave_answered_rows_out(actor, entry, plan)


def _lock_community_for_import(community_id: int) -> Community:
    """Row lock: imports of one community run one after another, each on what the one before has written."""
    statement = db.select(Community).where(Community.id == community_id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _require_unfinished(actor: Actor, entry: Import) -> None:
    actor.require(Permission.IMPORT)
    if entry.state not in UNFINISHED_IMPORT_STATES:
        raise IMPORT_WORKFLOW.refusal(entry)
