"""Take a step of a unit's workflow, with its consequences: notifications, and the invitation of an applicant."""

from dataclasses import dataclass

from partner_hub.accounts import invitations
from partner_hub.accounts.models import Invitation
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.partners import applications, notifications, queries, service
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState


@dataclass(frozen=True)
class UnitStepOutcome:
    """`invitation` and its link, which is shown once, when somebody was invited."""

    invitation: tuple[Invitation, str] | None = None


def move_unit(actor: Actor, partnership: Partnership, to: UnitState, *, reason: str = "") -> UnitStepOutcome:
    """Take one step of the workflow.

    Raises:
        NotAllowed, DomainError: the guard of the step refused it.
        Conflict: there is no such step, or somebody took one at the same moment.
    """
    if to == UnitState.RECHECK_DUE:
        service.ask_for_yearly_check(actor, partnership)
        return UnitStepOutcome()
    was_due = UNIT_WORKFLOW.rule(partnership, to).action == "approve"
    UNIT_WORKFLOW.move(actor, partnership, to, reason=reason)
    if to in (UnitState.RETURNED, UnitState.SUBMITTED):
        partnership.return_reason = reason
    outcome = UnitStepOutcome(_note_approval(actor, partnership) if was_due else None)
    db.session.flush()
    _notify_of_unit_step(partnership, to, reason)
    return outcome


def _note_approval(actor: Actor, partnership: Partnership) -> tuple[Invitation, str] | None:
    is_new = partnership.checked_on is None
    partnership.checked_on, partnership.return_reason = clock.local_today(), ""
    application = queries.application_of_unit(partnership) if is_new else None
    return _invite_applicant(actor, partnership, application) if application else None


def _invite_applicant(actor: Actor, partnership: Partnership, application: UnitApplication) -> tuple[Invitation, str]:
    data: invitations.InvitationValues = {
        "name": application.applicant, "email": application.email, "phone": application.phone,
        "role": Role.UNIT_ADMIN, "partnership_id": partnership.id,
    }  # fmt: skip
    return invitations.create_invitation(actor, partnership.community, data=data)


def _notify_of_unit_step(partnership: Partnership, to: UnitState, reason: str) -> None:
    if to == UnitState.SUBMITTED:
        notifications.notify_committee_of_unit(partnership)
    elif to in (UnitState.APPROVED, UnitState.RETURNED, UnitState.SUSPENDED):
        notifications.notify_unit_of_decision(partnership, to, reason)
    if to == UnitState.RETURNED and partnership.checked_on is None:
        application = queries.application_of_unit(partnership)
        if application:
            applications.send_returned_application(application)
