"""Erases a person from the rows that name the person."""

from typing import Any

from sqlalchemy import JSON, Column, Table, update

from partner_hub.accounts.account_closing import close_account
from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.events import Event, record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.data_requests import treatments
from partner_hub.data_requests.person_matcher import ERASED_MARK, PersonMatcher
from partner_hub.data_requests.queries import Found
from partner_hub.data_requests.tables import text_columns
from partner_hub.data_requests.treatments import Line
from partner_hub.imports.models import Import
from partner_hub.imports.service import cancel_import, forget_file
from partner_hub.needs.models import Need
from partner_hub.needs.retention import forget_reporter, forget_words
from partner_hub.vocabulary.workbook_import import ImportState


def erase_line(actor: Actor, line: Line, wanted: PersonMatcher) -> None:
    found = line.found
    if line.treatment == treatments.KEEP_PUBLIC_WORDING:
        _erase_need(actor, found)
    elif line.treatment == treatments.EMPTY_FILE:
        _erase_import(actor, db.session.get_one(Import, found.id))
    elif line.treatment == treatments.CLOSE_ACCOUNT:
        close_account(actor, db.session.get_one(User, found.id))
    erase_from_row(METADATA.tables[found.table], found.id, wanted)


def erase_from_row(table: Table, row_id: int, wanted: PersonMatcher) -> None:
    """Replace what is searched by ERASED_MARK, or by nothing, in every text column of one row.

    Works on tables, past the ORM classes: append-only events and published lists are changed here and nowhere else;
    the DataRequest recorded with it says so.
    """
    columns = text_columns(table)
    db.session.flush()
    row = db.session.execute(db.select(*columns).where(table.c.id == row_id)).one()
    values = {
        column.name: new
        for column, old in zip(columns, row, strict=True)
        if (new := _value_without(column, old, wanted)) != old
    }
    if not values:
        return
    if "version" in table.c:
        # Optimistic lock: a form that is open with the old text must not restore it.
        values["version"] = table.c.version + 1
    if "updated_at" in table.c:
        values["updated_at"] = clock.utc_now()
    db.session.execute(update(table).where(table.c.id == row_id).values(values))
    db.session.expire_all()


def _value_without(column: Column[Any], value: Any, wanted: PersonMatcher) -> Any:
    if isinstance(column.type, JSON) and isinstance(value, list) and all(isinstance(each, str) for each in value):
        # A list of telephones: nothing stands in the place of one.
        return [new for each in value if not _held_nothing_else(new := wanted.mask(each))]
    if isinstance(column.type, JSON):
        return _json_value_without(value, wanted)
    if not value:
        return value
    new = wanted.mask(value)
    if _held_nothing_else(new) and column.nullable:
        return None
    if _held_nothing_else(new) and (column.server_default is not None or column.default is not None):
        return ""
    length = getattr(column.type, "length", None)
    return new[:length] if new != value else value


def _held_nothing_else(text: str) -> bool:
    """Whether the field contained nothing else (a country code counts as nothing)."""
    return ERASED_MARK in text and not text.replace(ERASED_MARK, "").strip("+860 -()（）")


def _json_value_without(value: Any, wanted: PersonMatcher) -> Any:
    if isinstance(value, dict):
        return {name: _json_value_without(each, wanted) for name, each in value.items()}
    if isinstance(value, list):
        return [_json_value_without(each, wanted) for each in value]
    if isinstance(value, str):
        return wanted.mask(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and wanted.find(str(value)):
        return ERASED_MARK
    return value


def _erase_need(actor: Actor, found: Found) -> None:
    need = db.session.get_one(Need, found.id)
    forget_words(need)
    if found.is_own_need:
        forget_reporter(need)
        _drop_digests(need)
    count_save(need)
    record_event(actor, need, "erase")


def _drop_digests(need: Need) -> None:
    """Remove the digest of an offline submission: it could be compared with guesses at the text."""
    events = METADATA.tables[Event.__tablename__]
    of_need = (events.c.subject == Need.__tablename__, events.c.subject_id == need.id, events.c.tag == "need:submit")
    db.session.execute(update(events).where(*of_need).values(details={}))


def _erase_import(actor: Actor, entry: Import) -> None:
    """Empty the stored file; cancel an import that still waits, as it would add the person again."""
    operator = Actor.of_operator(entry.community_id)
    if entry.state == ImportState.UPLOADED:
        cancel_import(operator, entry)
    else:
        forget_file(operator, entry)
    record_event(actor, entry, "erase")
