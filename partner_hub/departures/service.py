"""A unit closes down: what it has in hand ends with a reason, its tasks are dropped or handed over, and it has left."""

from flask_babel import gettext as _

from partner_hub.actions.handing_over import hand_action_over
from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import move_action, update_action
from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError
from partner_hub.core.permissions import Permission
from partner_hub.departures.queries import Departure, departure_of_unit
from partner_hub.matching.commands import answers, ends, supporters
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.models import Match
from partner_hub.partners.models import Partnership
from partner_hub.partners.unit_steps import move_unit
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.unit import UnitState


def let_unit_leave(
    actor: Actor, unit: Partnership, *, reason: str, told_by: str, successor: Partnership | None
) -> Departure:
    """End its live matches, hand its tasks to `successor` (None: drop them), and record that it has left.

    Returns what was ended. What it asks for itself stays: others may still want it.

    Raises:
        NotAllowed: the actor is no secretary.
        Conflict: it has left already, or somebody took a step with one of the records at the same moment.
        DomainError: the reason is missing, or the successor may not take tasks on.
    """
    actor.require(Permission.UNITS_SUSPEND)
    if unit.state is UnitState.WITHDRAWN:
        raise UNIT_WORKFLOW.refusal(unit)
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    plan = departure_of_unit(unit)
    for match in plan.released:
        answers.release_match(actor, match, reason=reason)
    for match in plan.ended:
        _end_match_early(actor, match, reason, told_by)
    for match, partner in plan.supported:
        supporters.end_support(actor, match, partner, reason=reason)
    for action in plan.tasks:
        _end_task(actor, action, reason, successor)
    move_unit(actor, unit, UnitState.WITHDRAWN, reason=reason)
    return plan


def _end_match_early(actor: Actor, match: Match, reason: str, told_by: str) -> None:
    """As it stands in the report, where the unit has made one that waits."""
    if match.reported_end is None:
        report = EndReport(MatchState.ENDED_EARLY, reason=reason, told_by=told_by.strip() or actor.name)
        ends.report_end(actor, match, report)
    ends.accept_end(actor, match)


def _end_task(actor: Actor, action: ActionItem, reason: str, successor: Partnership | None) -> None:
    if successor is not None:
        hand_action_over(actor, action, successor, reason=reason)
    elif action.state is ActionState.DRAFT:
        # The record of the meeting is still open: there somebody else is named.
        update_action(actor, action, data={"responsible_id": None})
    else:
        move_action(actor, action, to=ActionState.DROPPED, reason=reason)
