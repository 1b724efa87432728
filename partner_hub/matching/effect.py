"""Whether a match has taken effect. Meetings stand above this room: one fact of theirs is read, no rule."""

from typing import Any

from sqlalchemy import column, table

from partner_hub.core.db import db

SIGNED = ("minutes_signed", "closed")
meeting = table("meeting", column("id"), column("state"))
agenda_item = table("agenda_item", column("id"), column("meeting_id"))


def has_taken_effect(match: Any) -> bool:
    """A confirmed match does so when the minutes of its meeting are signed."""
    if match.state != "confirmed" or match.agenda_item_id is None:
        return False
    statement = (
        db.select(meeting.c.state)
        .join_from(agenda_item, meeting, meeting.c.id == agenda_item.c.meeting_id)
        .where(agenda_item.c.id == match.agenda_item_id)
    )
    return db.session.scalar(statement) in SIGNED
