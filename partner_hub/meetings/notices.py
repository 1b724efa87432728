"""Mail to the people of the units that have a seat: one link each, to the meeting's own page."""

from flask import current_app, render_template
from flask_babel import gettext as _

from partner_hub.core import postman
from partner_hub.meetings import queries
from partner_hub.meetings.models import Meeting


def call(meeting: Meeting) -> int:
    """Invite; returns how many were written to."""
    return _send(meeting, _("Invitation: %(title)s", title=meeting.title), "mail/meeting_called.txt")


def call_off(meeting: Meeting, reason: str) -> int:
    return _send(meeting, _("Cancelled: %(title)s", title=meeting.title), "mail/meeting_cancelled.txt", reason=reason)


def _send(meeting: Meeting, subject: str, template: str, **more: str) -> int:
    people = queries.delegates_with_mail(meeting)
    for person in people:
        body = render_template(template, person=person, meeting=meeting, link=_page_of(meeting), **more)
        postman.queue_mail(person.email or "", subject, body)
    return len(people)


def _page_of(meeting: Meeting) -> str:
    """Built without a request, so that the command line can call a meeting as well."""
    values = {"community_id": meeting.community_id, "meeting_id": meeting.id}
    path = current_app.url_map.bind("localhost").build("meetings.show", values)
    return f"{current_app.config['BASE_URL']}{path}"
