"""Commands of an import: upload, correct the layout, answer, confirm, cancel."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import present_quarter, require_running_quarter
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, reading_only
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter
from partner_hub.imports.layout import recognition
from partner_hub.imports.layout.service import choose_sheet
from partner_hub.imports.models import Import
from partner_hub.imports.planning import planned_import
from partner_hub.imports.preview.report import let_waiting_rows_go, report_without_words
from partner_hub.imports.preview.sentences import refusal_of_workbook
from partner_hub.imports.waiting import (
    imports_with_waiting_rows,
    keep_report,
    leave_answered_rows_out,
)
from partner_hub.imports.workflow import IMPORT_WORKFLOW, require_unfinished
from partner_hub.privacy import remove_identity_numbers
from partner_hub.vocabulary.workbook_import import ImportKind, ImportState
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Workbook
from partner_hub.workbooks.xlsx.writer import write_workbook

MAX_FILENAME_LENGTH = 200


@dataclass(frozen=True)
class _Upload:
    """What was read of a file: `kept` are the bytes to store."""

    filename: str
    kept: bytes
    layout: recognition.StoredLayout


def upload_workbook(actor: Actor, community: Community, *, kind: ImportKind, data: bytes, filename: str) -> Import:
    """Keep what was read of a workbook for the preview: without numbers of identity papers and cards.

    Raises DomainError at the field `file`; nothing is kept then.
    """
    actor.require(Permission.IMPORT)
    return _keep_upload(actor, community, kind, _read_upload(kind, data, filename))


def _keep_upload(actor: Actor, community: Community, kind: ImportKind, upload: _Upload) -> Import:
    entry = Import(
        community_id=community.id,
        kind=kind,
        filename=upload.filename[-MAX_FILENAME_LENGTH:],
        sha256=_digest_of_file(upload.kept),
        data=upload.kept,
        layout=upload.layout,
        created_by_id=actor.user_id,
        created_by=actor.name,
    )
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
    upload = _read_upload(kind, data, filename)
    if waiting := _waiting_import(community, kind, _digest_of_file(upload.kept), sheet):
        return waiting
    entry = _keep_upload(actor, community, kind, upload)
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


def _read_upload(kind: ImportKind, data: bytes, filename: str) -> _Upload:
    """Before anything is written, so that nobody waits for it. Raises DomainError at the field `file`."""
    with reading_only():
        try:
            workbook = read_workbook(data, filename)
            kept = write_workbook(workbook)
        except WorkbookError as error:
            raise refusal_of_workbook(error) from error
        return _Upload(workbook.filename, kept, recognition.recognise_tables(workbook, kind))


def _digest_of_file(kept: bytes) -> str:
    return hashlib.sha256(kept).hexdigest()


def choose_quarter(actor: Actor, entry: Import, quarter: Quarter | None) -> None:
    """The quarter that the file's needs are for; None: each is for the one it was raised in.

    Raises as `answer_questions`, and Conflict when the quarter is closed.
    """
    require_unfinished(actor, entry)
    if quarter:
        require_running_quarter(entry.community_id, quarter)
    entry.year, entry.quarter = quarter or (None, None)
    db.session.flush()


def answer_questions(actor: Actor, entry: Import, *, answers: Mapping[tuple[int, str], str]) -> None:
    """Keep the clerk's answers, by (Excel row, field); the same words in other rows are answered with them.

    Raises as `accept_proposals`.
    """
    require_unfinished(actor, entry)
    if not answers:
        return
    plan = planned_import(entry).plan
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
    require_unfinished(actor, entry)
    plan = planned_import(entry).plan
    before = len(plan.open_rows)
    _take_answers(plan, answers)
    plan.accept_proposals()
    _keep_answers(actor, entry, plan)
    left = len(plan.open_rows)
    return before - left, left


def cancel_import(actor: Actor, entry: Import) -> None:
    """Delete the file; the row of the import stays. Raises NotAllowed, Conflict (no longer waiting)."""
    actor.require(Permission.IMPORT)
    IMPORT_WORKFLOW.move(actor, entry, ImportState.CANCELLED)
    forget_file(actor, entry)


def keep_contents(entry: Import, workbook: Workbook) -> None:
    entry.data = write_workbook(workbook)
    entry.sha256 = _digest_of_file(entry.data)


def replace_by_what_was_read(entry: Import) -> None:
    """Put what is read of a stored file in its place, as `upload` does. Raises WorkbookError."""
    workbook = read_workbook(entry.data, entry.filename)
    keep_contents(entry, workbook)
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
