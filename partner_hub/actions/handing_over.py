"""A task goes to another unit, because the one that had it leaves; its deadline and history stay."""

from flask_babel import gettext as _

from partner_hub.actions import notifications
from partner_hub.actions.deadlines import close_open_request
from partner_hub.actions.models import ActionItem
from partner_hub.actions.workflow import ACTION_WORKFLOW
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import UNSETTLED_ACTION_STATES, ActionState


def hand_action_over(actor: Actor, action: ActionItem, unit: Partnership, *, reason: str) -> ActionItem:
    """The unit is responsible from now on, and is asked to take the task up; a draft only changes its name.

    Raises:
        NotAllowed: this person does not close tasks out.
        Conflict: the task has ended, or somebody took a step at the same moment.
        DomainError: the unit has it already, or is not approved; the reason is missing.
    """
    actor.require(Permission.ACTIONS_CLOSE)
    if action.state not in (ActionState.DRAFT, *UNSETTLED_ACTION_STATES):
        raise ACTION_WORKFLOW.refusal(action)
    if unit.id == action.responsible_id or not unit.may_start_new or unit.community_id != action.community_id:
        raise DomainError(_("Please choose another approved unit of this community."), field="successor")
    details = {"from": action.responsible_name, "to": unit.name}
    if (action.state, ActionState.ISSUED) in ACTION_WORKFLOW.rules and action.state is not ActionState.DRAFT:
        ACTION_WORKFLOW.move(actor, action, ActionState.ISSUED, reason=reason, details=details)
    else:
        count_save(action)
        record_event(actor, action, "hand_over", reason=reason.strip(), details=details)
    action.responsible, action.responsible_words, action.done_on = unit, "", None
    close_open_request(actor, action)
    db.session.flush()
    if action.state is not ActionState.DRAFT:
        notifications.settle_action_notifications(action)
        notifications.notify_of_handed_over_action(action, reason.strip())
    return action
