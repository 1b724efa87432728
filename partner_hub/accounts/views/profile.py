from functools import partial

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.accounts import calendar_links, password_changes, queries, rescued_forms, service, sessions
from partner_hub.accounts.forms import ChangePasswordForm, ProfileForm
from partner_hub.accounts.views.blueprint import blueprint, client_address, sign_in_throttle, signed_in_user
from partner_hub.core import locale
from partner_hub.core.permissions import signed_in_view

WRONG_PASSWORD = _l("This is not your present password.")


@blueprint.route("/profile", methods=["GET", "POST"])
@signed_in_view
def profile() -> ResponseReturnValue:
    user = signed_in_user()
    form = ProfileForm(obj=user)
    if not (form.is_submitted() or user.language):
        # To save something else must not change the language that was chosen at the head of a page.
        form.language.data = locale.selected_language()
    if form.validate_on_submit():
        if form.run(partial(service.update_profile, user, client_address(), sign_in_throttle(), data=form.profile)):
            session["language"] = user.language
            flash(_("Saved."), "success")
            return redirect(url_for("accounts.profile"))
        if not (form.errors or form.form_errors):
            form.complain("password", WRONG_PASSWORD)
    shown = {
        "calendar_link": calendar_links.calendar_link_of(user),
        "places": queries.places_of(user),
        "has_kept_texts": bool(rescued_forms.rescued_forms_of(user.id)),
    }
    return render_template("accounts/profile.html", form=form, **shown), form.status


@blueprint.route("/profile/password", methods=["GET", "POST"])
@signed_in_view
def change_password() -> ResponseReturnValue:
    user, form = signed_in_user(), ChangePasswordForm()
    if form.validate_on_submit():
        typed = {"password": form.password.data or "", "new_password": form.new_password.data or ""}
        change = partial(password_changes.change_own_password, user, client_address(), sign_in_throttle(), **typed)
        if form.run(change):
            sessions.begin_session(user)
            flash(_("The new password is set. You are signed out everywhere else."), "success")
            return redirect(url_for("accounts.profile"))
        if not (form.errors or form.form_errors):
            form.complain("password", WRONG_PASSWORD)
    return render_template("accounts/change_password.html", form=form), form.status


@blueprint.post("/profile/calendar")
@signed_in_view
def renew_calendar() -> ResponseReturnValue:
    """Show the new address, the only time that it is seen: the database keeps but its hash."""
    return render_template("accounts/calendar_link.html", link=calendar_links.renew_calendar_link(signed_in_user()))


@blueprint.post("/profile/calendar/end")
@signed_in_view
def end_calendar() -> ResponseReturnValue:
    if calendar_links.end_calendar_link(signed_in_user()):
        flash(_("The address of your calendar leads nowhere any more."), "success")
    return redirect(url_for("accounts.profile"))
