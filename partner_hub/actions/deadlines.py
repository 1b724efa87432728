"""Deadlines of action items: the unit asks for a later one, the secretary grants or refuses it, or moves it unasked."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select, update

from partner_hub.actions import notifications
from partner_hub.actions.consent_steps import accept_by_deed
from partner_hub.actions.models import ActionItem, DeadlineRequest
from partner_hub.actions.workflow import ACTION_WORKFLOW, may_report_on_action
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_day
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState


def require_deadline_asker(actor: Actor, action: ActionItem) -> None:
    """Raises NotAllowed for everybody but the responsible unit and the committee, which notes it for a unit."""
    actor.require(Permission.ACTIONS_REPORT)
    if not may_report_on_action(actor, action):
        raise NotAllowed(_("Only the responsible unit asks for a later date."))


def can_ask_for_later_deadline(action: ActionItem) -> bool:
    """Whether there is something to move, and no request waits for its answer."""
    is_waiting = action.state in OPEN_ACTION_STATES and action.state != ActionState.REPORTED_DONE
    return is_waiting and action.open_deadline_request is None


def ask_for_later_deadline(actor: Actor, action: ActionItem, *, asked_due: date, reason: str) -> DeadlineRequest:
    """The secretaries are notified; until one answers the deadline stays.

    Raises:
        NotAllowed: another unit is responsible.
        Conflict: it is not open, or reported done.
        DomainError: a request is open already, the day is not later than the deadline or has passed, or no reason.
    """
    require_deadline_asker(actor, action)
    # Two people of a unit may ask at once: the second waits here and then finds the first one's request.
    db.session.execute(select(ActionItem.id).where(ActionItem.id == action.id).with_for_update())
    db.session.refresh(action, ["deadline_requests"])
    if action.state not in OPEN_ACTION_STATES or action.state == ActionState.REPORTED_DONE:
        raise ACTION_WORKFLOW.refusal(action)
    if action.open_deadline_request:
        raise DomainError(_("A later date has been asked for already; the answer is still to come."))
    _require_later_day(action, asked_due)
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    request = DeadlineRequest(
        action=action, asked_due=asked_due, reason=reason.strip(), asked_by_id=actor.user_id, asked_by=actor.name
    )
    db.session.add(request)
    db.session.flush()
    unit = "" if actor.speaks_for(action.responsible_id) else action.responsible_name
    days = _days_of_move(action.due, asked_due)
    record_event(actor, action, "ask_later_date", reason=request.reason, on_behalf_of=unit, details=days)
    notifications.notify_of_deadline_request(actor, request)
    return request


def grant_deadline_request(actor: Actor, request: DeadlineRequest, *, words: str = "") -> None:
    """The deadline moves to the day that was asked for. The unit is notified.

    Raises:
        NotAllowed: this person does not close action items.
        Conflict: it was answered meanwhile, or the action item is not open.
    """
    actor.require(Permission.ACTIONS_CLOSE)
    _answer_request(actor, request, is_granted=True, words=words)
    _set_deadline(actor, request.action, due=request.asked_due, reason=words.strip() or request.reason)
    notifications.notify_of_answered_request(actor, request)


def refuse_deadline_request(actor: Actor, request: DeadlineRequest, *, words: str) -> None:
    """The deadline stays. The unit is notified.

    Raises:
        NotAllowed: this person does not close action items.
        DomainError: there are no words.
        Conflict: it was answered meanwhile.
    """
    actor.require(Permission.ACTIONS_CLOSE)
    if not words.strip():
        raise DomainError(_("Please say why."), field="answer")
    _answer_request(actor, request, is_granted=False, words=words)
    record_event(actor, request.action, "refuse_later_date", reason=words.strip())
    notifications.notify_of_answered_request(actor, request)


def move_deadline(actor: Actor, action: ActionItem, *, due: date, reason: str) -> ActionItem:
    """The secretary sets another deadline; the one first agreed stays on record.

    It answers a request that is open: granted where the unit gets as much time as it asked for.

    Raises:
        NotAllowed: this person does not close action items.
        Conflict: it is not open, or somebody saved it at the same moment.
    """
    actor.require(Permission.ACTIONS_CLOSE)
    _set_deadline(actor, action, due=due, reason=reason)
    if request := action.open_deadline_request:
        _answer_request(actor, request, is_granted=due >= request.asked_due, words=reason)
        notifications.notify_of_answered_request(actor, request)
    return action


def close_open_request(actor: Actor, action: ActionItem) -> None:
    """The task has ended, or its unit declined it: nobody needs to answer any more."""
    if request := action.open_deadline_request:
        _answer_request(actor, request, is_granted=None, words="")


def _require_later_day(action: ActionItem, day: date) -> None:
    if action.due is not None and day <= action.due:
        raise DomainError(
            _("A later date must lie after the present deadline, %(day)s.", day=format_day(action.due)),
            field="asked_due",
        )
    if day < clock.local_today():
        raise DomainError(_("This day has passed already."), field="asked_due")


def _set_deadline(actor: Actor, action: ActionItem, *, due: date, reason: str) -> None:
    if action.state not in OPEN_ACTION_STATES:
        raise ACTION_WORKFLOW.refusal(action)
    before, action.due = action.due, due
    count_save(action)
    record_event(actor, action, "move_deadline", reason=reason.strip(), details=_days_of_move(before, due))


def _days_of_move(before: date | None, due: date) -> dict[str, str]:
    return {"from": before.isoformat() if before else "", "to": due.isoformat()}


def _answer_request(actor: Actor, request: DeadlineRequest, *, is_granted: bool | None, words: str) -> None:
    """Compare-and-set: two people cannot both answer. Raises Conflict for the second."""
    db.session.flush()
    statement = update(DeadlineRequest).where(DeadlineRequest.id == request.id, DeadlineRequest.answered_at.is_(None))
    values = {"is_granted": is_granted, "answered_at": clock.utc_now(), "answered_by": actor.name}
    if rows_changed(statement.values(**values, answer_words=words.strip()[:500])) != 1:
        raise Conflict(_("This request has been answered already."))
    db.session.refresh(request)
    if is_granted:
        accept_by_deed(actor, request.action, request.action.responsible_id)
    notifications.settle_deadline_request(request)
