"""How a match ended: the report, the committee's answer to it, and the tasks that go with both."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.actions import match_ends
from partner_hub.actions.match_end_forms import EndAnswerForm, LinkTaskForm, report_form_of
from partner_hub.actions.models import ActionItem
from partner_hub.actions.workflow import ACTION_STATE_LABELS, ACTION_STATE_TONES
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import raise_refusal
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.matching.models import Match
from partner_hub.matching.queries import match_of
from partner_hub.matching.workflow import (
    MATCH_STATE_LABELS,
    MATCH_WORKFLOW,
    is_end_noted_for_unit,
    why_not_answer_end,
    why_not_report_end,
)
from partner_hub.vocabulary.action import ActionState

blueprint = Blueprint("match_ends", __name__, url_prefix="/c/<int:community_id>/matches/<int:match_id>/end")


@dataclass(frozen=True)
class MatchEnd:
    """What the page of a match shows of its end and of the tasks that carry it out."""

    tasks: list[ActionItem]
    may_report: bool
    may_answer: bool
    tasks_to_link: list[ActionItem]


@blueprint.app_template_global()
def end_of_match(match: Match) -> MatchEnd:
    actor = current_actor()
    may_record = actor.may(Permission.MEETINGS_RECORD)
    is_on = why_not_report_end(actor, match) is None
    return MatchEnd(
        tasks=[each for each in match_ends.tasks_of_match(match) if may_record or each.state is not ActionState.DRAFT],
        may_report=is_on,
        may_answer=match.reported_end is not None and why_not_answer_end(actor, match) is None,
        tasks_to_link=match_ends.tasks_to_link(match) if may_record and is_on else [],
    )


@blueprint.app_template_global()
def may_report_match_of(action: ActionItem) -> bool:
    """Whether the report of the task may report its match as delivered, too."""
    return match_ends.may_report_match_of(current_actor(), action)


@blueprint.app_context_processor
def _action_template_words() -> dict[str, object]:
    return {"action_states": ACTION_STATE_LABELS, "action_tones": ACTION_STATE_TONES}


@blueprint.route("/report", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_CLAIM)
def report(match_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match = match_of(actor, match_id)
    if request.method == "GET":
        raise_refusal(why_not_report_end(actor, match))
    has_tasks = any(each.is_open for each in match_ends.tasks_of_match(match))
    form = report_form_of(match, is_noted=is_end_noted_for_unit(actor, match), has_tasks=has_tasks)

    def command() -> Match:
        return match_ends.report_match_and_tasks(
            actor, match, form.report, with_tasks=has_tasks and bool(form.with_tasks.data)
        )

    if form.validate_on_submit() and form.run(command):
        flash(_("Thank you. The committee will look at it and accept it."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return render_template("actions/match_end_report.html", form=form, match=match), form.status


@blueprint.get("/answer")
@requires_permission(Permission.MATCHES_DISPATCH)
def answer(match_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match = match_of(actor, match_id)
    raise_refusal(why_not_answer_end(actor, match))
    return _answer_page(actor, match, EndAnswerForm(formdata=None, match=match))


@blueprint.post("/accept")
@requires_permission(Permission.MATCHES_DISPATCH)
def accept(match_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match = match_of(actor, match_id)
    form = EndAnswerForm(match=match)

    def command() -> Match:
        form.check_report()
        return match_ends.accept_match_and_tasks(actor, match, with_tasks=bool(form.with_tasks.data))

    if form.validate_on_submit() and form.run(command):
        flash(_("Now: %(state)s.", state=MATCH_WORKFLOW.label(match.state)), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return _answer_page(actor, match, form)


@blueprint.post("/send-back")
@requires_permission(Permission.MATCHES_DISPATCH)
def send_back(match_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match = match_of(actor, match_id)
    form = EndAnswerForm(match=match)

    def command() -> Match:
        form.check_report()
        return match_ends.send_back_match_and_tasks(
            actor, match, reason=form.reason.data or "", with_tasks=bool(form.with_tasks.data)
        )

    if form.validate_on_submit() and form.run(command):
        flash(_("Sent back. The unit has been told what is missing."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return _answer_page(actor, match, form)


@blueprint.post("/task")
@requires_permission(Permission.MEETINGS_RECORD)
def link_task(match_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), LinkTaskForm()
    match = match_of(actor, match_id)
    action = db.session.get(ActionItem, form.task.data) if form.task.data else None
    if form.validate_on_submit() and form.run(lambda: match_ends.link_task_to_match(actor, match, action)):
        flash(_("The task and the match are linked."), "success")
    else:
        flash(" ".join(str(error) for errors in form.errors.values() for error in errors), "error")
    return redirect(url_for("matches.show", match_id=match.id))


def _answer_page(actor: Actor, match: Match, form: EndAnswerForm) -> ResponseReturnValue:
    body = render_template(
        "actions/match_end_answer.html",
        form=form,
        match=match,
        tasks=match_ends.tasks_to_end(actor, match),
        reported=MATCH_STATE_LABELS[match.reported_end] if match.reported_end else "",
    )
    return body, form.status
