"""The page of the names as printed."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.queries import meeting_for, meeting_record
from partner_hub.minutes import queries
from partner_hub.minutes.attendance.printed_names import printed_names
from partner_hub.minutes.drafting.current_draft import choices_for

blueprint = Blueprint("printed_names", __name__, url_prefix="/c/<int:community_id>/minutes")


@blueprint.get("/of/<int:meeting_id>/names")
@requires_permission(Permission.MINUTES_DRAFT)
def index(meeting_id: int) -> ResponseReturnValue:
    meeting = meeting_record(meeting_for(current_actor(), meeting_id).id)
    choices = choices_for(meeting.community, queries.minutes_of(meeting))
    return render_template("minutes/printed_names.html", meeting=meeting, groups=printed_names(meeting, choices))
