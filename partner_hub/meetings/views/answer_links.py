"""The units' own links to answer with, as a table to copy and as a workbook, with whom to call."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.xlsx_export import Value, xlsx_response
from partner_hub.meetings import queries
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.answer_reach import UnitReach, reach_of_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_words import message_text
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.meetings.workflow import ANSWER_LABELS, MEETING_WORKFLOW


@blueprint.get("/<int:meeting_id>/answers/links")
@requires_permission(Permission.MEETINGS_RECORD)
def answer_links(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    units = [each for each in reach_of_meeting(meeting) if each.seat]
    links = {each.seat.id: seat_answer_link(each.seat) for each in units if each.seat}
    lines = [f"{each.partnership.name}\t{links[each.seat.id]}" for each in units if each.seat]
    return render_template(
        "meetings/answer_links.html",
        meeting=meeting,
        units=units,
        links=links,
        table="\n".join(lines),
        answer_words=ANSWER_LABELS,
        workflow=MEETING_WORKFLOW,
    )


@blueprint.get("/<int:meeting_id>/answers/links.xlsx")
@requires_permission(Permission.MEETINGS_RECORD)
def export_answer_links(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.meeting_for(current_actor(), meeting_id)
    headings = [_("Unit"), _("Contact"), _("Telephones"), _("Answer to the invitation"), _("Link"), _("Message")]
    rows = [_row_of_unit(meeting, each) for each in reach_of_meeting(meeting) if each.seat]
    return xlsx_response(_("Links to answer with"), headings, rows)


def _row_of_unit(meeting: Meeting, each: UnitReach) -> list[Value]:
    unit, seat = each.partnership, each.seat
    if seat is None:
        return [unit.name, unit.contact, "、".join(unit.phones), "", "", ""]
    answer, link = str(ANSWER_LABELS[seat.answer]), seat_answer_link(seat)
    return [unit.name, unit.contact, "、".join(unit.phones), answer, link, message_text(meeting, seat)]
