"""Links by which units answer without signing in: one for each unit, and one for the group chat.

A unit's link admits this unit to this one answer and to nothing else; both end with the meeting's day.
"""

from datetime import timedelta

from flask_babel import gettext as _

from partner_hub.accounts.link_secrets import LinkEnded, derived_secret, is_derived_secret
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.db import db
from partner_hub.core.errors import ExplainedNotFound
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.partners.merged_rows import row_after_merges
from partner_hub.vocabulary.meeting import MeetingState


def seat_answer_link(seat: Seat) -> str:
    return absolute_url("answers.unit", seat_id=seat.id, secret=derived_secret(_purpose_of_seat(seat.id)))


def group_answer_link(meeting: Meeting) -> str:
    secret = derived_secret(_purpose_of_meeting(meeting.id))
    return absolute_url("answers.group", meeting_id=meeting.id, secret=secret)


def seat_of_answer_link(seat_id: int, secret: str) -> tuple[Meeting, Seat]:
    """Raises: ExplainedNotFound for a link that nobody was given; LinkEnded when it serves no more."""
    is_known = is_derived_secret(secret, _purpose_of_seat(seat_id))
    seat = (
        db.session.get(Seat, seat_id) or db.session.get(Seat, row_after_merges("seat", seat_id)) if is_known else None
    )
    if seat is None:
        raise _unknown_link()
    meeting = _meeting_to_answer(seat.meeting_id)
    if not seat.partnership.is_active:
        raise LinkEnded(_("“%(unit)s” takes no part in the meeting any more.", unit=seat.partnership.name))
    return meeting, seat


def meeting_of_group_link(meeting_id: int, secret: str) -> Meeting:
    """Raises: as seat_of_answer_link."""
    if not is_derived_secret(secret, _purpose_of_meeting(meeting_id)):
        raise _unknown_link()
    return _meeting_to_answer(meeting_id)


def _meeting_to_answer(meeting_id: int) -> Meeting:
    """Raises ExplainedNotFound before the notice, LinkEnded once the meeting has begun, is over or was cancelled."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.state is MeetingState.PLANNING:
        raise _unknown_link()
    if meeting.state is MeetingState.CANCELLED:
        raise LinkEnded(_("“%(title)s” was cancelled. No answer is needed.", title=meeting.title))
    if meeting.state is not MeetingState.CALLED or _day_is_over(meeting):
        raise LinkEnded(_("Answers for “%(title)s” were taken until it began.", title=meeting.title))
    return meeting


def _day_is_over(meeting: Meeting) -> bool:
    day = clock.to_local(meeting.planned_start).date()
    return clock.local_today() >= day + timedelta(days=1)


def _unknown_link() -> ExplainedNotFound:
    return ExplainedNotFound(_("This link is not known. Please copy it as a whole, or ask for a new one."))


def _purpose_of_seat(seat_id: int) -> str:
    return f"answer of seat {seat_id}"


def _purpose_of_meeting(meeting_id: int) -> str:
    return f"answers to meeting {meeting_id}"
