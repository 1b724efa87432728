"""A match and the tasks that carry it out: reported and ended together, and what hangs when only one has ended."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import Select, exists, select

from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import add_progress_note, move_action
from partner_hub.actions.workflow import ACTION_WORKFLOW, may_report_on_action
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching.commands import ends
from partner_hub.matching.models import Match
from partner_hub.matching.queries import is_match_in_work, visible_matches
from partner_hub.matching.workflow import leads_match, why_not_answer_end, why_not_report_end
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES, ActionState
from partner_hub.vocabulary.match import SERVED_MATCH_STATES, MatchState

S = ActionState


def tasks_of_match(match: Match) -> list[ActionItem]:
    """The tasks that carry it out, in the order in which they were written down; drafts as well."""
    return list(db.session.scalars(select(ActionItem).where(ActionItem.match_id == match.id).order_by(ActionItem.id)))


def tasks_to_link(match: Match) -> list[ActionItem]:
    """Tasks of the unit that leads which are still on and carry out no match."""
    lead = match.lead.partnership_id if match.lead else None
    own = (ActionItem.community_id == match.community_id, ActionItem.responsible_id == lead)
    still = (ActionItem.match_id.is_(None), ActionItem.state.in_((S.DRAFT, *UNSETTLED_ACTION_STATES)))
    return list(db.session.scalars(select(ActionItem).where(*own, *still).order_by(ActionItem.id))) if lead else []


def link_task_to_match(actor: Actor, match: Match, action: ActionItem | None) -> ActionItem:
    """The task carries the match out.

    Raises:
        NotAllowed: this person does not record meetings.
        DomainError: no task is named, or none that may carry it out.
        Conflict: somebody saved the task at the same moment.
    """
    actor.require(Permission.MEETINGS_RECORD)
    if action is None or action not in tasks_to_link(match):
        raise DomainError(_("Please choose an open task of the unit that leads."), field="task")
    count_save(action)
    action.match_id = match.id
    record_event(actor, action, "link_match", details={"match": match.id})
    db.session.flush()
    return action


def report_match_and_tasks(actor: Actor, match: Match, report: ends.EndReport, *, with_tasks: bool) -> Match:
    """One report for both: what was delivered makes the tasks reported as done, what failed is noted with them.

    Raises: as matching.commands.ends.report_end and actions.service.move_action.
    """
    ends.report_end(actor, match, report)
    for action in _tasks_to_report(actor, match) if with_tasks else ():
        if report.end in SERVED_MATCH_STATES:
            move_action(actor, action, to=S.REPORTED_DONE, outcome=report.outcome)
        else:
            add_progress_note(actor, action, words=report.reason)
    return match


def report_task_and_match(actor: Actor, action: ActionItem, *, words: str, with_match: bool) -> ActionItem:
    """The unit reports a task as done and, with it, the match that it carries out as delivered.

    Raises: as actions.service.move_action and matching.commands.ends.report_end.
    """
    move_action(actor, action, to=S.REPORTED_DONE, outcome=words)
    if with_match and action.match is not None and may_report_match_of(actor, action):
        ends.report_end(actor, action.match, ends.EndReport(MatchState.DELIVERED, outcome=words))
    return action


def may_report_match_of(actor: Actor, action: ActionItem) -> bool:
    """Whether the reporter of the task is the unit that leads its match, which is in work and not yet reported."""
    match = action.match
    if match is None or match.reported_end or not leads_match(actor, match):
        return False
    return why_not_report_end(actor, match) is None


def accept_match_and_tasks(actor: Actor, match: Match, *, with_tasks: bool) -> Match:
    """One acceptance ends both: what was delivered closes the tasks out, what failed drops them.

    Raises: as matching.commands.ends.accept_end and actions.service.move_action.
    """
    tasks = tasks_to_end(actor, match) if with_tasks else ()
    ends.accept_end(actor, match)
    for action in tasks:
        reason = "" if match.state in SERVED_MATCH_STATES else match.reason
        move_action(actor, action, to=_end_of_task(match.state), reason=reason)
    return match


def take_step_with_match(
    actor: Actor, action: ActionItem, to: ActionState, *, reason: str, with_match: bool
) -> ActionItem:
    """A step of the task; closing it out may accept the report of its match in the same act.

    Raises: as actions.service.move_action and matching.commands.ends.accept_end.
    """
    move_action(actor, action, to=to, reason=reason)
    if with_match and to is S.CLOSED and action.match is not None:
        ends.accept_end(actor, action.match)
    return action


def send_back_match_and_tasks(actor: Actor, match: Match, *, reason: str, with_tasks: bool) -> Match:
    """Raises: as matching.commands.ends.send_back_end and actions.service.move_action."""
    ends.send_back_end(actor, match, reason=reason)
    reported = [each for each in tasks_of_match(match) if each.state is S.REPORTED_DONE]
    for action in reported if with_tasks and actor.may(Permission.ACTIONS_CLOSE) else ():
        move_action(actor, action, to=S.IN_PROGRESS, reason=reason)
    return match


def accept_match_of_closed_task(actor: Actor, action: ActionItem) -> None:
    """A meeting has said that the task is done: the report of its match that waits is accepted with it."""
    match = action.match
    if action.state is S.CLOSED and match is not None and why_not_answer_end(actor, match) is None:
        ends.accept_end(actor, match)


def tasks_to_end(actor: Actor, match: Match) -> Sequence[ActionItem]:
    """Those that this person ends together with the match, as it was reported."""
    if match.reported_end is None or not actor.may(Permission.ACTIONS_CLOSE):
        return ()
    to = _end_of_task(match.reported_end)
    return [each for each in tasks_of_match(match) if _has_step(each, to, {"close_out", "drop"})]


def matches_without_open_task(actor: Actor) -> Select[Match]:
    """In work and not reported, although every task that carried it out has ended: nobody would come back to it."""
    linked = exists().where(ActionItem.match_id == Match.id)
    still = exists().where(ActionItem.match_id == Match.id, ActionItem.state.in_((S.DRAFT, *UNSETTLED_ACTION_STATES)))
    return visible_matches(actor).where(is_match_in_work(), Match.reported_end.is_(None), linked, ~still)


def _tasks_to_report(actor: Actor, match: Match) -> list[ActionItem]:
    mine = (each for each in tasks_of_match(match) if may_report_on_action(actor, each))
    return [each for each in mine if each.state in OPEN_ACTION_STATES and each.state is not S.REPORTED_DONE]


def _end_of_task(end: MatchState) -> ActionState:
    return S.CLOSED if end in SERVED_MATCH_STATES else S.DROPPED


def _has_step(action: ActionItem, to: ActionState, names: set[str]) -> bool:
    rule = ACTION_WORKFLOW.rules.get((action.state, to))
    return rule is not None and rule.action in names
