from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.queries import current_community
from partner_hub.core import xlsx_export
from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.partners import queries, service
from partner_hub.partners.forms import ProfileForm, UnitForm
from partner_hub.partners.list_export import cells_of_unit, headings_of_units
from partner_hub.partners.models import Partnership
from partner_hub.partners.views.blueprint import UNIT_URL, UNITS_URL, blueprint
from partner_hub.partners.views.unit_page import page_of_unit
from partner_hub.partners.workflow import UNIT_STATE_LABELS, UNIT_STATE_TONES

Change = Callable[..., Partnership]


@blueprint.get(f"{UNITS_URL}/")
@requires_permission(Permission.UNITS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.listed_units(actor, request.args))
    kinds = [(kind, kind) for kind in queries.unit_kinds(actor)]
    return render_template(
        "partners/index.html", page=page, kinds=kinds, states=UNIT_STATE_LABELS, tones=UNIT_STATE_TONES
    )


@blueprint.get(f"{UNITS_URL}/export.xlsx")
@requires_permission(Permission.EXPORT)
def export() -> ResponseReturnValue:
    actor = current_actor()
    rows = [cells_of_unit(actor, unit) for unit in queries.units_to_export(actor, request.args)]
    return xlsx_export.xlsx_response(
        _("Units of %(community)s", community=current_community().name), headings_of_units(actor), rows
    )


@blueprint.route(f"{UNITS_URL}/new", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def new() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    form = UnitForm(kinds=queries.unit_kinds(actor), area_code=community.area_code)
    if form.validate_on_submit() and (
        unit := form.run(lambda: service.register_unit(actor, community, data=form.values))
    ):
        flash(_("%(name)s is on the list.", name=unit.name), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/edit.html", form=form, unit=None), form.status


@blueprint.get(UNIT_URL)
@requires_permission(Permission.UNITS_READ)
def show(partnership_id: int) -> ResponseReturnValue:
    if kept_id := queries.unit_merged_into(current_actor(), partnership_id):
        return redirect(url_for("partners.show", partnership_id=kept_id))
    return page_of_unit(queries.unit_of(current_actor(), partnership_id))


@blueprint.route(f"{UNIT_URL}/edit", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def edit(partnership_id: int) -> ResponseReturnValue:
    unit = queries.unit_of(current_actor(), partnership_id)
    form = UnitForm(record=unit, kinds=queries.unit_kinds(current_actor()), area_code=current_community().area_code)
    return _edit_with_command(unit, form, service.change_unit)


@blueprint.route(f"{UNIT_URL}/profile", methods=["GET", "POST"])
@requires_permission(Permission.UNIT_PROFILE)
def profile(partnership_id: int) -> ResponseReturnValue:
    actor = current_actor()
    unit = queries.unit_of(actor, partnership_id)
    if not actor.speaks_for(unit.id):
        raise NotAllowed(_("Only the unit itself may do this."))
    form = ProfileForm(record=unit, kinds=queries.unit_kinds(actor), area_code=current_community().area_code)
    return _edit_with_command(unit, form, service.change_unit_profile)


def _edit_with_command(unit: Partnership, form: ProfileForm, change: Change) -> ResponseReturnValue:
    def save() -> Partnership:
        form.check_version()
        return change(current_actor(), unit, data=form.values)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/edit.html", form=form, unit=unit), form.status
