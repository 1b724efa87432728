"""The parts of supporting units in a task: what they report of them."""

from flask_babel import gettext as _

from partner_hub.actions import notifications
from partner_hub.actions.consent_steps import accept_by_deed
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.actions.workflow import ACTION_WORKFLOW, may_report_on_part
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import Event, record_event
from partner_hub.core.permissions import Permission
from partner_hub.vocabulary.action import OPEN_ACTION_STATES


def report_own_part(actor: Actor, action: ActionItem, supporter: ActionSupporter, *, words: str) -> Event:
    """What a supporting unit says of its own part; what it said before stays in the history.

    Raises:
        NotAllowed: this person speaks neither for the supporting unit nor for the committee.
        Conflict: the action item is not open.
        DomainError: there are no words.
    """
    actor.require(Permission.ACTIONS_REPORT)
    if not may_report_on_part(actor, supporter):
        raise NotAllowed(_("Only the supporting unit reports on its part."))
    if action.state not in OPEN_ACTION_STATES:
        raise ACTION_WORKFLOW.refusal(action)
    if not words.strip():
        raise DomainError(_("Please fill this in."), field="reason")
    supporter.report, supporter.reported_at, supporter.reported_by = words.strip(), clock.utc_now(), actor.name
    in_name_of = "" if actor.speaks_for(supporter.partnership_id) else supporter.name
    if not in_name_of:
        accept_by_deed(actor, action, supporter.partnership_id)
    event = record_event(actor, action, "report_part", reason=supporter.report, on_behalf_of=in_name_of)
    db.session.flush()
    notifications.settle_part_notifications(supporter)
    notifications.notify_of_reported_part(actor, supporter, event)
    return event
