from collections.abc import Callable, Sequence
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.errors import Conflict
from partner_hub.core.events import history_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.workflow_buttons import Step, StepForm, offered_steps
from partner_hub.matching import queries
from partner_hub.matching.commands import answers
from partner_hub.matching.models import Match
from partner_hub.matching.partner_rules import (
    why_not_change_quantity,
    why_not_hand_over_lead,
    why_not_leave,
    why_not_welcome,
)
from partner_hub.matching.views.blueprint import blueprint
from partner_hub.matching.workflow import (
    MATCH_HISTORY_LABELS,
    MATCH_STEP_LABELS,
    MATCH_WORKFLOW,
    NEXT_ANSWER_SENTENCES,
    NEXT_STEP_SENTENCES,
    NOTED_STEP_LABELS,
    asks_for_match,
    has_taken_effect,
    is_yes_noted,
    leads_match,
    takes_part_in_match,
    why_not_confirm,
)
from partner_hub.needs.need_view import read_need
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchOrigin, MatchState

STEP_COMMANDS: dict[str, Callable[[Actor, Match, str], Match]] = {
    "agree": lambda actor, match, _reason: answers.agree_match(actor, match),
    "decline": lambda actor, match, reason: answers.decline_match(actor, match, reason=reason),
    "release": lambda actor, match, reason: answers.release_match(actor, match, reason=reason),
    "confirm": lambda actor, match, _reason: answers.confirm_match(actor, match),
}
# They say yes to every unit of the match, and what leads to a person is opened to it.
WELCOMING_ACTIONS = frozenset({"agree", "confirm"})


@blueprint.get("/<int:match_id>")
@requires_permission(Permission.MATCHES_READ)
def show(match_id: int) -> ResponseReturnValue:
    return match_page(queries.match_of(current_actor(), match_id))


@blueprint.post("/<int:match_id>/<any(agree, decline, release, confirm):action>")
@requires_permission(Permission.MATCHES_CLAIM)
def step(match_id: int, action: str) -> ResponseReturnValue:
    actor, form = current_actor(), StepForm()
    match = queries.match_of(actor, match_id)

    def command() -> Match:
        if action in WELCOMING_ACTIONS:
            _require_seen_version(match)
        return STEP_COMMANDS[action](actor, match, form.reason.data or "")

    if form.validate_on_submit() and form.run(command):
        flash(_("Now: %(state)s.", state=MATCH_WORKFLOW.label(match.state)), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return match_page(match, form)


def _require_seen_version(match: Match) -> None:
    """Raises Conflict when somebody joined, or changed something, after the page with the button was opened."""
    if request.form.get("version", str(match.version)) != str(match.version):
        raise Conflict


def match_page(match: Match, step: StepForm | None = None) -> ResponseReturnValue:
    """The page of a match; `step` is a refused one, whose reasons and typed text are shown."""
    actor = current_actor()
    is_noted, steps = _is_answer_noted(actor, match), _match_steps(actor, match)
    body = render_template(
        "matching/show.html",
        match=match,
        step=step,
        readings=[read_need(actor, entry.need) for entry in match.needs] if match.state in LIVE_MATCH_STATES else [],
        comes_next=_next_step_sentence(match),
        steps=steps,
        may_note_yes=_may_note_yes(actor, match),
        next_step=_main_step(steps, is_noted=is_noted),
        may_lead=lambda partner: why_not_hand_over_lead(actor, match, partner) is None,
        may_welcome=lambda partner: why_not_welcome(actor, match, partner) is None,
        may_change=lambda partner: why_not_change_quantity(actor, match, partner) is None,
        may_part=lambda partner: why_not_leave(actor, match, partner) is None,
        in_effect=has_taken_effect(match),
        events=history_of(match) if actor.is_committee or takes_part_in_match(actor, match) else None,
        labels=MATCH_HISTORY_LABELS,
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step else HTTPStatus.OK


def _next_step_sentence(match: Match) -> object:
    if match.state is MatchState.PROPOSED:
        return NEXT_ANSWER_SENTENCES.get(match.origin)
    return None if has_taken_effect(match) else NEXT_STEP_SENTENCES.get(match.state)


def _is_answer_noted(actor: Actor, match: Match) -> bool:
    """Whether an answer of this person would be written down for a unit."""
    if match.origin is MatchOrigin.CLAIM:
        return all(entry.need.asking_partnership_id for entry in match.needs) and not asks_for_match(actor, match)
    return not leads_match(actor, match)


def _match_steps(actor: Actor, match: Match) -> list[Step]:
    """What is done on this page; the meeting's own steps stand on the meeting's pages."""
    is_noted = _is_answer_noted(actor, match)
    words = NOTED_STEP_LABELS if is_noted else MATCH_STEP_LABELS
    offered = {"agree": words["agree"], "decline": words["decline"]}
    if why_not_confirm(match) is None:
        offered["confirm"] = MATCH_STEP_LABELS["confirm"]
    if not has_taken_effect(match):
        offered["release"] = MATCH_STEP_LABELS["release"]
    if is_yes_noted(actor, match):
        # On a page of its own, which asks whose yes it is.
        offered.pop("agree")
    found = offered_steps(MATCH_WORKFLOW, actor, match, offered)
    # Whoever is asked says no, which is the same.
    is_asked = not is_noted and any(each.action == "decline" for each in found)
    return [each for each in found if not (is_asked and each.action == "release")]


def _may_note_yes(actor: Actor, match: Match) -> bool:
    is_open = match.state is MatchState.PROPOSED and actor.may(Permission.MATCHES_DISPATCH)
    return is_open and is_yes_noted(actor, match)


def _main_step(steps: Sequence[Step], *, is_noted: bool) -> Step | None:
    """The step that the page shows as its main button: to answer for a unit is not what the committee is here for."""
    wanted = {"confirm"} if is_noted else {"agree", "confirm"}
    return next((each for each in steps if each.action in wanted), None)
