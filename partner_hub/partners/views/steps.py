from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.partners import queries, unit_steps
from partner_hub.partners.views.blueprint import UNIT_URL, blueprint
from partner_hub.partners.views.unit_page import page_of_unit
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState


@blueprint.post(f"{UNIT_URL}/submit")
@requires_permission(Permission.UNIT_PROFILE)
def submit(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.SUBMITTED)


@blueprint.post(f"{UNIT_URL}/approve")
@requires_permission(Permission.UNITS_WRITE)
def approve(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.APPROVED)


@blueprint.post(f"{UNIT_URL}/send-back")
@requires_permission(Permission.UNITS_WRITE)
def send_back(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.RETURNED)


@blueprint.post(f"{UNIT_URL}/recheck")
@requires_permission(Permission.UNITS_WRITE)
def recheck(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.RECHECK_DUE)


@blueprint.post(f"{UNIT_URL}/suspend")
@requires_permission(Permission.UNITS_SUSPEND)
def suspend(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.SUSPENDED)


@blueprint.post(f"{UNIT_URL}/reactivate")
@requires_permission(Permission.UNITS_SUSPEND)
def reactivate(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.APPROVED)


@blueprint.post(f"{UNIT_URL}/come-back")
@requires_permission(Permission.UNITS_WRITE)
def come_back(partnership_id: int) -> ResponseReturnValue:
    unit, form = queries.unit_of(current_actor(), partnership_id), StepForm()
    come = partial(unit_steps.take_unit_up_again, current_actor(), unit, reason=form.reason.data or "")
    if not (form.validate_on_submit() and form.run(come)):
        return page_of_unit(unit, form)
    flash(_("Now: %(state)s.", state=UNIT_WORKFLOW.label(unit.state)), "success")
    return redirect(url_for("partners.show", partnership_id=unit.id))


@blueprint.post(f"{UNIT_URL}/withdraw")
@requires_permission(Permission.UNITS_WRITE)
def withdraw(partnership_id: int) -> ResponseReturnValue:
    return _take_unit_step(partnership_id, UnitState.WITHDRAWN)


def _take_unit_step(partnership_id: int, to: UnitState) -> ResponseReturnValue:
    unit, form = queries.unit_of(current_actor(), partnership_id), StepForm()
    move = partial(unit_steps.move_unit, current_actor(), unit, to, reason=form.reason.data or "")
    if not (form.validate_on_submit() and (outcome := form.run(move))):
        return page_of_unit(unit, form)
    flash(_("Now: %(state)s.", state=UNIT_WORKFLOW.label(unit.state)), "success")
    if outcome.invitation:
        invitation, link = outcome.invitation
        return render_template("accounts/link.html", name=invitation.name, email=invitation.email, link=link)
    return redirect(url_for("partners.show", partnership_id=unit.id))
