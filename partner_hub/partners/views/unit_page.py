"""The page of a unit, which refused steps show again."""

from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue

from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.permissions import Permission
from partner_hub.core.workflow_buttons import StepForm, offered_steps
from partner_hub.partners import queries
from partner_hub.partners.agreements import agreement_review_state, agreements_of, may_read_agreements
from partner_hub.partners.models import Partnership
from partner_hub.partners.views.blueprint import blueprint
from partner_hub.partners.workflow import (
    UNIT_HISTORY_LABELS,
    UNIT_STATE_LABELS,
    UNIT_STATE_TONES,
    UNIT_STEP_LABELS,
    UNIT_WORKFLOW,
)
from partner_hub.vocabulary.unit import UnitState

# The step that takes a unit on stands at the head of its page, the others beside the facts.
UNIT_FORWARD_STEPS = frozenset({"submit", "approve"})


@blueprint.app_template_global()
def units_to_mend() -> list[Partnership]:
    """Template global for the first page of a unit: what its administrator has to correct or confirm."""
    return queries.own_units_to_correct(current_actor())


def page_of_unit(unit: Partnership, step: StepForm | None = None) -> ResponseReturnValue:
    """`step` is a refused one, whose reasons and typed text are shown."""
    actor = current_actor()
    is_theirs = actor.is_committee or actor.speaks_for(unit.id)
    steps = offered_steps(UNIT_WORKFLOW, actor, unit, UNIT_STEP_LABELS)
    next_step = next((each for each in steps if each.action in UNIT_FORWARD_STEPS), None)
    body = render_template(
        "partners/show.html",
        unit=unit,
        step=step,
        states=UNIT_STATE_LABELS,
        tones=UNIT_STATE_TONES,
        labels=UNIT_HISTORY_LABELS,
        next_step=next_step,
        other_steps=[each for each in steps if each != next_step],
        is_theirs=is_theirs,
        why_suspended=queries.suspension_reason(unit) if is_theirs and unit.state == UnitState.SUSPENDED else "",
        sees_contacts=queries.may_read_contacts(actor, unit),
        users=queries.users_of_unit(unit) if _sees_users(actor, unit) else None,
        application=queries.application_of_unit(unit) if actor.is_committee else None,
        agreements=agreements_of(unit) if may_read_agreements(actor, unit) else None,
        review_state=agreement_review_state,
        events=queries.history_of_unit(unit) if actor.is_committee else None,
        merged=queries.records_merged_into(unit) if actor.is_committee else {},
    )
    return body, HTTPStatus.UNPROCESSABLE_ENTITY if step else HTTPStatus.OK


def _sees_users(actor: Actor, unit: Partnership) -> bool:
    return actor.may(Permission.UNIT_USERS) and (actor.is_committee or actor.speaks_for(unit.id))
