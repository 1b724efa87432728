"""The people whose roles somebody manages.

A unit's administrator manages those of the unit, staff those of every unit, the secretary and the system administrator
everybody's in the community.
"""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.accounts import invitations, password_changes, queries, roles, service, units
from partner_hub.accounts.forms import NO_CHOICE, InvitationForm
from partner_hub.accounts.views.blueprint import blueprint
from partner_hub.communities.queries import current_community
from partner_hub.core.actor import current_actor
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, Role, requires_permission
from partner_hub.core.row_numbers import row_number

HANDING_OVER_LABELS = {"hand_over": _l("Work handed over to"), "take_over": _l("Work taken over from")}


@blueprint.get("/c/<int:community_id>/people")
@requires_permission(Permission.UNIT_USERS)
def people() -> ResponseReturnValue:
    actor = current_actor()
    page = page_of(queries.people_managed_by(actor, request.args.get("q", ""), request.args.get("role", "")))
    return render_template(
        "accounts/people.html",
        page=page,
        invitations=queries.open_invitations(actor),
        roles=[(role, roles.ROLE_LABELS[role]) for role in roles.roles_offered(actor)],
        places=queries.places_shown(actor, page.rows),
    )


@blueprint.route("/c/<int:community_id>/people/invite", methods=["GET", "POST"])
@requires_permission(Permission.UNIT_USERS)
def invite() -> ResponseReturnValue:
    actor, form = current_actor(), _invitation_form()
    if form.validate_on_submit():
        invited = form.run(partial(invitations.create_invitation, actor, current_community(), data=form.invitation))
        if invited:
            return _show_link(invited[0].name, invited[0].email, invited[1])
    return render_template("accounts/invite.html", form=form), form.status


@blueprint.post("/c/<int:community_id>/people/invitations/<int:invitation_id>/renew")
@requires_permission(Permission.UNIT_USERS)
def renew_invitation(invitation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    invitation = queries.invitation_of(actor, invitation_id)
    return _show_link(invitation.name, invitation.email, invitations.renew_invitation_link(actor, invitation))


@blueprint.post("/c/<int:community_id>/people/invitations/<int:invitation_id>/withdraw")
@requires_permission(Permission.UNIT_USERS)
def withdraw_invitation(invitation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    invitations.withdraw_open_invitation(actor, queries.invitation_of(actor, invitation_id))
    flash(_("The invitation is withdrawn."), "success")
    return redirect(url_for("accounts.people"))


@blueprint.get("/c/<int:community_id>/people/<int:user_id>")
@requires_permission(Permission.UNIT_USERS)
def person(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = queries.managed_person(actor, user_id)
    return render_template(
        "accounts/person.html",
        person=found,
        places=queries.places_shown(actor, [found])[found.id],
        manages_account=service.manages_account(actor, found),
        events=queries.handing_over_events(actor, found) or None,
        history_labels=HANDING_OVER_LABELS,
    )


@blueprint.post("/c/<int:community_id>/people/roles/<int:grant_id>/revoke")
@requires_permission(Permission.UNIT_USERS)
def revoke_role(grant_id: int) -> ResponseReturnValue:
    actor = current_actor()
    service.revoke_grant(actor, queries.grant_of(actor, grant_id))
    flash(_("The role is taken away."), "success")
    return redirect(url_for("accounts.people"))


@blueprint.post("/c/<int:community_id>/people/<int:user_id>/password-link")
@requires_permission(Permission.UNIT_USERS)
def hand_out_link(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = queries.managed_person(actor, user_id)
    return _show_link(found.name, found.email or "", password_changes.issue_password_link(actor, found))


@blueprint.post("/c/<int:community_id>/people/<int:user_id>/disable")
@requires_permission(Permission.ACCOUNTS)
def disable(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    service.disable_account(actor, queries.managed_person(actor, user_id))
    flash(_("The account is disabled."), "success")
    return redirect(url_for("accounts.person", user_id=user_id))


@blueprint.post("/c/<int:community_id>/people/<int:user_id>/enable")
@requires_permission(Permission.ACCOUNTS)
def enable(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    service.enable_account(actor, queries.managed_person(actor, user_id))
    flash(_("The account can be used again."), "success")
    return redirect(url_for("accounts.person", user_id=user_id))


def _invitation_form() -> InvitationForm:
    """With the choices of this inviter; ?unit= chooses one beforehand."""
    actor, community = current_actor(), current_community()
    form = InvitationForm(partnership_id=request.args.get("unit", type=row_number))
    form.role.choices = [(role, roles.ROLE_LABELS[role]) for role in roles.roles_offered(actor)]
    own = actor.heads if not roles.serves_all_units(actor) else None
    named = [(number, name) for number, name in units.present_units_of(community.id) if own is None or number in own]
    form.partnership_id.choices = named if own and len(named) == 1 else [NO_CHOICE, *named]
    if Role.GRID_WORKER in roles.roles_offered(actor):
        form.grid_id.choices = [NO_CHOICE, *((cell.id, cell.label) for cell in community.grids)]
    else:
        del form.grid_id
    return form


def _show_link(name: str, email: str, link: str) -> ResponseReturnValue:
    """The only time that the link is seen: the database keeps but its hash."""
    return render_template("accounts/link.html", name=name, email=email, link=link)
