"""Which tables and columns are searched for a person, and which rows belong to a community.

Derived from the metadata, so that a new table or column is searched from the beginning.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Column, ColumnElement, Enum, String, Table, or_, select

from partner_hub.core.db import METADATA

# Tables of no community, without personal data in clear. A unit's name is public, and shared.
GLOBAL_TABLES = frozenset({"duty", "sign_in_attempt", "partner_unit"})
USER_TABLE, MAIL_TABLE = "user", "outgoing_mail"
TABLE_LABELS: dict[str, LazyString] = {
    "action_item": _l("Tasks"),
    "action_photograph": _l("Tasks"),
    "action_supporter": _l("Tasks"),
    "agenda_attachment": _l("Agenda"),
    "agenda_item": _l("Agenda"),
    "agenda_proposal": _l("Agenda"),
    "attachment_revision": _l("Agenda"),
    "agenda_template": _l("Agenda"),
    "agreement": _l("Agreements"),
    "category_word": _l("Settings"),
    "community": _l("Settings"),
    "community_quarter": _l("Quarters"),
    "data_request": _l("Requests of people"),
    "deadline_request": _l("Tasks"),
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
    "learnt_weights": _l("Settings"),
    "match": _l("Matches"),
    "match_partner": _l("Matches"),
    "meeting": _l("Joint meetings"),
    "meeting_notice": _l("Joint meetings"),
    "message": _l("Messages"),
    "minutes": _l("Minutes"),
    "minutes_comment": _l("Minutes"),
    "minutes_confirmation": _l("Minutes"),
    "minutes_review": _l("Minutes"),
    "need": _l("Needs"),
    "need_end": _l("Needs"),
    "needs_apart": _l("Needs"),
    "need_end_answer": _l("Needs"),
    "need_invitation": _l("Matches"),
    "needs_list": _l("Published needs lists"),
    "offering": _l("Offerings"),
    "outgoing_mail": _l("Mails"),
    "partnership": _l("Units"),
    "plan_line": _l("Plans of quarters"),
    "public_request": _l("Public forms"),
    "quarter_plan": _l("Plans of quarters"),
    "seat": _l("Seats of meetings"),
    "seat_answer": _l("Seats of meetings"),
    "unit_alias": _l("Units"),
    "unit_application": _l("Registrations of units"),
    "unit_merge": _l("Units"),
    "unit_consent": _l("What units are to confirm"),
    "user": _l("Accounts"),
}
OTHER_RECORDS = _l("Other records")


def searched_tables() -> list[Table]:
    return [table for table in METADATA.sorted_tables if table.name not in GLOBAL_TABLES]


def table_label(name: str) -> str:
    return str(TABLE_LABELS.get(name, OTHER_RECORDS))


def text_columns(table: Table) -> list[Column[Any]]:
    """The columns that hold words or JSON; codes of states are none."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
    ]


def is_of_community(table: Table, community_id: int) -> ColumnElement[bool]:
    """Condition for the rows of this community: by community_id, or through a parent row."""
    if table.name == "community":
        return table.c.id == community_id
    if table.name == USER_TABLE:
        return _holds_role_in(table, community_id)
    if table.name == MAIL_TABLE:
        return _is_mail_to_community(table, community_id)
    if "community_id" in table.c:
        condition: ColumnElement[bool] = table.c.community_id == community_id
        return condition
    column, parent = next(_parent_tables(table))
    return column.in_(select(parent.c.id).where(is_of_community(parent, community_id)))


def _parent_tables(table: Table) -> Iterator[tuple[Column[Any], Table]]:
    """Mandatory parents (column, table), a user last."""
    found = [(key.parent, key.column.table) for key in table.foreign_keys if not key.parent.nullable]
    yield from sorted(found, key=lambda pair: (pair[1].name == USER_TABLE, pair[0].name))


def _holds_role_in(table: Table, community_id: int) -> ColumnElement[bool]:
    """Or held one."""
    grants = METADATA.tables["role_grant"]
    return table.c.id.in_(select(grants.c.user_id).where(grants.c.community_id == community_id))


def _is_mail_to_community(table: Table, community_id: int) -> ColumnElement[bool]:
    message = METADATA.tables["message"]
    mail_ids = select(message.c.mail_id).where(message.c.community_id == community_id, message.c.mail_id.is_not(None))
    people = (METADATA.tables[name] for name in (USER_TABLE, "invitation", "unit_application"))
    addresses = [select(each.c.email).where(is_of_community(each, community_id), each.c.email != "") for each in people]
    return or_(table.c.id.in_(mail_ids), *(table.c.recipient.in_(address) for address in addresses))
