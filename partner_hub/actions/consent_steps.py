"""What a unit does with a task is its answer to whether it stands by it."""

from partner_hub.actions.models import ActionItem
from partner_hub.consents.models import UnitConsent
from partner_hub.consents.service import ask_again, confirm_by_deed, settle_consent
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.consent import Consent

# The unit has taken it on.
_TAKEN_STATES = (ActionState.ACKNOWLEDGED, ActionState.IN_PROGRESS, ActionState.REPORTED_DONE)


def consent_of_unit(action: ActionItem, partnership_id: int | None) -> UnitConsent | None:
    statement = db.select(UnitConsent).where(UnitConsent.action_id == action.id)
    return db.session.scalar(statement.where(UnitConsent.partnership_id == partnership_id))


def answer_by_step(actor: Actor, action: ActionItem, reason: str) -> None:
    """The step was taken: the responsible unit has taken the task on or declined it, or it is issued to it anew."""
    consent = consent_of_unit(action, action.responsible_id)
    if consent is None:
        return
    if action.state is ActionState.DECLINED and consent.state is not Consent.DECLINED:
        settle_consent(actor, consent, Consent.DECLINED, comment=reason)
    elif action.state is ActionState.ISSUED and consent.state is Consent.DECLINED:
        ask_again(actor, consent, title=action.title)
    elif action.state in _TAKEN_STATES and actor.speaks_for(action.responsible_id):
        accept_by_deed(actor, action, action.responsible_id)


def accept_by_deed(actor: Actor, action: ActionItem, partnership_id: int | None) -> None:
    """The unit reports, or has got the later date that it asked for: it stands by the task."""
    consent = consent_of_unit(action, partnership_id)
    confirm_by_deed(actor, [consent] if consent else [], partnership_id)
