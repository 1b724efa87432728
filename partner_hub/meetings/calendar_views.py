"""Calendar files for whoever does not sign in: a secret address admits to the own calendar, or to one invitation."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.accounts.calendar_links import user_of_calendar_link
from partner_hub.accounts.queries import actors_of
from partner_hub.core.permissions import public_view
from partner_hub.meetings.answer_links import seat_of_answer_link
from partner_hub.meetings.calendar_files import CALENDAR_MEDIA_TYPE, calendar_feed_of, calendar_file_of
from partner_hub.meetings.calendar_queries import deadlines_for_calendar, meetings_for_calendar
from partner_hub.messages.service import language_of

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/calendar/<secret>.ics")
@public_view
def feed(secret: str) -> ResponseReturnValue:
    user = user_of_calendar_link(secret)
    actors = actors_of(user)
    with force_locale(language_of(user)):
        tasks = deadlines_for_calendar(actors)
        content = calendar_feed_of(_("Joint meetings"), meetings_for_calendar(actors), tasks)
    return _file_response(content)


@blueprint.get("/answer/<int:seat_id>/<secret>/meeting.ics")
@public_view
def invited(seat_id: int, secret: str) -> ResponseReturnValue:
    """The meeting that a unit's own link to answer with is for."""
    meeting, _seat = seat_of_answer_link(seat_id, secret)
    return _file_response(calendar_file_of(meeting))


def _file_response(content: bytes) -> ResponseReturnValue:
    response = Response(content, content_type=f"{CALENDAR_MEDIA_TYPE}; charset=utf-8")
    # It may be kept by the one program that fetches it, which asks each time whether it is still the same.
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)
