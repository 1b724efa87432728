"""Which rows are a community's, in which columns words stand, and what stays whoever asks.

Everything is read from the tables themselves, so that a new table or column is looked through from its first day.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Column, ColumnElement, Enum, String, Table, or_, select

from partner_hub.core.db import METADATA

# Belong to no community: nothing of a person stands there in words. A unit's name is public, and shared.
OUTSIDE = frozenset({"duty", "sign_in_attempt", "partner_unit"})
USER, MAIL = "user", "outgoing_mail"
LABELS: dict[str, LazyString] = {
    "action_item": _l("Tasks"),
    "action_supporter": _l("Tasks"),
    "agenda_item": _l("Agenda"),
    "agreement": _l("Agreements"),
    "community": _l("Settings"),
    "data_request": _l("Requests of people"),
    "decision": _l("Decisions of meetings"),
    "deferred_need": _l("Decisions of meetings"),
    "discussion": _l("Discussions of meetings"),
    "dismissal": _l("Suggestions"),
    "event": _l("History"),
    "follow_up": _l("Tasks"),
    "guest": _l("Guests of meetings"),
    "import": _l("Uploaded files"),
    "invitation": _l("Invitations"),
    "issued_minutes": _l("Signed minutes"),
    "kept_text": _l("Typed text that did not arrive"),
    "match": _l("Matches"),
    "match_partner": _l("Matches"),
    "meeting": _l("Joint meetings"),
    "message": _l("Messages"),
    "minutes": _l("Minutes"),
    "need": _l("Needs"),
    "need_invitation": _l("Matches"),
    "needs_list": _l("Published needs lists"),
    "offering": _l("Offerings"),
    "outgoing_mail": _l("Mails"),
    "partnership": _l("Units"),
    "plan_line": _l("Plans of quarters"),
    "public_request": _l("Public forms"),
    "quarter_plan": _l("Plans of quarters"),
    "seat": _l("Seats of meetings"),
    "unit_alias": _l("Units"),
    "unit_application": _l("Registrations of units"),
    "user": _l("Accounts"),
}
OTHER = _l("Other records")


def tables() -> list[Table]:
    return [table for table in METADATA.sorted_tables if table.name not in OUTSIDE]


def label_of(name: str) -> str:
    return str(LABELS.get(name, OTHER))


def word_columns(table: Table) -> list[Column[Any]]:
    """The columns that hold words or JSON; codes of states are none."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
    ]


def belongs(table: Table, community_id: int) -> ColumnElement[bool]:
    """Which rows are this community's: by their own column, or by the row that they hang on."""
    if table.name == "community":
        return table.c.id == community_id
    if table.name == USER:
        return _holds_a_role(table, community_id)
    if table.name == MAIL:
        return _is_to_somebody_here(table, community_id)
    if "community_id" in table.c:
        condition: ColumnElement[bool] = table.c.community_id == community_id
        return condition
    column, parent = next(_parents(table))
    return column.in_(select(parent.c.id).where(belongs(parent, community_id)))


def _parents(table: Table) -> Iterator[tuple[Column[Any], Table]]:
    """What a row hangs on; on a person only where there is nothing else."""
    found = [(key.parent, key.column.table) for key in table.foreign_keys if not key.parent.nullable]
    yield from sorted(found, key=lambda pair: (pair[1].name == USER, pair[0].name))


def _holds_a_role(table: Table, community_id: int) -> ColumnElement[bool]:
    """Or held one."""
    grants = METADATA.tables["role_grant"]
    return table.c.id.in_(select(grants.c.user_id).where(grants.c.community_id == community_id))


def _is_to_somebody_here(table: Table, community_id: int) -> ColumnElement[bool]:
    message = METADATA.tables["message"]
    told = select(message.c.mail_id).where(message.c.community_id == community_id, message.c.mail_id.is_not(None))
    people = (METADATA.tables[name] for name in (USER, "invitation", "unit_application"))
    addresses = [select(each.c.email).where(belongs(each, community_id), each.c.email != "") for each in people]
    return or_(table.c.id.in_(told), *(table.c.recipient.in_(address) for address in addresses))
