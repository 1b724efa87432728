"""Commands about action items: write down, issue, report, close out, remind."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.actions import notifications, queries
from partner_hub.actions.consent_steps import answer_by_step
from partner_hub.actions.deadlines import close_open_request, move_deadline
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.actions.own_tasks import require_another_reporter
from partner_hub.actions.workflow import (
    ACTION_WORKFLOW,
    may_report_on_action,
    missing_parts_of_action,
)
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, SeveralFaults
from partner_hub.core.events import Event, record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES, ActionState

# So long before the deadline a unit is reminded of it.
ACTION_REMINDER_LEAD = timedelta(days=7)
ACTION_FIELDS = frozenset(
    {"title", "responsible_id", "responsible_words", "due", "expected", "position", "source", "supporters", "match_id"}
)


def create_action(
    actor: Actor, community: Community, *, agenda_item_id: int | None, data: dict[str, Any]
) -> ActionItem:
    """Write down what somebody is to do; a draft until the minutes are signed.

    `data` by column; `supporters` is a list of {"partnership_id": int | None, "as_written": str}.

    Raises:
        NotAllowed: this person does not record meetings.
    """
    actor.require(Permission.MEETINGS_RECORD)
    action = ActionItem(community_id=community.id, agenda_item_id=agenda_item_id)
    _write_action_fields(action, data)
    db.session.add(action)
    db.session.flush()
    record_event(actor, action, "create", to_state=action.state.value)
    return action


def update_action(actor: Actor, action: ActionItem, *, data: dict[str, Any]) -> ActionItem:
    """Change a draft. What has been issued is part of signed minutes: only its deadline can still move.

    Raises:
        NotAllowed: this person does not record meetings.
        Conflict: it is no draft any more, or somebody saved it at the same moment.
    """
    _require_action_draft(actor, action)
    _write_action_fields(action, data)
    count_save(action)
    record_event(actor, action, "update", details={"fields": sorted(data)})
    return action


def remove_action(actor: Actor, action: ActionItem) -> None:
    """Delete a draft, which was never published.

    Raises:
        NotAllowed: this person does not record meetings.
        Conflict: it is no draft any more.
    """
    _require_action_draft(actor, action)
    db.session.delete(action)
    db.session.flush()


def issue_actions(actor: Actor, agenda_item_ids: Collection[int]) -> list[ActionItem]:
    """Issue the drafts under these agenda items, with the signing of the minutes.

    Raises:
        SeveralFaults: some lack responsible unit, deadline or expected result; then none was issued.
        NotAllowed: this person does not sign minutes.
    """
    drafts = [each for each in queries.actions_of_agenda_items(agenda_item_ids) if each.state == ActionState.DRAFT]
    if faults := [(words, _path_of_action(each)) for each in drafts for words in missing_parts_in_words(each).values()]:
        raise SeveralFaults(_("The action items cannot be issued yet:"), faults)
    for action in drafts:
        action.first_due = action.due
        ACTION_WORKFLOW.move(actor, action, ActionState.ISSUED)
        notifications.notify_of_issued_action(actor, action)
    return drafts


def missing_parts_in_words(action: ActionItem) -> dict[str, str]:
    """What keeps an item from being issued, a sentence for each field that is to be filled in."""
    sentences = {
        "responsible_name": _("“%(title)s” has no responsible unit.", title=action.title),
        "due": _("“%(title)s” has no deadline.", title=action.title),
        "expected": _("“%(title)s” has no expected result.", title=action.title),
    }
    return {name: sentences[name] for name in missing_parts_of_action(action)}


def move_action(
    actor: Actor, action: ActionItem, *, to: ActionState, reason: str = "", outcome: str | None = None
) -> ActionItem:
    """Take one step. `outcome` is what came of it, asked for when the item is reported done.

    Raises:
        NotAllowed, DomainError: the guard of the step refused it.
        Conflict: there is no such step, or somebody took one at the same moment.
    """
    if to == ActionState.REPORTED_DONE and outcome is not None and may_report_on_action(actor, action):
        action.outcome = outcome.strip()
    if to == ActionState.CLOSED:
        require_another_reporter(actor, action)
    start = action.state
    _take_step(actor, action, to, reason)
    _notify_of_step(actor, action, start, reason)
    return action


def _take_step(actor: Actor, action: ActionItem, to: ActionState, reason: str) -> None:
    """Without a notification of it; those of the state before are settled."""
    ACTION_WORKFLOW.move(actor, action, to, reason=reason, on_behalf_of=_unit_reported_for(actor, action, to))
    notifications.settle_action_notifications(action)
    if to == ActionState.REPORTED_DONE:
        action.done_on = clock.local_today()
    elif to != ActionState.CLOSED:
        action.done_on = None
    if action.state not in OPEN_ACTION_STATES:
        close_open_request(actor, action)
    db.session.flush()
    answer_by_step(actor, action, reason)


def _notify_of_step(actor: Actor, action: ActionItem, start: ActionState, reason: str) -> None:
    """Whoever has to act next, and the unit that waits for an answer."""
    step = (start, action.state)
    if action.state == ActionState.REPORTED_DONE:
        notifications.notify_of_reported_action(actor, action)
    elif step == (ActionState.REPORTED_DONE, ActionState.IN_PROGRESS):
        notifications.notify_of_sent_back_action(actor, action, reason)
    elif action.state == ActionState.DECLINED:
        notifications.notify_of_declined_action(actor, action, reason)
    elif step == (ActionState.DECLINED, ActionState.ISSUED):
        notifications.notify_of_action_issued_again(action, reason)
    elif step == (ActionState.DECLINED, ActionState.DROPPED):
        notifications.notify_of_dropped_action(action, reason)


def settle_action_at_meeting(
    actor: Actor, action: ActionItem, *, to: ActionState | None, due: date | None, reason: str, meeting_title: str
) -> None:
    """What the signed minutes of a meeting say about a task takes effect: `to` closed or dropped, or another deadline.

    A task that has ended meanwhile stays as it is. One that its unit declined is issued again with the deadline. The
    unit is told.

    Raises:
        NotAllowed: this person does not sign minutes.
        Conflict: somebody took a step at the same moment.
    """
    actor.require(Permission.MINUTES_SIGN)
    if action.state not in UNSETTLED_ACTION_STATES:
        return
    is_issued_again = to is None and due is not None and action.state == ActionState.DECLINED
    if step := ActionState.ISSUED if is_issued_again else to:
        _take_step(actor, action, step, reason)
    is_moved = to is None and due is not None and due != action.due
    if due is not None and is_moved:
        move_deadline(actor, action, due=due, reason=reason)
    if is_issued_again:
        notifications.notify_of_action_issued_again(action, reason)
    elif step or is_moved:
        notifications.notify_of_meeting_outcome(action, meeting_title)


def add_progress_note(actor: Actor, action: ActionItem, *, words: str) -> Event:
    """Note the progress, an obstacle, or a request for more time.

    Raises:
        NotAllowed: another unit reports on it.
        Conflict: it is not open.
        DomainError: there are no words.
    """
    actor.require(Permission.ACTIONS_REPORT)
    if not may_report_on_action(actor, action):
        raise NotAllowed(_("Only the responsible unit reports on this."))
    if action.state not in OPEN_ACTION_STATES:
        raise ACTION_WORKFLOW.refusal(action)
    if not words.strip():
        raise DomainError(_("Please fill this in."), field="words")
    return record_event(actor, action, "note", reason=words.strip())


def remind_responsible_unit(actor: Actor, action: ActionItem) -> int:
    """Notify the people of the responsible unit, at most once a day; returns how many.

    Raises:
        NotAllowed: this person does not record meetings.
        Conflict: it is not open, or reported done.
        DomainError: they were reminded today, or nobody of the unit has an account.
    """
    actor.require(Permission.MEETINGS_RECORD)
    # Two people may press at once: the second waits here and then finds the first one's reminder.
    db.session.execute(select(ActionItem.id).where(ActionItem.id == action.id).with_for_update())
    if action.state not in OPEN_ACTION_STATES or action.state == ActionState.REPORTED_DONE:
        raise ACTION_WORKFLOW.refusal(action)
    if was_reminded_on(action, clock.local_today()):
        raise DomainError(_("The unit has been reminded today already."))
    told = notifications.remind_of_action(action, clock.local_today())
    if not told:
        raise DomainError(_("Nobody of this unit has an account. Please call."))
    record_event(actor, action, "remind", details={"people": told})
    return told


def remind_of_due_actions(today: date) -> int:
    """Nightly: remind of open items a week before the deadline and the day after it, once of each.

    Returns how many people. A night that was left out is made up for: reminded are all whose time has come and who have
    not been reminded.
    """
    due = queries.actions_awaiting_reports(today + ACTION_REMINDER_LEAD)
    return sum(
        notifications.notify_of_overdue_action(action)
        if action.is_overdue(today)
        else notifications.notify_of_near_deadline(action)
        for action in due
    )


def was_reminded_on(action: ActionItem, day: date) -> bool:
    """Whether the unit was reminded on that day of the Chinese calendar."""
    since = clock.from_local(datetime.combine(day, time()))
    mine = (Event.subject == ActionItem.__tablename__, Event.subject_id == action.id, Event.tag == "action_item:remind")
    return db.session.scalar(select(Event.id).where(*mine, Event.at >= since).limit(1)) is not None


def _write_action_fields(action: ActionItem, data: dict[str, Any]) -> None:
    if unknown := data.keys() - ACTION_FIELDS:
        raise KeyError(f"an action item has no {sorted(unknown)}")
    for name, value in data.items():
        if name == "supporters":
            action.supporters = [ActionSupporter(position=place, **each) for place, each in enumerate(value)]
        else:
            setattr(action, name, value)


def _unit_reported_for(actor: Actor, action: ActionItem, to: ActionState) -> str:
    """The unit in whose name the committee reports."""
    reports = ACTION_WORKFLOW.rule(action, to).permission == Permission.ACTIONS_REPORT
    return action.responsible_name if reports and not actor.speaks_for(action.responsible_id) else ""


def _require_action_draft(actor: Actor, action: ActionItem) -> None:
    actor.require(Permission.MEETINGS_RECORD)
    if action.state != ActionState.DRAFT:
        raise ACTION_WORKFLOW.refusal(action)


def _path_of_action(action: ActionItem) -> str:
    return path_to("actions.show", community_id=action.community_id, action_id=action.id)
