"""Notifications to the people of the units that have a seat: invitation, reminder, cancellation.

Units without an account whose mail address is known get a mail with their own link.
"""

from collections.abc import Sequence
from datetime import date

from flask import current_app, render_template
from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.mail_outbox import queue_mail
from partner_hub.core.template_filters import format_moment
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.answer_reach import UnitReach
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.calendar_files import calendar_attachment
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_changes import sentences_of_changes
from partner_hub.meetings.notice_facts import MeetingFacts
from partner_hub.messages.queries import people_of_units
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications

ANSWER_BUTTON = _l("Send the answer")


def invite_to_meeting(meeting: Meeting, reached: Sequence[UnitReach]) -> None:
    """The notice: to the people of these units, and by mail to those without an account."""
    subject = _l("Invitation: %(title)s", title=meeting.title)
    _write_to_units(meeting, reached, "called", subject)


def remind_of_answer(meeting: Meeting, reached: Sequence[UnitReach], day: date) -> None:
    """Once a day at most, however often it is called."""
    subject = _l("Please answer: %(title)s", title=meeting.title)
    _write_to_units(meeting, reached, f"unanswered:{day.isoformat()}", subject)


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


def _write_to_units(meeting: Meeting, reached: Sequence[UnitReach], occasion: str, subject: LazyString) -> None:
    seats = [each.seat for each in reached if each.seat]
    _notify_seats(meeting, seats, occasion, subject=subject, details=LazyString(_when_and_where, meeting))
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        for each in reached:
            if each.seat and not each.people:
                words = {"unit": each.partnership.name, "title": meeting.title, "when": _when_and_where(meeting)}
                body = render_template("mail/meeting_notice.txt", link=seat_answer_link(each.seat), **words)
                for address in each.addresses:
                    queue_mail(address, str(subject), body)


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
    page, attachment = _target_of_meeting(meeting).at(occasion), calendar_attachment(meeting)
    return notify_people(people, page, subject=subject, button=button, details=details, attachment=attachment)


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
