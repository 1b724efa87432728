"""Views of merging a need: which other one says the same, and which figure is right for both."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.needs import merging, queries
from partner_hub.needs.merge_forms import MergeForm
from partner_hub.needs.need_view import read_need
from partner_hub.needs.similar_needs import needs_found_for_merge
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_STATE_TONES

blueprint = Blueprint("need_merges", __name__, url_prefix="/c/<int:community_id>/needs/<int:need_id>/merge")
STATE_WORDS = {"states": NEED_STATE_LABELS, "tones": NEED_STATE_TONES}


@blueprint.get("")
@requires_permission(Permission.NEEDS_TRIAGE)
def choose(need_id: int) -> ResponseReturnValue:
    """Those that are most like it, or those that a search finds."""
    actor = current_actor()
    need = queries.need_of(actor, need_id)
    found = needs_found_for_merge(actor, need, request.args.get("q", ""))
    return render_template(
        "needs/merge_choose.html",
        need=read_need(actor, need),
        found=[read_need(actor, each) for each in found],
        same_as_id=need.same_as_id,
        **STATE_WORDS,
    )


@blueprint.route("/<int:into_id>", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_TRIAGE)
def merge(need_id: int, into_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need, into = queries.need_of(actor, need_id), queries.need_of(actor, into_id)
    form = MergeForm(need=need, into=into)
    if form.validate_on_submit() and form.run(
        lambda: merging.merge_need(actor, need, into=into, figure=form.chosen_figure)
    ):
        flash(_("The need has been merged."), "success")
        if request.args.get("then") == "review":
            return redirect(url_for("review.start", after=need.id))
        return redirect(url_for("needs.show", need_id=into.id))
    page = {"need": read_need(actor, need), "into": read_need(actor, into)}
    return render_template("needs/merge.html", form=form, **page, **STATE_WORDS), form.status
