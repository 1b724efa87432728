from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.consents.service import SpokenWord
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.matching import queries
from partner_hub.matching.commands import answers
from partner_hub.matching.forms import NotedYesForm
from partner_hub.matching.views.blueprint import blueprint
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.vocabulary.match import MatchState


@blueprint.route("/<int:match_id>/noted-yes", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_DISPATCH)
def note_yes(match_id: int) -> ResponseReturnValue:
    """The committee writes down whose yes it heard; the unit is asked to confirm it."""
    actor, form = current_actor(), NotedYesForm()
    match = queries.match_of(actor, match_id)
    if form.is_submitted() is False:
        MATCH_WORKFLOW.rule(match, MatchState.AGREED)
    if form.validate_on_submit() and form.run(
        lambda: answers.agree_match(actor, match, SpokenWord(form.said_by.data or "", form.said_via.data or ""))
    ):
        flash(_("The yes is noted. The unit is asked to confirm it."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return render_template("matching/note_yes.html", form=form, match=match), form.status
