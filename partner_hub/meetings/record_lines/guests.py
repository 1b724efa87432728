"""列席: who was in the room for no unit."""

from collections.abc import Mapping
from typing import Any

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.meetings import queries
from partner_hub.meetings.attendance_models import Guest
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import open_record

FIELDS = ("name", "title", "organisation", "note", "is_staff")


def add_guest(actor: Actor, meeting: Meeting, *, data: Mapping[str, Any]) -> Guest:
    """Needs `name`; may hold `title`, `organisation`, `note` and `is_staff` (one of the community's own people)."""
    open_record(actor, meeting)
    guest = Guest(position=queries.next_position(Guest, Guest.meeting_id == meeting.id))
    for name in FIELDS:
        setattr(guest, name, data.get(name, False if name == "is_staff" else ""))
    meeting.guests.append(guest)
    db.session.flush()
    record_event(actor, guest, "add")
    return guest


def add_own_people(actor: Actor, meeting: Meeting) -> None:
    """The community's own people, but chair and recorder, who are named elsewhere."""
    named = {meeting.chair_name, meeting.recorder_name}
    for person in queries.own_people(meeting.community_id):
        if person.name not in named:
            add_guest(actor, meeting, data={"name": person.name, "title": person.title, "is_staff": True})


def edit_guest(actor: Actor, meeting: Meeting, guest: Guest, *, data: Mapping[str, Any]) -> Guest:
    open_record(actor, meeting)
    for name in FIELDS:
        setattr(guest, name, data[name])
    count_save(guest)
    record_event(actor, guest, "edit")
    return guest


def remove_guest(actor: Actor, meeting: Meeting, guest: Guest) -> None:
    open_record(actor, meeting)
    record_event(actor, guest, "remove", details={"name": guest.name})
    meeting.guests.remove(guest)
    db.session.flush()
