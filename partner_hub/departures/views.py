from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import raise_refusal
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.departures.forms import DepartureForm
from partner_hub.departures.queries import Departure, departure_of_unit, successors_of_unit
from partner_hub.departures.service import let_unit_leave
from partner_hub.matching.workflow import MATCH_STATE_LABELS
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import unit_of
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState

blueprint = Blueprint("departures", __name__, url_prefix="/c/<int:community_id>/partners/<int:partnership_id>")


@blueprint.route("/leave", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_SUSPEND)
def leave(partnership_id: int) -> ResponseReturnValue:
    """Shows what would be ended before anything happens."""
    actor = current_actor()
    unit = unit_of(actor, partnership_id)
    if request.method == "GET":
        raise_refusal(UNIT_WORKFLOW.refusal(unit) if unit.state is UnitState.WITHDRAWN else None)
    form = DepartureForm(successors=successors_of_unit(unit), none=_("Drop them all"))

    def command() -> Departure:
        successor = db.session.get(Partnership, form.successor.data) if form.successor.data else None
        return let_unit_leave(
            actor, unit, reason=form.reason.data or "", told_by=form.told_by.data or "", successor=successor
        )

    if form.validate_on_submit() and form.run(command):
        flash(_("Now: %(state)s.", state=UNIT_WORKFLOW.label(unit.state)), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    plan = departure_of_unit(unit)
    return render_template(
        "departures/leave.html", form=form, unit=unit, plan=plan, ended_as=MATCH_STATE_LABELS
    ), form.status
