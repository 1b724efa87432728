"""The notice of a meeting: who is told by the program, who by people, and who is asked again."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event, record_events
from partner_hub.core.permissions import Permission
from partner_hub.meetings import attendance, notifications, queries
from partner_hub.meetings.answer_reach import UnitReach, reach_of_seats
from partner_hub.meetings.answers import require_open_answers
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.vocabulary.meeting import REACHED_BY_PROGRAM, Answer, MeetingState, NoticeWay


def send_notice(actor: Actor, meeting: Meeting) -> None:
    """The notice to all units with a seat that the program reaches."""
    _tell_units(actor, meeting, queries.lock_seats(meeting))


def seat_late_units(community_id: int) -> int:
    """Units that became active after the notice get a seat at the meetings to come, and the notice; returns how many.

    For whatever changes units: of them nobody below knows of meetings.
    """
    statement = db.select(Meeting).where(Meeting.community_id == community_id, Meeting.state == MeetingState.CALLED)
    number = 0
    for meeting in db.session.scalars(statement.order_by(Meeting.id)).all():
        seats = attendance.seat_units(meeting)
        _tell_units(Actor.of_operator(community_id), meeting, seats)
        number += len(seats)
    return number


def seat_late_units_everywhere(_day: date) -> int:
    """Nightly, for units that came by the command line."""
    called = db.select(Meeting.community_id).where(Meeting.state == MeetingState.CALLED).distinct()
    return sum(seat_late_units(community_id) for community_id in db.session.scalars(called).all())


def mark_told(actor: Actor, meeting: Meeting, seat_ids: Collection[int], via: NoticeWay) -> int:
    """Somebody has told these units by hand; returns how many had not been told before.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    seats = [seat for seat in queries.lock_seats(meeting) if seat.id in seat_ids and seat.told_at is None]
    for seat in seats:
        _note_told(actor, seat, via)
    record_events(actor, Seat, "tell", [(seat.id, {"via": via.value}) for seat in seats])
    db.session.flush()
    return len(seats)


def remind_silent_units(actor: Actor, meeting: Meeting) -> int:
    """Ask the units that have not answered once more; returns how many the program has written to.

    Nobody is reminded twice a day. Raises: NotAllowed; Conflict once the meeting has begun.
    """
    actor.require(Permission.MEETINGS_RECORD)
    require_open_answers(meeting)
    today = clock.local_today()
    seats = [seat for seat in queries.lock_seats(meeting) if _is_silent(seat) and seat.reminded_on != today]
    reached = _send_reminder(meeting, seats, today)
    record_event(actor, meeting, "remind", details={"units": len(reached)})
    return len(reached)


def remind_unanswered(today: date) -> int:
    """So many days before (settings), ask silent units once more; returns how many units. Run it every night."""
    return sum(_remind_in_time(meeting, today) for meeting in _meetings_to_come(today))


def _meetings_to_come(today: date) -> Sequence[Meeting]:
    """Called meetings whose time of reminders has come."""
    first = clock.from_local(datetime.combine(today, time()))
    statement = db.select(Meeting).where(Meeting.state == MeetingState.CALLED, Meeting.planned_start >= first)
    meetings = db.session.scalars(statement.order_by(Meeting.id)).unique().all()
    return [meeting for meeting in meetings if _first_day_of_reminders(meeting) <= today]


def _first_day_of_reminders(meeting: Meeting) -> date:
    return clock.to_local(meeting.planned_start).date() - timedelta(days=meeting.community.reminder_days)


def _remind_in_time(meeting: Meeting, today: date) -> int:
    """Once each unit; not on the day on which it was told, nor when somebody has just asked by hand."""
    first = _first_day_of_reminders(meeting)
    seats = [
        seat
        for seat in queries.lock_seats(meeting)
        if _is_silent(seat)
        and (seat.reminded_on is None or seat.reminded_on < first)
        and (seat.told_at is None or clock.to_local(seat.told_at).date() < today)
    ]
    return len(_send_reminder(meeting, seats, today))


def _is_silent(seat: Seat) -> bool:
    return seat.answer is Answer.NONE


def _send_reminder(meeting: Meeting, seats: Sequence[Seat], day: date) -> list[UnitReach]:
    """To those that the program reaches: the others stand in the list of who is to be called."""
    reached = [each for each in reach_of_seats(seats) if each.reach in REACHED_BY_PROGRAM]
    notifications.remind_of_answer(meeting, reached, day)
    for each in reached:
        if each.seat:
            each.seat.reminded_on = day
    db.session.flush()
    return reached


def _tell_units(actor: Actor, meeting: Meeting, seats: Sequence[Seat]) -> None:
    reached = [each for each in reach_of_seats(seats) if each.reach in REACHED_BY_PROGRAM]
    notifications.invite_to_meeting(meeting, reached)
    for each in reached:
        if each.seat:
            _note_told(actor, each.seat, NoticeWay.ACCOUNT if each.people else NoticeWay.MAIL)
    db.session.flush()


def _note_told(actor: Actor, seat: Seat, via: NoticeWay) -> None:
    seat.told_at, seat.told_by, seat.told_via = clock.utc_now(), actor.name, via.value
