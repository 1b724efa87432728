"""Texts of the notice that people copy into chats: always Chinese, since the units read them."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.core.template_filters import format_moment
from partner_hub.meetings.answer_links import group_answer_link, seat_answer_link
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import notice_state_of


def chat_text(meeting: Meeting) -> str:
    """For the group of all liaisons: what changed since the notice, and one link for all of them."""
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        changes = [change.sentence for change in notice_state_of(meeting).since_call]
        lines = [*_notice_lines(meeting), *([_("Changed since the notice"), *changes] if changes else [])]
        return "\n".join([*lines, _("Every unit answers here:"), group_answer_link(meeting)])


def message_text(meeting: Meeting, seat: Seat) -> str:
    """For one unit's liaison, in one line of a sheet."""
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        for_whom = _("To %(unit)s", unit=seat.partnership.name)
        return "\n".join([for_whom, *_notice_lines(meeting), _("Please answer here:"), seat_answer_link(seat)])


def _notice_lines(meeting: Meeting) -> list[str]:
    when = _("Time: %(time)s", time=format_moment(meeting.planned_start, weekday=True))
    place = _("Place: %(place)s", place=meeting.place) if meeting.place else ""
    theme = _("Theme: %(theme)s", theme=meeting.theme) if meeting.theme else ""
    return [line for line in (meeting.title, when, place, theme) if line]
