"""Deletes the contents of uploaded workbooks after a time set in the settings; for the nightly work."""

from datetime import date

from flask import current_app
from sqlalchemy import and_, func, or_
from sqlalchemy.orm import undefer

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.imports.models import Import
from partner_hub.imports.plan.settled_rows import TRIMMED_MARK
from partner_hub.imports.service import cancel_import, forget_file, replace_by_what_was_read
from partner_hub.imports.trimming import trim_import
from partner_hub.vocabulary.workbook_import import UNDONE_IMPORT_STATES, WRITTEN_IMPORT_STATES, ImportState
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.writer import is_written_here


def empty_old_files(day: date) -> int:
    """Empty what was confirmed, or uploaded and forgotten, so many days ago (settings); returns how many files.

    A file that still waits for its confirmation is cancelled by this. Of one of which rows wait for an answer these
    rows stay until they have it. For the nightly work.
    """
    ended = clock.days_before(day, current_app.extensions["settings"].keep_uploads_days)
    old = or_(
        and_(Import.state.in_((*WRITTEN_IMPORT_STATES, *UNDONE_IMPORT_STATES)), Import.confirmed_at < ended),
        and_(Import.state == ImportState.UPLOADED, Import.created_at < ended),
    )
    statement = db.select(Import).where(old, func.length(Import.data) > 0).order_by(Import.id)
    found = db.session.scalars(statement.options(undefer(Import.report))).all()
    entries = [entry for entry in found if not (entry.state == ImportState.PARTLY and TRIMMED_MARK in entry.report)]
    for entry in entries:
        _empty_import(entry)
    return len(entries)


def rewrite_stored_files(_day: date) -> int:
    """Write anew what an earlier version kept as it was uploaded: without numbers of papers and cards.

    Returns how many files. What cannot be read any more is emptied. For the nightly work.
    """
    ids = db.session.scalars(db.select(Import.id).where(func.length(Import.data) > 0).order_by(Import.id)).all()
    return sum(_rewrite_file(db.session.get_one(Import, number)) for number in ids)


def _rewrite_file(entry: Import) -> bool:
    if is_written_here(entry.data):
        return False
    try:
        replace_by_what_was_read(entry)
    except WorkbookError:
        _empty_import(entry)
    return True


def _empty_import(entry: Import) -> None:
    actor = Actor.of_operator(entry.community_id)
    if entry.state == ImportState.UPLOADED:
        cancel_import(actor, entry)
        return
    if entry.state == ImportState.PARTLY and _trim_file(actor, entry):
        return
    forget_file(actor, entry)
    record_event(actor, entry, "empty")


def _trim_file(actor: Actor, entry: Import) -> bool:
    """Whether the rows that wait could be kept."""
    try:
        trim_import(actor, entry)
    except WorkbookError:
        return False
    return True
