"""The calendar of a person, for programs that cannot sign in: whoever knows the secret address reads it."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.accounts.calendar_links import user_of_calendar_link
from partner_hub.accounts.queries import actors_of
from partner_hub.core.permissions import public_view
from partner_hub.meetings.calendar_files import CALENDAR_MEDIA_TYPE, calendar_feed_of
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
    response = Response(content, content_type=f"{CALENDAR_MEDIA_TYPE}; charset=utf-8")
    # It may be kept by the one program that fetches it, which asks each time whether it is still the same.
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)
