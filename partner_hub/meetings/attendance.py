"""Seats: who was there. Answer (see answers.py) and presence never change each other."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.meetings import queries
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Presence


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
