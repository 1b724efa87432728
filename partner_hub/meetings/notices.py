"""What the people of the units that have a seat are told: one link each, to the meeting's own page."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.template_filters import moment
from partner_hub.meetings.models import Meeting
from partner_hub.messages import queries as messages
from partner_hub.messages.service import settle, tell


def call(meeting: Meeting) -> int:
    """Invite; returns how many people were told."""
    subject = _l("Invitation: %(title)s", title=meeting.title)
    return _tell(meeting, "called", subject, _l("Send the answer"), LazyString(_when_and_where, meeting))


def call_off(meeting: Meeting, reason: str) -> int:
    """Nobody needs to read the invitation any more."""
    settle(meeting.community_id, endpoint="meetings.show", values={"meeting_id": meeting.id})
    subject = _l("Cancelled: %(title)s", title=meeting.title)
    return _tell(meeting, "cancelled", subject, _l("See the meeting"), LazyString(_when_and_why, meeting, reason))


def _tell(meeting: Meeting, occasion: str, subject: LazyString, button: LazyString, details: LazyString) -> int:
    return tell(
        messages.people_of_units([seat.partnership_id for seat in meeting.seats]),
        meeting.community_id,
        kind="meeting",
        key=f"meeting:{meeting.id}:{occasion}",
        endpoint="meetings.show",
        values={"meeting_id": meeting.id},
        subject=subject,
        button=button,
        details=details,
    )


def _when_and_where(meeting: Meeting) -> str:
    return _several(
        _("Time: %(time)s", time=moment(meeting.planned_start, weekday=True)),
        _("Place: %(place)s", place=meeting.place) if meeting.place else "",
        _("Theme: %(theme)s", theme=meeting.theme) if meeting.theme else "",
    )


def _when_and_why(meeting: Meeting, reason: str) -> str:
    return _several(
        _("Time: %(time)s", time=moment(meeting.planned_start, weekday=True)),
        _("Reason: %(reason)s", reason=reason),
    )


def _several(*parts: str) -> str:
    return " · ".join(filter(None, parts))
