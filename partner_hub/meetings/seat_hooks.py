"""Seats for units that join after the notice: approving them is an act of a feature that knows nothing of meetings."""

from http import HTTPStatus

from flask import Response, g, request

from partner_hub.meetings.calling import seat_late_units
from partner_hub.meetings.views.blueprint import blueprint

UNIT_BLUEPRINTS = frozenset({"partners", "imports"})


@blueprint.after_app_request
def seat_units_of_request(response: Response) -> Response:
    """Whoever approves a unit, or brings some in, also seats them at the meetings that were called already."""
    is_done = request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST
    if is_done and request.blueprint in UNIT_BLUEPRINTS and "actor" in g:
        seat_late_units(g.community.id)
    return response
