"""JSON endpoints of static/outbox.js: which offline drafts of this person have been recorded; record one more."""

from flask import Blueprint, flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from partner_hub.communities.queries import current_community
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.needs import offline_drafts, queries
from partner_hub.needs.forms import need_form_for
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import recorded_message

blueprint = Blueprint("drafts", __name__, url_prefix="/c/<int:community_id>/needs/drafts")


@blueprint.get("")
@requires_permission(Permission.NEEDS_WRITE)
def state() -> ResponseReturnValue:
    """Who is signed in, a token for sending, and the address of each draft that has become a need."""
    actor = current_actor()
    found = offline_drafts.arrived_needs(actor, request.args.getlist("key"))
    return jsonify(
        writer=actor.user_id,
        csrf_token=generate_csrf(),
        arrived={key: url_for("needs.show", need_id=need.id) for key, need in found.items()},
    )


@blueprint.post("")
@requires_permission(Permission.NEEDS_WRITE)
def arrive() -> ResponseReturnValue:
    """Take one draft. A refusal is an answer like any other: the script keeps the draft and shows the reasons.

    A draft of somebody else at the same phone is not taken: it waits for its writer.
    """
    actor, form = current_actor(), need_form_for(current_actor())()
    if request.form.get("writer") != str(actor.user_id):
        return jsonify(state="other")
    if form.validate_on_submit():
        same_as = queries.same_need_named(actor, request.form.get("same_as", ""))
        sent = form.run(lambda: form.send(actor, current_community(), same_as=same_as))
        if sent:
            if "quiet" not in request.form:
                flash(recorded_message(is_new=sent[1]), "success")
            return jsonify(state="arrived", url=_url_of_recorded_need(sent[0]), is_new=sent[1])
    return jsonify(state="refused", errors=form.sentences)


def _url_of_recorded_need(need: Need) -> str:
    return url_for("needs.show", need_id=need.merged_into_id or need.id)
