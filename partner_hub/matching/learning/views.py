from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.communities.queries import current_community
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import Step, StepForm
from partner_hub.matching.learning import queries, service
from partner_hub.matching.scoring.community_weights import LEAST_FACTOR, MIN_CHOICES, MOST_FACTOR

blueprint = Blueprint("learning", __name__, url_prefix="/c/<int:community_id>/learning")
FORGET_STEP = Step("forget", _l("Forget what was learnt"), needs_reason=False)


@blueprint.get("/")
@requires_permission(Permission.MATCHES_DISPATCH)
def show() -> ResponseReturnValue:
    learnt = queries.learnt_weights_of(current_community().id)
    return render_template(
        "matching/learning.html",
        learnt=learnt,
        channels=queries.learnt_channels(learnt.factors) if learnt and learnt.factors else [],
        least=round(100 * (1 - LEAST_FACTOR)),
        most=round(100 * (MOST_FACTOR - 1)),
        min_choices=MIN_CHOICES,
        forget_step=FORGET_STEP,
    )


@blueprint.post("/forget")
@requires_permission(Permission.MATCHES_DISPATCH)
def forget() -> ResponseReturnValue:
    form = StepForm()
    if form.validate_on_submit() and form.run(lambda: service.forget_learnt(current_actor(), current_community())):
        flash(_("Forgotten. What is agreed and put aside from now on counts."), "success")
    return redirect(url_for("learning.show"))
