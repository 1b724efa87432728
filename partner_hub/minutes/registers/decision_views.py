"""The register of decisions as a page and as Excel."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core import xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.quarters import quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.matching.models import Match
from partner_hub.minutes.queries import years_with_minutes
from partner_hub.minutes.registers.decision_register import quarters_with_signed_meetings, registered_decisions
from partner_hub.minutes.registers.need_trail import MeetingTrail, trail_of_match, trail_of_need
from partner_hub.needs.models import Need

blueprint = Blueprint("decisions", __name__, url_prefix="/c/<int:community_id>/decisions")


@blueprint.get("/")
@requires_permission(Permission.MINUTES_READ)
def index() -> ResponseReturnValue:
    community_id = current_actor().community_id
    quarters = quarters_with_signed_meetings(community_id)
    return render_template(
        "minutes/decisions.html",
        page=page_of(registered_decisions(community_id, request.args)),
        years=[(year, year) for year in years_with_minutes(community_id)],
        quarters=[(quarter_code(each), quarter_name(*each)) for each in quarters],
    )


@blueprint.get("/export.xlsx")
@requires_permission(Permission.MINUTES_READ)
def export() -> ResponseReturnValue:
    """Whoever reads signed minutes may have their decisions as a table: they stand in the minutes word by word."""
    headings = [
        _("Number"), _("Quarter"), _("Decision"), _("Agenda item"), _("Meeting"), _("Minutes"), _("Issued on"),
    ]  # fmt: skip
    found = db.session.scalars(registered_decisions(current_actor().community_id, request.args))
    rows = [
        [
            each.number, quarter_name(*each.quarter), each.text, each.item_title, each.meeting_title, each.reference,
            each.dated,
        ]
        for each in found
    ]  # fmt: skip
    return xlsx_export.xlsx_response(_("Register of decisions"), headings, rows)


@blueprint.app_template_global()
def trail_in_meetings(record: Need | Match) -> MeetingTrail | None:
    """For the pages of needs and matches, which may not import this feature."""
    actor = current_actor()
    return trail_of_match(actor, record) if isinstance(record, Match) else trail_of_need(actor, record)
