"""Seats: who answered the invitation and who was there. Answer and presence never change each other."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.meetings import queries
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Answer, MeetingState, Presence


class SheetValues(TypedDict):
    """The columns of the attendance sheet."""

    delegate_name: str
    delegate_title: str
    presence: Presence
    reason: str


class SeatChanges(TypedDict, total=False):
    """Times are aware; `via` is the way it was recorded (staff, import)."""

    delegate_name: str
    delegate_title: str
    presence: Presence
    reason: str
    arrived_at: datetime | None
    left_at: datetime | None
    via: str


class InvitationAnswer(TypedDict):
    answer: Answer
    delegate_name: str
    delegate_title: str
    reason: str


PLAIN_COLUMNS = SeatChanges.__annotations__.keys() - {"presence", "via"}


@dataclass(frozen=True)
class SheetLine:
    """One seat as somebody sends it: `was` is the fingerprint of what the page showed."""

    seat_id: int
    was: str
    values: SheetValues


def fingerprint_of_seat(values: SheetValues) -> str:
    """A short hash of what a seat's line says; the same on the page that shows it and in the form that returns."""
    words = [values["delegate_name"], values["delegate_title"], values["presence"], values["reason"]]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


def values_of_seat(seat: Seat) -> SheetValues:
    return {
        "delegate_name": seat.delegate_name,
        "delegate_title": seat.delegate_title,
        "presence": seat.presence,
        "reason": seat.reason,
    }


def seat_units(meeting: Meeting) -> list[Seat]:
    """Seats for the active units that have none yet; returns the new ones."""
    seats = [
        Seat(partnership=unit, position=position)
        for position, unit in enumerate(queries.units_without_seat(meeting), start=len(meeting.seats) + 1)
    ]
    meeting.seats.extend(seats)
    db.session.flush()
    return seats


def set_seat(actor: Actor, meeting: Meeting, partnership: Partnership, *, data: SeatChanges) -> Seat:
    """Record a unit's delegate and presence; a unit without a seat gets one. Who becomes present signs in last.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    seat = next((seat for seat in meeting.seats if seat.partnership_id == partnership.id), None)
    if seat is None:
        seat = Seat(partnership=partnership, position=len(meeting.seats) + 1)
        meeting.seats.append(seat)
        db.session.flush()
    _change_seat(actor, seat, data, after=_last_sign_in(meeting.seats), via=data.get("via", "staff"))
    db.session.flush()
    return seat


def save_sheet(actor: Actor, meeting: Meeting, lines: Iterable[SheetLine]) -> list[int]:
    """Save the whole attendance sheet; returns the seats that somebody else saved differently meanwhile.

    Those are left as they stand. A line that its sender did not touch never overwrites anything.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    seats = {seat.id: seat for seat in queries.lock_seats(meeting)}
    last, conflicts = _last_sign_in(seats.values()), []
    for line in lines:
        seat = seats.get(line.seat_id)
        mine = fingerprint_of_seat(line.values)
        if seat is None or mine in {line.was, stored := fingerprint_of_seat(values_of_seat(seat))}:
            continue
        if stored != line.was:
            conflicts.append(seat.id)
            continue
        last = max(last, _change_seat(actor, seat, line.values, after=last))
    db.session.flush()
    return conflicts


def mark_rest_absent(actor: Actor, meeting: Meeting) -> int:
    """Every seat whose presence was not recorded is absent; returns how many there were.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    rest = [seat for seat in queries.lock_seats(meeting) if seat.presence is Presence.NOT_RECORDED]
    for seat in rest:
        _change_seat(actor, seat, {"presence": Presence.ABSENT}, after=0)
    db.session.flush()
    return len(rest)


def answer_invitation(actor: Actor, meeting: Meeting, seat: Seat, *, data: InvitationAnswer) -> Seat:
    """The unit's own answer.

    Raises: NotAllowed for another unit's seat; Conflict before the notice and once the meeting has begun, or for a lost
    race; DomainError at the field reason.
    """
    if not actor.may(Permission.MEETINGS_ANSWER) or not actor.speaks_for(seat.partnership_id):
        raise NotAllowed(_("You may answer for your own unit only."))
    state = db.session.scalar(db.select(Meeting.state).where(Meeting.id == meeting.id).with_for_update())
    if state is not MeetingState.CALLED:
        raise Conflict(_("Answers are taken from the notice until the meeting begins."))
    answer = data["answer"]
    if answer is Answer.EXCUSED and not data["reason"]:
        raise DomainError(_("Please give a reason."), field="reason")
    seat.delegate_name, seat.delegate_title, seat.reason = (
        data["delegate_name"],
        data["delegate_title"],
        data["reason"],
    )
    seat.answer, seat.answered_at, seat.answered_by, seat.answered_via = answer, clock.utc_now(), actor.name, "web"
    count_save(seat)
    record_event(
        actor, seat, "answer", to_state=answer.value, reason=data["reason"], on_behalf_of=seat.partnership.name
    )
    return seat


def _change_seat(actor: Actor, seat: Seat, data: SeatChanges | SheetValues, *, after: int, via: str = "staff") -> int:
    """Returns the seat's place in the order of signing in, 0 when it has none."""
    for name, value in data.items():
        if name in PLAIN_COLUMNS:
            setattr(seat, name, value)
    presence = data.get("presence", seat.presence)
    if presence is not seat.presence:
        before, seat.presence = seat.presence, presence
        seat.presence_at, seat.presence_by, seat.presence_via = clock.utc_now(), actor.name, via
        seat.sign_in = after + 1 if presence is Presence.PRESENT else None
        record_event(actor, seat, "presence", from_state=before.value, to_state=presence.value, reason=seat.reason)
    seat.version += 1
    return seat.sign_in or 0


def _last_sign_in(seats: Iterable[Seat]) -> int:
    return max((seat.sign_in or 0 for seat in seats), default=0)
