"""The user's rescued forms: see accounts/form_rescue_hooks.py."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from partner_hub.accounts import rescued_forms
from partner_hub.accounts.form_rescue_hooks import NOT_SAVED
from partner_hub.accounts.models import User
from partner_hub.accounts.views.blueprint import blueprint, signed_in_user
from partner_hub.core.form_rescue import render_rescued_forms
from partner_hub.core.permissions import signed_in_view


@blueprint.get("/kept")
@signed_in_view
def kept() -> ResponseReturnValue:
    found = rescued_forms.rescued_forms_of(signed_in_user().id)
    return render_rescued_forms(found, str(NOT_SAVED if found else _("Nothing of yours is waiting here.")))


@blueprint.post("/kept/<int:number>/discard")
@signed_in_view
def discard(number: int) -> ResponseReturnValue:
    rescued_forms.discard_rescued_form(signed_in_user().id, number)
    return redirect_home(signed_in_user())


def redirect_home(user: User, address: str = "") -> Response:
    """Redirect to `address` or home; to the page of rescued forms first when there are any."""
    if rescued_forms.rescued_forms_of(user.id):
        return redirect(url_for("accounts.kept"))
    return redirect(address or url_for("accounts.home"))
