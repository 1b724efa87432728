"""Notifications to the people of the units that have a seat: invitation, reminder, cancellation."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.template_filters import format_moment
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_changes import sentences_of_changes
from partner_hub.meetings.notice_facts import MeetingFacts
from partner_hub.messages.queries import people_of_units
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.vocabulary.meeting import Answer, MeetingState

# So long before the meeting whoever has not answered is asked once more.
REMINDER_PERIOD = timedelta(days=3)
ANSWER_BUTTON = _l("Send the answer")


def invite_to_meeting(meeting: Meeting) -> int:
    """Returns how many people were notified."""
    subject = _l("Invitation: %(title)s", title=meeting.title)
    return _notify_seats(
        meeting, meeting.seats, "called", subject=subject, details=LazyString(_when_and_where, meeting)
    )


def remind_unanswered(today: date) -> int:
    """Three days before, ask units that have not answered once more; returns how many people. Run it every night."""
    first, last = (
        clock.from_local(datetime.combine(day, time())) for day in (today, today + REMINDER_PERIOD + timedelta(days=1))
    )
    soon = db.select(Meeting).where(Meeting.state == MeetingState.CALLED, Meeting.planned_start.between(first, last))
    return sum(
        _remind_silent_units(meeting) for meeting in db.session.scalars(soon.order_by(Meeting.id)).unique().all()
    )


def _remind_silent_units(meeting: Meeting) -> int:
    silent = [seat for seat in meeting.seats if seat.answer is Answer.NONE]
    subject = _l("Please answer: %(title)s", title=meeting.title)
    return _notify_seats(meeting, silent, "unanswered", subject=subject, details=LazyString(_when_and_where, meeting))


def notify_of_cancellation(meeting: Meeting, reason: str) -> int:
    """Settles the invitation, which needs no answer any more; returns how many people were notified."""
    settle_notifications(_target_of_meeting(meeting))
    subject, details = _l("Cancelled: %(title)s", title=meeting.title), LazyString(_when_and_why, meeting, reason)
    return _notify_seats(
        meeting, meeting.seats, "cancelled", subject=subject, details=details, button=_l("See the meeting")
    )


def tell_changes(meeting: Meeting, number: int, before: MeetingFacts, now: MeetingFacts) -> int:
    """The change list of the notice with this number, to everybody; returns how many people were notified."""
    subject, details = _l("Changed: %(title)s", title=meeting.title), LazyString(sentences_of_changes, before, now)
    return _notify_seats(
        meeting, meeting.seats, f"changed:{number}", subject=subject, details=details, button=_l("See the meeting")
    )


def ask_seats_again(meeting: Meeting, seats: Sequence[Seat], number: int) -> int:
    """They answered before the notice with this number changed the time; returns how many people were notified."""
    subject = _l("Please answer again: %(title)s", title=meeting.title)
    details = LazyString(_when_and_where, meeting)
    return _notify_seats(meeting, seats, f"asked-again:{number}", subject=subject, details=details)


def _notify_seats(
    meeting: Meeting,
    seats: Sequence[Seat],
    occasion: str,
    *,
    subject: LazyString,
    details: LazyString,
    button: LazyString = ANSWER_BUTTON,
) -> int:
    people = people_of_units([seat.partnership_id for seat in seats])
    return notify_people(
        people, _target_of_meeting(meeting).at(occasion), subject=subject, button=button, details=details
    )


def _target_of_meeting(meeting: Meeting) -> TargetPage:
    values = {"meeting_id": meeting.id}
    return TargetPage(meeting.community_id, "meeting", f"meeting:{meeting.id}", "meetings.show", values)


def _when_and_where(meeting: Meeting) -> str:
    return _join_parts(
        _("Time: %(time)s", time=format_moment(meeting.planned_start, weekday=True)),
        _("Place: %(place)s", place=meeting.place) if meeting.place else "",
        _("Theme: %(theme)s", theme=meeting.theme) if meeting.theme else "",
    )


def _when_and_why(meeting: Meeting, reason: str) -> str:
    return _join_parts(
        _("Time: %(time)s", time=format_moment(meeting.planned_start, weekday=True)),
        _("Reason: %(reason)s", reason=reason),
    )


def _join_parts(*parts: str) -> str:
    return " · ".join(filter(None, parts))
