"""Takes a person out of the rows where the person is named."""

from typing import Any

from sqlalchemy import JSON, Column, Table, update

from partner_hub.accounts.account_closing import close_account
from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.events import Event, record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.data_requests import plan
from partner_hub.data_requests.plan import Line
from partner_hub.data_requests.queries import Found
from partner_hub.data_requests.sought import MARK, Sought
from partner_hub.data_requests.tables import word_columns
from partner_hub.imports.models import Import
from partner_hub.imports.service import cancel, let_go_of_file
from partner_hub.needs.models import Need
from partner_hub.needs.retention import forget_reporter, forget_words
from partner_hub.vocabulary.workbook_import import ImportState


def erase_line(actor: Actor, line: Line, wanted: Sought) -> None:
    found = line.found
    if line.treatment == plan.WORDS:
        _erase_need(actor, found)
    elif line.treatment == plan.EMPTY:
        _empty_file(actor, db.session.get_one(Import, found.id))
    elif line.treatment == plan.CLOSE:
        close_account(actor, db.session.get_one(User, found.id))
    blot_out(METADATA.tables[found.table], found.id, wanted)


def blot_out(table: Table, row_id: int, wanted: Sought) -> None:
    """Put MARK, or nothing, in the place of what is looked for, in every column of one row.

    This goes past the classes of the tables: histories and published lists, which nobody changes, are changed here and
    nowhere else, and the request that is recorded with it says so.
    """
    columns = word_columns(table)
    db.session.flush()
    row = db.session.execute(db.select(*columns).where(table.c.id == row_id)).one()
    values = {
        column.name: new
        for column, old in zip(columns, row, strict=True)
        if (new := _without(column, old, wanted)) != old
    }
    if not values:
        return
    if "version" in table.c:
        # Whoever has the old text open in a form must not put it back.
        values["version"] = table.c.version + 1
    if "updated_at" in table.c:
        values["updated_at"] = clock.utc_now()
    db.session.execute(update(table).where(table.c.id == row_id).values(values))
    db.session.expire_all()


def _without(column: Column[Any], value: Any, wanted: Sought) -> Any:
    if isinstance(column.type, JSON) and isinstance(value, list) and all(isinstance(each, str) for each in value):
        # A list of telephones: nothing stands in the place of one.
        return [new for each in value if not _is_empty(new := wanted.mask(each))]
    if isinstance(column.type, JSON):
        return _json_without(value, wanted)
    if not value:
        return value
    new = wanted.mask(value)
    if _is_empty(new) and column.nullable:
        return None
    if _is_empty(new) and (column.server_default is not None or column.default is not None):
        return ""
    length = getattr(column.type, "length", None)
    return new[:length] if new != value else value


def _is_empty(text: str) -> bool:
    """Whether the field said nothing else; the country of a number is nothing."""
    return MARK in text and not text.replace(MARK, "").strip("+860 -()（）")


def _json_without(value: Any, wanted: Sought) -> Any:
    if isinstance(value, dict):
        return {name: _json_without(each, wanted) for name, each in value.items()}
    if isinstance(value, list):
        return [_json_without(each, wanted) for each in value]
    if isinstance(value, str):
        return wanted.mask(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and wanted.find(str(value)):
        return MARK
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
    """The digest of what a phone sent could be compared with a guess at the words."""
    events = METADATA.tables[Event.__tablename__]
    of_need = (events.c.subject == Need.__tablename__, events.c.subject_id == need.id, events.c.tag == "need:submit")
    db.session.execute(update(events).where(*of_need).values(details={}))


def _empty_file(actor: Actor, entry: Import) -> None:
    """One that still waited is cancelled: its rows would bring the person in again."""
    operator = Actor.of_operator(entry.community_id)
    if entry.state == ImportState.UPLOADED:
        cancel(operator, entry)
    else:
        let_go_of_file(entry)
    record_event(actor, entry, "erase")
