from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities import service
from partner_hub.communities.forms import CategoriesForm, GridsForm, SettingsForm
from partner_hub.communities.queries import current_community, editable_rows_of
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission

blueprint = Blueprint("communities", __name__, url_prefix="/c/<int:community_id>/settings")


@blueprint.route("/", methods=["GET", "POST"])
@requires_permission(Permission.SETTINGS)
def settings() -> ResponseReturnValue:
    community = current_community()
    form = SettingsForm(record=community)

    def save() -> object:
        form.check_version()
        return service.change_settings(current_actor(), community, data=form.values)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("communities.settings"))
    return render_template("communities/settings.html", form=form), form.status


@blueprint.route("/categories", methods=["GET", "POST"])
@requires_permission(Permission.SETTINGS)
def categories() -> ResponseReturnValue:
    community = current_community()
    form = CategoriesForm(data={"rows": editable_rows_of(community.categories)})
    if form.validate_on_submit() and form.run(
        partial(service.change_categories, current_actor(), community, data=form.rows.data)
    ):
        flash(_("Saved."), "success")
        return redirect(url_for("communities.categories"))
    return render_template("communities/words.html", form=form, title=_("Categories")), form.status


@blueprint.route("/grids", methods=["GET", "POST"])
@requires_permission(Permission.SETTINGS)
def grids() -> ResponseReturnValue:
    community = current_community()
    form = GridsForm(data={"rows": editable_rows_of(community.grids)})
    if form.validate_on_submit() and form.run(
        partial(service.change_grids, current_actor(), community, data=form.rows.data)
    ):
        flash(_("Saved."), "success")
        return redirect(url_for("communities.grids"))
    return render_template("communities/words.html", form=form, title=_("Grid cells")), form.status
