from collections.abc import Collection
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.communities.queries import current_community
from partner_hub.core import clock
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import Step, StepForm
from partner_hub.matching.claim_rules import claimable_needs, why_not_dispatch
from partner_hub.matching.models import Dismissal
from partner_hub.matching.scoring import Suggestion
from partner_hub.matching.suggestions import explanations, queries, service
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import OPEN_NEED_STATES

blueprint = Blueprint("suggestions", __name__, url_prefix="/c/<int:community_id>")
DISMISS_STEP = Step("dismiss", _l("Put aside"), needs_reason=True)


@blueprint.app_template_filter()
def fit_reasons(suggestion: Suggestion) -> str:
    return explanations.sentence_of_reasons(suggestion.reasons)


@blueprint.get("/needs/<int:need_id>/suggestions")
@requires_permission(Permission.MATCHES_DISPATCH)
def for_need(need_id: int) -> ResponseReturnValue:
    return _page_of_suggestions(needs.need_of(current_actor(), need_id))


@blueprint.get("/offerings/<int:offering_id>/suggestions")
@requires_permission(Permission.MATCHES_CLAIM)
def for_offering(offering_id: int) -> ResponseReturnValue:
    """The committee asks for every offering, a unit for its own."""
    actor = current_actor()
    offering = offerings.offering_of(actor, offering_id)
    if not (actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(offering.partnership_id)):
        raise NotAllowed(_("This offering belongs to another unit."))
    states = OPEN_NEED_STATES if actor.may(Permission.MATCHES_DISPATCH) else queries.TAKEABLE_NEED_STATES
    day = clock.local_today()
    found = queries.suggestions_for_offering(actor, current_community(), offering, day, states=states)
    return render_template(
        "matching/suggestions/for_offering.html",
        offering=offering,
        state=offering.state_on(day),
        found=found,
        takeable=_takeable_needs(actor, offering, [fit.reading.need for fit in found]),
        now=clock.utc_now(),
    )


@blueprint.post("/needs/<int:need_id>/suggestions/<int:offering_id>/dismiss")
@requires_permission(Permission.MATCHES_DISPATCH)
def dismiss(need_id: int, offering_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    need, offering = needs.need_of(actor, need_id), offerings.offering_of(actor, offering_id)
    if form.validate_on_submit() and form.run(
        lambda: service.dismiss_offering(actor, need, offering, reason=form.reason.data or "")
    ):
        flash(_("“%(name)s” is no longer proposed for this need.", name=offering.name), "success")
        if request.args.get("from") == "offering":
            return redirect(url_for("suggestions.for_offering", offering_id=offering.id))
        return redirect(url_for("suggestions.for_need", need_id=need.id))
    return _page_of_suggestions(need, form)


@blueprint.post("/needs/<int:need_id>/suggestions/<int:offering_id>/take-back")
@requires_permission(Permission.MATCHES_DISPATCH)
def take_back(need_id: int, offering_id: int) -> ResponseReturnValue:
    actor = current_actor()
    need = needs.need_of(actor, need_id)
    known = db.select(Dismissal).where(Dismissal.need_id == need.id, Dismissal.offering_id == offering_id)
    dismissal = db.session.scalar(known)
    if dismissal is None:
        raise NotFound
    name = dismissal.offering.name
    service.take_back_dismissal(actor, need, dismissal)
    flash(_("“%(name)s” may be proposed again.", name=name), "success")
    return redirect(url_for("suggestions.for_need", need_id=need.id))


def _takeable_needs(actor: Actor, offering: Offering, shown: Collection[Need]) -> set[int]:
    """The ids of the needs that the committee may ask for with this offering, or that its unit may claim."""
    if actor.may(Permission.MATCHES_DISPATCH):
        return {need.id for need in shown if why_not_dispatch(actor, need) is None}
    return claimable_needs(actor, shown, [offering.partnership] if offering.partnership else [])


def _page_of_suggestions(need: Need, step: StepForm | None = None) -> ResponseReturnValue:
    """`step` is a refused dismissal, whose reasons and typed text are shown."""
    actor = current_actor()
    body = render_template(
        "matching/suggestions/for_need.html",
        need=read_need(actor, need),
        is_takeable=why_not_dispatch(actor, need) is None,
        found=queries.suggestions_for_need(actor, current_community(), need, clock.local_today()),
        bars=explanations.EXCLUSION_LABELS,
        dismiss_step=DISMISS_STEP,
        step=step,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step else HTTPStatus.OK
