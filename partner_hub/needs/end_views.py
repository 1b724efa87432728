"""Views of the end of a need: noting it, and what whoever asked says to it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import DomainError, NotAllowed, raise_refusal
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.needs import queries
from partner_hub.needs.end_answers import answer_end, may_answer_end, why_not_answer_end, why_not_note_answer
from partner_hub.needs.end_forms import NeedEndForm, SettledAnswerForm
from partner_hub.needs.end_queries import answer_of_need, end_of_need
from partner_hub.needs.ends import end_need, proposed_doers, proposed_outcome
from partner_hub.needs.models import Need, NeedEnd
from partner_hub.needs.need_view import read_need
from partner_hub.needs.workflow import (
    NEED_STATE_LABELS,
    NEED_STATE_TONES,
    NEED_WORKFLOW,
    SETTLED_ANSWER_LABELS,
)
from partner_hub.vocabulary.need import MET_NEED_STATES

blueprint = Blueprint("need_ends", __name__, url_prefix="/c/<int:community_id>/needs/<int:need_id>/end")
END_STATE_WORDS = {"states": NEED_STATE_LABELS, "tones": NEED_STATE_TONES, "answers": SETTLED_ANSWER_LABELS}


@blueprint.route("", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_TRIAGE)
def record(need_id: int) -> ResponseReturnValue:
    """Met or partly met; what the reports of its matches say is proposed."""
    actor = current_actor()
    need = queries.need_of(actor, need_id)
    if not any((need.state, to) in NEED_WORKFLOW.rules for to in MET_NEED_STATES):
        raise NEED_WORKFLOW.refusal(need)
    form = NeedEndForm(need=need, **_proposed_words(need))
    if form.validate_on_submit() and form.run(lambda: end_need(actor, need, form.outcome)):
        flash(_("Now: %(state)s.", state=NEED_WORKFLOW.label(need.state)), "success")
        return redirect(url_for("needs.show", need_id=need.id))
    return render_template("needs/end.html", form=form, need=read_need(actor, need)), form.status


@blueprint.route("/answer", methods=["GET", "POST"])
@requires_permission(Permission.NEEDS_WRITE)
def answer(need_id: int) -> ResponseReturnValue:
    """The unit that asked says whether it is settled; staff and the grid worker note what they were told."""
    actor = current_actor()
    need = queries.need_of(actor, need_id)
    if not may_answer_end(actor, need):
        raise NotAllowed
    end = end_of_need(need)
    raise_refusal(_why_not_say(need, end))
    form = SettledAnswerForm()
    if form.validate_on_submit() and form.run(
        lambda: answer_end(actor, need, form.chosen_answer, form.words.data or "")
    ):
        flash(_("The answer has been recorded."), "success")
        return redirect(url_for("needs.show", need_id=need.id))
    is_own = actor.speaks_for(need.asking_partnership_id)
    page = {"form": form, "end": end, "need": read_need(actor, need), "is_own": is_own}
    return render_template("needs/end_answer.html", **page, **END_STATE_WORDS), form.status


def _proposed_words(need: Need) -> dict[str, str]:
    found = proposed_outcome(need)
    if found is None:
        return {"by_whom": proposed_doers(need)}
    return {"to": found.to.value, "done": found.done, "by_whom": found.by_whom, "still_open": found.still_open}


@blueprint.app_template_global()
def end_told_of(need: Need) -> dict[str, object]:
    """How a need ended, for its page; `end` is None while it is open."""
    end = end_of_need(need)
    may_answer = may_answer_end(current_actor(), need) and _why_not_say(need, end) is None
    return {"end": end, "may_answer": may_answer, **END_STATE_WORDS}


def _why_not_say(need: Need, end: NeedEnd | None) -> DomainError | None:
    """Why this person cannot say now whether it is settled."""
    is_own = current_actor().speaks_for(need.asking_partnership_id)
    return why_not_answer_end(need, end) or (None if is_own else why_not_note_answer(answer_of_need(need)))
