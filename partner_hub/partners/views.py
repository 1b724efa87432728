from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core import sheets
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.events import history
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires
from partner_hub.core.steps import StepForm, steps
from partner_hub.partners import joined, queries, service
from partner_hub.partners.forms import ProfileForm, UnitForm
from partner_hub.partners.models import Partnership
from partner_hub.partners.sheet import headings, row
from partner_hub.partners.states import HISTORY, LABELS, STEPS, TONES, WORKFLOW, UnitState

Change = Callable[..., Partnership]

blueprint = Blueprint("partners", __name__, url_prefix="/c/<int:community_id>/partners")
blueprint.add_app_template_filter(joined.shown, "joined_on")


@blueprint.get("/")
@requires(Permission.UNITS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.listed(actor, request.args))
    kinds = [(kind, kind) for kind in queries.kinds(actor)]
    return render_template("partners/index.html", page=page, kinds=kinds, states=LABELS, tones=TONES)


@blueprint.get("/export.xlsx")
@requires(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actor = current_actor()
    rows = [row(actor, unit) for unit in queries.exported(actor, request.args)]
    return sheets.download(_("Units of %(community)s", community=current_community().name), headings(actor), rows)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.UNITS_WRITE)
def new() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    form = UnitForm(kinds=queries.kinds(actor), area_code=community.area_code)
    if form.validate_on_submit() and (
        unit := form.run(lambda: service.register_unit(actor, community, data=form.values))
    ):
        flash(_("%(name)s is on the list.", name=unit.name), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/edit.html", form=form, unit=None), form.status


@blueprint.get("/<int:partnership_id>")
@requires(Permission.UNITS_READ)
def show(partnership_id: int) -> ResponseReturnValue:
    return _page(queries.get(current_actor(), partnership_id))


@blueprint.route("/<int:partnership_id>/edit", methods=["GET", "POST"])
@requires(Permission.UNITS_WRITE)
def edit(partnership_id: int) -> ResponseReturnValue:
    unit = queries.get(current_actor(), partnership_id)
    form = UnitForm(record=unit, kinds=queries.kinds(current_actor()), area_code=current_community().area_code)
    return _edit(unit, form, service.change_unit)


@blueprint.route("/<int:partnership_id>/profile", methods=["GET", "POST"])
@requires(Permission.UNIT_PROFILE)
def profile(partnership_id: int) -> ResponseReturnValue:
    actor = current_actor()
    unit = queries.get(actor, partnership_id)
    if not actor.speaks_for(unit.id):
        raise NotAllowed(_("Only the unit itself may do this."))
    form = ProfileForm(record=unit, kinds=queries.kinds(actor), area_code=current_community().area_code)
    return _edit(unit, form, service.change_profile)


@blueprint.post("/<int:partnership_id>/submit")
@requires(Permission.UNIT_PROFILE)
def submit(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.SUBMITTED)


@blueprint.post("/<int:partnership_id>/approve")
@requires(Permission.UNITS_WRITE)
def approve(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.APPROVED)


@blueprint.post("/<int:partnership_id>/send-back")
@requires(Permission.UNITS_WRITE)
def send_back(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.RETURNED)


@blueprint.post("/<int:partnership_id>/recheck")
@requires(Permission.UNITS_WRITE)
def recheck(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.RECHECK_DUE)


@blueprint.post("/<int:partnership_id>/suspend")
@requires(Permission.UNITS_SUSPEND)
def suspend(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.SUSPENDED)


@blueprint.post("/<int:partnership_id>/reactivate")
@requires(Permission.UNITS_SUSPEND)
def reactivate(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.APPROVED)


@blueprint.post("/<int:partnership_id>/withdraw")
@requires(Permission.UNITS_WRITE)
def withdraw(partnership_id: int) -> ResponseReturnValue:
    return _step(partnership_id, UnitState.WITHDRAWN)


def _edit(unit: Partnership, form: ProfileForm, change: Change) -> ResponseReturnValue:
    def save() -> Partnership:
        form.check_version()
        return change(current_actor(), unit, data=form.values)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/edit.html", form=form, unit=unit), form.status


def _step(partnership_id: int, to: UnitState) -> ResponseReturnValue:
    unit, form = queries.get(current_actor(), partnership_id), StepForm()
    move = partial(WORKFLOW.move, current_actor(), unit, to, reason=form.reason.data or "")
    if form.validate_on_submit() and form.run(move):
        flash(_("Now: %(state)s.", state=WORKFLOW.label(unit.state)), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return _page(unit, form)


def _page(unit: Partnership, step: StepForm | None = None) -> ResponseReturnValue:
    """The page of a unit; `step` is a refused one, whose reasons and typed text are shown."""
    actor = current_actor()
    body = render_template(
        "partners/show.html",
        unit=unit,
        step=step,
        states=LABELS,
        tones=TONES,
        labels=HISTORY,
        steps=steps(WORKFLOW, actor, unit, STEPS),
        sees_contacts=queries.sees_contacts(actor, unit),
        users=queries.users_of(unit) if _sees_users(actor, unit) else None,
        events=history(unit) if actor.is_committee else None,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step else HTTPStatus.OK


def _sees_users(actor: Actor, unit: Partnership) -> bool:
    return actor.may(Permission.UNIT_USERS) and (actor.is_committee or actor.speaks_for(unit.id))
