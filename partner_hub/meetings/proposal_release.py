"""Accepted proposals whose item leaves the agenda: the committee answers them anew."""

from collections.abc import Collection

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_notifications import notify_of_answer
from partner_hub.meetings.proposal_workflow import PROPOSAL_WORKFLOW
from partner_hub.vocabulary.meeting import ProposalState


def release_proposals(actor: Actor, items: Collection[AgendaItem]) -> None:
    """Raises: NotAllowed; Conflict when somebody else changed the proposal meanwhile."""
    about = AgendaProposal.item_id.in_([item.id for item in items])
    for proposal in db.session.scalars(db.select(AgendaProposal).where(about).order_by(AgendaProposal.id)).all():
        PROPOSAL_WORKFLOW.move(actor, proposal, ProposalState.SUBMITTED)
        proposal.item_id = None
        db.session.flush()
        notify_of_answer(actor, proposal)
