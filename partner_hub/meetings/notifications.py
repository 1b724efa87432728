"""Notifications to the people of the units that have a seat: invitation, reminder, cancellation.

Units without an account whose mail address is known get a mail with their own link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, render_template
from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.mail_outbox import queue_mails
from partner_hub.core.template_filters import format_moment
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.answer_reach import UnitReach, reach_of_meeting
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.calendar_files import calendar_attachment
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_changes import sentences_of_changes
from partner_hub.meetings.notice_facts import MeetingFacts
from partner_hub.messages.queries import people_of_committee, people_of_units
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications

ANSWER_BUTTON = _l("Send the answer")


@dataclass(frozen=True)
class OccasionWords:
    """What an occasion says, lazily; `asks` for an answer, so that a unit without an account gets its link."""

    subject: LazyString
    details: LazyString
    button: LazyString = ANSWER_BUTTON
    asks: bool = True


def invite_to_meeting(meeting: Meeting, reached: Sequence[UnitReach]) -> None:
    """The notice: to the people of these units, and by mail to those without an account."""
    subject = _l("Invitation: %(title)s", title=meeting.title)
    _write_to_units(meeting, reached, "called", OccasionWords(subject, LazyString(_when_and_where, meeting)))


def remind_of_answer(meeting: Meeting, reached: Sequence[UnitReach], day: date) -> None:
    """Once a day at most, however often it is called."""
    subject = _l("Please answer: %(title)s", title=meeting.title)
    words = OccasionWords(subject, LazyString(_when_and_where, meeting))
    _write_to_units(meeting, reached, f"unanswered:{day.isoformat()}", words)


def notify_of_cancellation(meeting: Meeting, reason: str) -> None:
    """Settles the invitation, which needs no answer any more."""
    settle_notifications(_target_of_meeting(meeting))
    subject, details = _l("Cancelled: %(title)s", title=meeting.title), LazyString(_when_and_why, meeting, reason)
    words = OccasionWords(subject, details, _l("See the meeting"), asks=False)
    _write_to_units(meeting, reach_of_meeting(meeting), "cancelled", words)


def tell_changes(meeting: Meeting, number: int, before: MeetingFacts, now: MeetingFacts) -> None:
    """The change list of the notice with this number, to everybody."""
    subject, details = _l("Changed: %(title)s", title=meeting.title), LazyString(sentences_of_changes, before, now)
    words = OccasionWords(subject, details, _l("See the meeting"))
    _write_to_units(meeting, reach_of_meeting(meeting), f"changed:{number}", words)


def ask_seats_again(meeting: Meeting, reached: Sequence[UnitReach], day: date) -> None:
    """They answered before the time was changed."""
    words = OccasionWords(
        _l("Please answer again: %(title)s", title=meeting.title), LazyString(_when_and_where, meeting)
    )
    _write_to_units(meeting, reached, f"asked-again:{day.isoformat()}", words)


def tell_committee_of_unverified(meeting: Meeting, day: date) -> None:
    """An answer by the link for everybody waits to be verified; once a day at most."""
    page = _page_of_answers(meeting).at(f"unverified:{day.isoformat()}")
    subject = _l("Answers to verify: %(title)s", title=meeting.title)
    notify_people(people_of_committee(meeting.community_id), page, subject=subject, button=_l("Verify"))


def settle_unverified(meeting: Meeting) -> None:
    settle_notifications(_page_of_answers(meeting))


def _page_of_answers(meeting: Meeting) -> TargetPage:
    values = {"meeting_id": meeting.id}
    return TargetPage(meeting.community_id, "meeting", f"meeting:{meeting.id}", "meetings.all_answers", values)


def _write_to_units(meeting: Meeting, reached: Sequence[UnitReach], occasion: str, words: OccasionWords) -> None:
    _notify_seats(meeting, [each.seat for each in reached if each.seat], occasion, words)
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        mails = [mail for each in reached if not each.people for mail in _mails_to_unit(each, words)]
        queue_mails(mails, attachments=[calendar_attachment(meeting).to_json()])


def _mails_to_unit(each: UnitReach, words: OccasionWords) -> list[tuple[str, str, str]]:
    """To a unit without an account: (address, subject, body) for each address that is known of it."""
    if each.seat is None:
        return []
    link = seat_answer_link(each.seat) if words.asks else ""
    facts = {"unit": each.partnership.name, "title": str(words.subject), "details": str(words.details)}
    body = render_template("mail/meeting_notice.txt", link=link, **facts)
    return [(address, str(words.subject), body) for address in each.addresses]


def _notify_seats(meeting: Meeting, seats: Sequence[Seat], occasion: str, words: OccasionWords) -> None:
    people = people_of_units([seat.partnership_id for seat in seats])
    notify_people(
        people,
        _target_of_meeting(meeting).at(occasion),
        subject=words.subject,
        button=words.button,
        details=words.details,
        attachment=calendar_attachment(meeting),
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
