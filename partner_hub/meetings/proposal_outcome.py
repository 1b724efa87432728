"""What became of an item that a unit proposed, once the meeting has dealt with it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.facts_from_above import newest_issued_minutes
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_notifications import notify_of_outcomes
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES


@dataclass(frozen=True)
class ProposalOutcome:
    """The item on its meeting's agenda; `issued_id`: the signed minutes, None before they are signed."""

    item: AgendaItem
    meeting: Meeting
    issued_id: int | None

    @property
    def decisions(self) -> list[str]:
        """Nobody reads them before the minutes are signed."""
        return [decision.text for decision in self.item.decisions] if self.is_final else []

    @property
    def is_final(self) -> bool:
        return self.meeting.state in SIGNED_MEETING_STATES


def outcome_of_proposal(proposal: AgendaProposal) -> ProposalOutcome | None:
    """None while it stands on no agenda."""
    item = proposal.item
    return ProposalOutcome(item, item.meeting, newest_issued_minutes(item.meeting_id)) if item else None


def tell_units_of_outcomes(actor: Actor, meeting: Meeting) -> None:
    """When the minutes are signed."""
    statement = select(AgendaProposal).join(AgendaProposal.item).where(AgendaItem.meeting_id == meeting.id)
    with_decisions = selectinload(AgendaProposal.item).selectinload(AgendaItem.decisions)
    proposals = db.session.scalars(statement.options(with_decisions).order_by(AgendaProposal.id))
    notify_of_outcomes(actor, proposals.all())
