from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from partner_hub.accounts import queries, service, sessions
from partner_hub.accounts.forms import SignInForm
from partner_hub.accounts.views.blueprint import blueprint, client_address, sign_in_throttle, signed_in_user
from partner_hub.accounts.views.kept import redirect_home
from partner_hub.core.locale import is_own_path
from partner_hub.core.permissions import public_view, signed_in_view


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public_view
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        user = form.run(
            partial(
                service.authenticate_user,
                form.name.data or "",
                form.password.data or "",
                client_address(),
                sign_in_throttle(),
            )
        )
        if user:
            sessions.begin_session(user)
            wanted = form.next.data or ""
            return redirect_home(user, wanted if is_own_path(wanted) else "")
        if not form.form_errors:
            form.form_errors.append(_("E-mail or phone number and password do not fit together."))
    return render_template("accounts/sign_in.html", form=form), form.status


@blueprint.post("/sign-out")
@public_view
def sign_out() -> ResponseReturnValue:
    """To the sign-in page, or back to an invitation that was opened by somebody else's session."""
    sessions.end_session()
    then = request.form.get("then", "")
    return redirect(then if is_own_path(then) else url_for("accounts.sign_in"))


@blueprint.post("/sign-out-everywhere")
@signed_in_view
def sign_out_everywhere() -> ResponseReturnValue:
    service.end_all_sessions(signed_in_user())
    sessions.end_session()
    flash(_("You have been signed out on every device."), "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.get("/")
@public_view
def home() -> ResponseReturnValue:
    """To the only community of this person, or to the choice among several."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"))
    communities = queries.communities_of(current_user)
    if len(communities) == 1:
        return redirect(url_for("desk.home", community_id=communities[0].id))
    return render_template("accounts/communities.html", communities=communities)
