from datetime import timedelta
from functools import partial

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from partner_hub.accounts import queries, service
from partner_hub.accounts.forms import SignInForm, SignOutForm
from partner_hub.core.locale import is_own_path
from partner_hub.core.permissions import public, signed_in

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        settings = current_app.extensions["settings"]
        user = form.run(
            partial(
                service.sign_in, form.name.data, form.password.data, request.remote_addr or "",
                attempts=settings.sign_in_attempts, pause=timedelta(minutes=settings.sign_in_pause_minutes),
            ),
        )  # fmt: skip
        if user:
            session.permanent = True
            login_user(user)
            return redirect(form.next.data if is_own_path(form.next.data or "") else url_for("accounts.home"))
        if not form.form_errors:
            form.form_errors.append(_("E-mail or phone number and password do not fit together."))
    return render_template("accounts/sign_in.html", form=form), form.status


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    if SignOutForm().validate_on_submit():
        logout_user()
        session.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """To the only community of this person, or to the choice among several."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"))
    communities = queries.communities_of(current_user)
    if len(communities) == 1:
        return redirect(url_for("desk.home", community_id=communities[0].id))
    return render_template("accounts/communities.html", communities=communities)


@blueprint.get("/profile")
@signed_in
def profile() -> ResponseReturnValue:
    return render_template("accounts/communities.html", communities=queries.communities_of(current_user))
