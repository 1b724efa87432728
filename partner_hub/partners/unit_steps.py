"""Take a step of a unit's workflow, with its consequences: notifications, and the invitation of an applicant."""

from dataclasses import dataclass

from partner_hub.accounts import invitations
from partner_hub.accounts.models import Invitation
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission, Role
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
    if partnership.state == UnitState.SUSPENDED and to in (UnitState.APPROVED, UnitState.RECHECK_DUE):
        to = queries.state_before_suspension(partnership)
    elif to == UnitState.RECHECK_DUE:
        service.ask_for_yearly_check(actor, partnership)
        return UnitStepOutcome()
    start = partnership.state
    was_due = UNIT_WORKFLOW.rule(partnership, to).action == "approve"
    UNIT_WORKFLOW.move(actor, partnership, to, reason=reason)
    if start == UnitState.WITHDRAWN:
        partnership.checked_on = None
    if to in (UnitState.RETURNED, UnitState.SUBMITTED):
        partnership.return_reason = reason if to == UnitState.RETURNED else ""
    outcome = UnitStepOutcome(_note_approval(actor, partnership) if was_due else None)
    db.session.flush()
    _notify_of_unit_step(partnership, to, reason)
    return outcome


def take_unit_up_again(actor: Actor, partnership: Partnership, *, reason: str) -> UnitStepOutcome:
    """A unit that has left comes back, in its own row and with its own history; it is approved anew.

    Raises: as move_unit; Conflict also when it has not left.
    """
    actor.require(Permission.UNITS_WRITE)
    if partnership.state is not UnitState.WITHDRAWN:
        raise UNIT_WORKFLOW.refusal(partnership)
    return move_unit(actor, partnership, UnitState.SUBMITTED, reason=reason)


def _note_approval(actor: Actor, partnership: Partnership) -> tuple[Invitation, str] | None:
    is_new = partnership.checked_on is None
    partnership.checked_on, partnership.return_reason = clock.local_today(), ""
    is_unattended = is_new and not queries.users_of_unit(partnership)
    application = queries.application_of_unit(partnership) if is_unattended else None
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
    elif to == UnitState.RECHECK_DUE:
        notifications.notify_of_yearly_check(partnership)
    elif to in (UnitState.APPROVED, UnitState.RETURNED, UnitState.SUSPENDED):
        notifications.notify_unit_of_decision(partnership, to, reason)
    if to == UnitState.RETURNED and partnership.checked_on is None:
        application = queries.application_of_unit(partnership)
        if application:
            applications.send_returned_application(application)
