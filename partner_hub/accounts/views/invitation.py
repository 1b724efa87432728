"""Pages behind an invitation link. A GET changes nothing, since mail scanners open links."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from partner_hub.accounts import invitations, sessions
from partner_hub.accounts.forms import AcceptInvitationForm
from partner_hub.accounts.models import Invitation, User
from partner_hub.accounts.roles import ROLE_LABELS
from partner_hub.accounts.views.blueprint import blueprint, signed_in_user
from partner_hub.core.permissions import public_view, signed_in_view


@blueprint.route("/invitation/<secret>", methods=["GET", "POST"])
@public_view
def invitation(secret: str) -> ResponseReturnValue:
    """Somebody new sets a password; somebody who is signed in takes the role with the own account."""
    offered = invitations.find_open_invitation(secret)
    form = AcceptInvitationForm(obj=offered)
    if offered.email or offered.phone:
        del form.sign_in_name
    if not current_user.is_authenticated and form.validate_on_submit():
        typed = {"name": form.name.data or "", "new_password": form.new_password.data or ""}
        if "sign_in_name" in form:
            typed["sign_in_name"] = form.sign_in_name.data or ""
        accepted = form.run(partial(invitations.accept_with_new_account, offered, **typed))
        if accepted:
            return _begin_session_and_redirect(accepted, offered)
    page = render_template(
        "accounts/invitation.html", form=form, invitation=offered, role=ROLE_LABELS[offered.role], secret=secret
    )
    return page, form.status


@blueprint.post("/invitation/<secret>/accept")
@signed_in_view
def accept_invitation(secret: str) -> ResponseReturnValue:
    offered = invitations.find_open_invitation(secret)
    return _begin_session_and_redirect(invitations.accept_with_account(signed_in_user(), offered), offered)


def _begin_session_and_redirect(user: User, offered: Invitation) -> Response:
    sessions.begin_session(user)
    flash(_("Welcome, %(name)s.", name=user.name), "success")
    if offered.community_id:
        return redirect(url_for("desk.home", community_id=offered.community_id))
    return redirect(url_for("accounts.home"))
