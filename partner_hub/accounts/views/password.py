from functools import partial

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.accounts import password_changes, sessions
from partner_hub.accounts.forms import AskForLinkForm, NewPasswordForm
from partner_hub.accounts.views.blueprint import blueprint
from partner_hub.accounts.views.kept import redirect_home
from partner_hub.core.permissions import public_view


@blueprint.route("/password", methods=["GET", "POST"])
@public_view
def ask_for_link() -> ResponseReturnValue:
    """The answer is the same for known and unknown names (user enumeration)."""
    form = AskForLinkForm()
    is_sent = form.validate_on_submit()
    if is_sent:
        password_changes.mail_password_link(form.name.data or "")
    return render_template("accounts/ask_for_link.html", form=form, is_sent=is_sent), form.status


@blueprint.route("/password/<secret>", methods=["GET", "POST"])
@public_view
def set_password(secret: str) -> ResponseReturnValue:
    """A GET changes nothing, since mail scanners open links."""
    link = password_changes.find_password_link(secret)
    form = NewPasswordForm()
    if form.validate_on_submit() and (
        user := form.run(
            partial(password_changes.set_password_by_link, link, new_password=form.new_password.data or "")
        )
    ):
        sessions.begin_session(user)
        flash(_("The new password is set. You are signed out everywhere else."), "success")
        return redirect_home(user)
    return render_template("accounts/set_password.html", form=form, person=link.user), form.status
