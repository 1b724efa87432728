"""Invite the liaisons of all units without an account, in one act."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from partner_hub.accounts.unit_invitations import invite_units
from partner_hub.communities.queries import current_community
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, Role, requires_permission
from partner_hub.partners import queries
from partner_hub.partners.liaison_forms import LiaisonsForm
from partner_hub.partners.views.blueprint import UNITS_URL, blueprint


@blueprint.route(f"{UNITS_URL}/liaisons", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def invite_liaisons() -> ResponseReturnValue:
    actor, community = current_actor(), current_community()
    form = LiaisonsForm(queries.units_to_invite(community.id))
    if form.validate_rows():
        made = form.run(lambda: invite_units(actor, community, form.invitees, Role(form.role.data)))
        if made is not None:
            flash(ngettext("%(num)s invitation is made.", "%(num)s invitations are made.", len(made)), "success")
            return redirect(url_for("accounts.unit_links"))
    return render_template("partners/liaisons.html", form=form), form.status
