"""What the signed-in person typed and could not send: see accounts/late_forms.py."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from partner_hub.accounts import kept_texts
from partner_hub.accounts.late_forms import NOT_SAVED
from partner_hub.accounts.models import User
from partner_hub.accounts.views.blueprint import blueprint, signed_in_user
from partner_hub.core import form_rescue as kept_forms
from partner_hub.core.permissions import signed_in_view


@blueprint.get("/kept")
@signed_in_view
def kept() -> ResponseReturnValue:
    found = kept_texts.waiting(signed_in_user().id)
    return kept_forms.render_rescued_forms(found, str(NOT_SAVED if found else _("Nothing of yours is waiting here.")))


@blueprint.post("/kept/<int:number>/discard")
@signed_in_view
def discard(number: int) -> ResponseReturnValue:
    kept_texts.discard_text(signed_in_user().id, number)
    return redirect_home(signed_in_user())


def redirect_home(user: User, address: str = "") -> Response:
    """To where this person wanted to go, or first to what still waits to be sent."""
    if kept_texts.waiting(user.id):
        return redirect(url_for("accounts.kept"))
    return redirect(address or url_for("accounts.home"))
