"""Selects of answers to the invitation."""

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager

from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.meetings.attendance_models import Seat, SeatAnswer
from partner_hub.meetings.models import Meeting
from partner_hub.partners.models import Partnership, PartnerUnit


def unseen_answers(meeting: Meeting) -> list[SeatAnswer]:
    """What came by the link for everybody and nobody of the committee has seen yet, oldest first."""
    waiting = _answers_at_meeting(meeting).where(SeatAnswer.seen_at.is_(None))
    return list(db.session.scalars(waiting.order_by(SeatAnswer.id)))


def answer_of_meeting(meeting: Meeting, answer_id: int) -> SeatAnswer:
    """Raises NotFound for an answer to another meeting."""
    found = db.session.scalar(_answers_at_meeting(meeting).where(SeatAnswer.id == answer_id))
    if found is None:
        raise NotFound
    return found


def answers_of_seat(seat: Seat) -> list[SeatAnswer]:
    """Newest first."""
    statement = db.select(SeatAnswer).where(SeatAnswer.seat_id == seat.id)
    return list(db.session.scalars(statement.order_by(SeatAnswer.id.desc())))


def seat_of_meeting(meeting: Meeting, seat_id: int) -> Seat:
    """Raises NotFound for a seat of another meeting."""
    found = db.session.scalar(db.select(Seat).where(Seat.id == seat_id, Seat.meeting_id == meeting.id))
    if found is None:
        raise NotFound
    return found


def _answers_at_meeting(meeting: Meeting) -> Select[SeatAnswer]:
    """With their seats and units."""
    loaded = contains_eager(SeatAnswer.seat).joinedload(Seat.partnership)
    statement = db.select(SeatAnswer).join(SeatAnswer.seat).options(loaded)
    return statement.where(Seat.meeting_id == meeting.id)


def units_to_answer(meeting: Meeting) -> list[tuple[int, str]]:
    """(seat, name of its unit) of the active units at the meeting, by name."""
    statement = (
        db.select(Seat.id, PartnerUnit.name)
        .join(Seat.partnership)
        .join(Partnership.unit)
        .where(Seat.meeting_id == meeting.id, Partnership.is_active)
        .order_by(PartnerUnit.name, Seat.id)
    )
    return [(number, name) for number, name in db.session.execute(statement)]
