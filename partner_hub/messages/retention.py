"""Retention of messages: old ones lose their words."""

from datetime import date

from flask import current_app
from sqlalchemy import func, update

from partner_hub.core import clock
from partner_hub.core.db import rows_changed
from partner_hub.messages.models import Message


def empty_old_messages(day: date) -> int:
    """Empty the words of messages so many days old (settings); returns how many.

    The row with its key stays, so that nobody is notified of the occasion again.
    """
    old = clock.days_before(day, current_app.extensions["settings"].keep_messages_days)
    statement = update(Message).where(Message.created_at < old, Message.subject != "")
    read = func.coalesce(Message.read_at, clock.utc_now())
    return rows_changed(statement.values(subject="", details="", button="", attachment=None, read_at=read))
