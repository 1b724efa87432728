"""What signing the minutes does to needs: settled by a decision, begun by a match, put off, taken up again."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError
from partner_hub.meetings.models import AgendaItem, Decision, Meeting
from partner_hub.meetings.workflow import page_of_line
from partner_hub.minutes.effects.record_changes import RecordChanges
from partner_hub.needs.ends import NeedOutcome, check_outcome, end_need, proposed_doers
from partner_hub.needs.models import Need
from partner_hub.needs.service import move_need
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.meeting import ItemState
from partner_hub.vocabulary.need import MET_NEED_STATES, OPEN_NEED_STATES

# Verdicts after which a need that the item came for may be taken, and those after which it waits on.
TAKEN_UP_ITEM_STATES = frozenset({
    ItemState.PASSED, ItemState.PASSED_WITH_CHANGES, ItemState.NOTED, ItemState.HANDED_OVER,
})  # fmt: skip
PUT_OFF_ITEM_STATES = frozenset({ItemState.POSTPONED, ItemState.TO_BE_CLARIFIED, ItemState.NOT_PASSED})
Fault = tuple[str, str]


def settle_needs(actor: Actor, meeting: Meeting) -> None:
    """Move the needs that a decision settles as it says; what stands so already stays.

    Raises: as decisions_without_effect tells beforehand.
    """
    for item, decision in _settling_decisions(meeting):
        need, to = decision.need, decision.need_outcome
        if need is None or to is None or need.state is to:
            continue
        if to in MET_NEED_STATES:
            end_need(actor, need, _outcome_of_decision(item, decision))
        else:
            move_need(actor, need, to=to, reason=decision.text[:500])


def decisions_without_effect(meeting: Meeting) -> list[Fault]:
    """Decisions that settle a need which cannot go that way now, or in words that lead to a person."""
    return [
        (sentence, page_of_line(item, "decision", decision.id))
        for item, decision in _settling_decisions(meeting)
        if (sentence := _why_not_settle(item, decision))
    ]


def _why_not_settle(item: AgendaItem, decision: Decision) -> str:
    need, to = decision.need, decision.need_outcome
    if need is None or to is None or need.state is to:
        return ""
    try:
        rule = NEED_WORKFLOW.rule(need, to)
        if to in MET_NEED_STATES:
            outcome = _outcome_of_decision(item, decision)
            check_outcome(need, outcome, outcome.by_whom)
        elif rule.guard:
            rule.guard(Actor.of_operator(need.community_id), need)
    except DomainError as error:
        return _("The decision on “%(need)s”: %(error)s", need=need.name, error=error)
    return ""


def _settling_decisions(meeting: Meeting) -> Iterator[tuple[AgendaItem, Decision]]:
    changes = RecordChanges(meeting)
    for item in meeting.items:
        settling = (decision for decision in item.decisions if decision.need_outcome)
        yield from ((item, decision) for decision in settling if changes.is_new(decision))


def _outcome_of_decision(item: AgendaItem, decision: Decision) -> NeedOutcome:
    """Whoever served the need has done it; else those whom the item gives a task; else the committee itself."""
    need, to = decision.need, decision.need_outcome
    assert need is not None and to is not None  # noqa: S101, PT018 - asked by both callers
    tasked = "、".join(dict.fromkeys(action.responsible_name for action in item.actions if action.responsible_name))
    doers = proposed_doers(need) or tasked[:300] or item.meeting.community.issuer
    return NeedOutcome(to, decision.text, doers, decision.still_open)


def put_needs_off(meeting: Meeting) -> None:
    """Nobody claims a need that the meeting put off or did not pass, until a meeting has taken it up again."""
    for item in meeting.items:
        if item.need and item.state in PUT_OFF_ITEM_STATES:
            _put_need_off(item.need, item.need.deferred_on)
        elif item.need and item.state in TAKEN_UP_ITEM_STATES:
            item.need.deferred_on = None
        for decision in item.decisions:
            if decision.need:
                decision.need.deferred_on = None
    for line in meeting.deferred:
        if line.need:
            _put_need_off(line.need, None)


def _put_need_off(need: Need, since: date | None) -> None:
    if need.state in OPEN_NEED_STATES:
        need.deferred_on = since or clock.local_today()
