"""待单位确认: where a unit says whether it stands by a match or a task that it was given in its absence."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.actions.consent_ends import end_declined_match, why_not_end_declined
from partner_hub.actions.consent_forms import ConsentForm, NotedConsentForm
from partner_hub.actions.consent_queries import OPEN_FILTER, consent_case_of, listed_consents, titled_consents
from partner_hub.actions.consents import ConsentCase, answer_case, why_case_is_over
from partner_hub.actions.deadlines import can_ask_for_later_deadline
from partner_hub.consents.workflow import (
    CONSENT_HISTORY_LABELS,
    CONSENT_OCCASION_LABELS,
    CONSENT_STATE_LABELS,
    CONSENT_STATE_TONES,
    CONSENT_WORKFLOW,
)
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.events import history_of
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import StepForm
from partner_hub.vocabulary.consent import Consent

blueprint = Blueprint("consents", __name__, url_prefix="/c/<int:community_id>/consents")
ANSWERS = {"accept": Consent.ACCEPTED, "decline": Consent.DECLINED}


@blueprint.app_context_processor
def _consent_template_words() -> dict[str, object]:
    return {"consent_states": CONSENT_STATE_LABELS, "consent_tones": CONSENT_STATE_TONES}


@blueprint.get("/")
@requires_permission(Permission.MATCHES_CLAIM)
def index() -> ResponseReturnValue:
    page = page_of(listed_consents(current_actor(), request.args))
    states = [(OPEN_FILTER, _("Not confirmed")), *CONSENT_STATE_LABELS.items()]
    return render_template("consents/index.html", page=page, rows=titled_consents(page.rows), states=states)


@blueprint.get("/<int:consent_id>")
@requires_permission(Permission.MATCHES_CLAIM)
def show(consent_id: int) -> ResponseReturnValue:
    return _consent_page(consent_case_of(current_actor(), consent_id))


@blueprint.post("/<int:consent_id>/<any(accept, decline):answer>")
@requires_permission(Permission.MATCHES_CLAIM)
def answer(consent_id: int, answer: str) -> ResponseReturnValue:
    actor = current_actor()
    found = consent_case_of(actor, consent_id)
    form = _form_for(actor, found)()

    def command() -> bool:
        answer_case(actor, found, ANSWERS[answer], comment=form.comment.data or "", spoken=form.spoken)
        return True

    if form.validate_on_submit() and form.run(command):
        flash(_("Now: %(state)s.", state=CONSENT_WORKFLOW.label(found.consent.state)), "success")
        return redirect(url_for("consents.show", consent_id=consent_id))
    return _consent_page(found, form=form)


@blueprint.post("/<int:consent_id>/end")
@requires_permission(Permission.MATCHES_DISPATCH)
def end(consent_id: int) -> ResponseReturnValue:
    """The match ends for the unit that said no, with its own words as the reason."""
    actor, form = current_actor(), StepForm()
    found = consent_case_of(actor, consent_id)

    def command() -> bool:
        end_declined_match(actor, found)
        return True

    if form.validate_on_submit() and form.run(command):
        flash(_("The unit is free of it; both sides are told."), "success")
        return redirect(url_for("consents.show", consent_id=consent_id))
    return _consent_page(found, step=form)


def _form_for(actor: Actor, found: ConsentCase) -> type[ConsentForm]:
    return ConsentForm if actor.speaks_for(found.consent.partnership_id) else NotedConsentForm


def _consent_page(
    found: ConsentCase, *, form: ConsentForm | None = None, step: StepForm | None = None
) -> ResponseReturnValue:
    """The page of one question; `form` and `step` are refused ones."""
    actor, over = current_actor(), why_case_is_over(found)
    is_own = actor.speaks_for(found.consent.partnership_id)
    may_ask_later = found.action is not None and found.is_main_unit and can_ask_for_later_deadline(found.action)
    body = render_template(
        "consents/show.html",
        case=found,
        consent=found.consent,
        form=form or _form_for(actor, found)(formdata=None),
        step=step,
        is_own=is_own,
        over=over,
        may_answer=over is None and found.consent.is_unanswered,
        may_ask_later=is_own and over is None and may_ask_later,
        may_end=why_not_end_declined(actor, found) is None,
        occasions=CONSENT_OCCASION_LABELS,
        events=history_of(found.consent),
        labels=CONSENT_HISTORY_LABELS,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if form or step else HTTPStatus.OK
