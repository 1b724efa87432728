"""Views of likely pairs: needs that may be one trouble told twice, for instance after an import."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.forms import Form
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.needs import pairs, queries
from partner_hub.needs.need_view import read_need
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_STATE_TONES

blueprint = Blueprint("need_pairs", __name__, url_prefix="/c/<int:community_id>/needs/pairs")
STATE_WORDS = {"states": NEED_STATE_LABELS, "tones": NEED_STATE_TONES}


@blueprint.get("/")
@requires_permission(Permission.NEEDS_TRIAGE)
def index() -> ResponseReturnValue:
    actor = current_actor()
    shown = [(read_need(actor, each.first), read_need(actor, each.second)) for each in pairs.likely_pairs(actor)]
    return render_template("needs/pairs.html", pairs=shown, apart=pairs.needs_called_different(actor), **STATE_WORDS)


@blueprint.post("/<int:need_id>/<int:other_id>/different")
@requires_permission(Permission.NEEDS_TRIAGE)
def call_different(need_id: int, other_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need, other = queries.need_of(actor, need_id), queries.need_of(actor, other_id)
    if Form().validate_on_submit():
        pairs.call_needs_different(actor, need, other)
        flash(_("They will not be shown as a pair again."), "success")
    return redirect(url_for("need_pairs.index"))


@blueprint.post("/<int:need_id>/<int:other_id>/compare")
@requires_permission(Permission.NEEDS_TRIAGE)
def compare_again(need_id: int, other_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need, other = queries.need_of(actor, need_id), queries.need_of(actor, other_id)
    if Form().validate_on_submit():
        pairs.compare_needs_again(actor, need, other)
    return redirect(url_for("need_pairs.index"))
