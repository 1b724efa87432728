"""Needs that the meeting put off or handed on, and why."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.models import DeferredNeed, Meeting
from partner_hub.meetings.record_lock import open_record


def defer_need(actor: Actor, meeting: Meeting, *, data: Mapping[str, Any]) -> DeferredNeed:
    """Needs `need`, or `as_written` for one that is not on the list; may hold `reason`."""
    open_record(actor, meeting)
    need = data.get("need")
    if need and any(entry.need_id == need.id for entry in meeting.deferred):
        raise DomainError(_("“%(name)s” has been deferred already.", name=need.name), field="need_words")
    position = queries.next_position(DeferredNeed, DeferredNeed.meeting_id == meeting.id)
    words = data.get("as_written") or (need.name if need else "")
    entry = DeferredNeed(position=position, need=need, as_written=words, reason=data.get("reason", ""))
    meeting.deferred.append(entry)
    db.session.flush()
    record_event(actor, entry, "add")
    return entry


def edit_deferral(actor: Actor, meeting: Meeting, entry: DeferredNeed, *, data: Mapping[str, Any]) -> DeferredNeed:
    open_record(actor, meeting)
    before = {"need": entry.as_written, "reason": entry.reason}
    entry.need, entry.as_written, entry.reason = data["need"], data["as_written"], data["reason"]
    count_save(entry)
    record_event(actor, entry, "edit", details={"before": before})
    return entry


def remove_deferral(actor: Actor, meeting: Meeting, entry: DeferredNeed) -> None:
    open_record(actor, meeting)
    record_event(actor, entry, "remove", details={"need": entry.as_written, "reason": entry.reason})
    meeting.deferred.remove(entry)
    db.session.flush()
