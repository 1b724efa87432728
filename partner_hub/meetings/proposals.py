"""A unit proposes an agenda item for the next joint meeting; the committee answers."""

from typing import TypedDict

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.meetings.agenda import delete_unrecorded_item
from partner_hub.meetings.agenda_sources import add_item_before_end
from partner_hub.meetings.attachments import give_papers_to_item
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_notifications import notify_of_answer, notify_of_proposal, settle_proposal
from partner_hub.meetings.proposal_queries import is_call_open, next_regular_meeting, quarter_of_next_meeting
from partner_hub.meetings.proposal_workflow import PROPOSAL_WORKFLOW, require_own_proposal
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import EDITABLE_PROPOSAL_STATES, ItemKind, ProposalState


class ProposalValues(TypedDict):
    title: str
    reason: str


def submit_proposal(actor: Actor, community: Community, unit: Partnership, *, data: ProposalValues) -> AgendaProposal:
    """For the next joint meeting; what comes after the call is late, and the chair may still admit it.

    Raises: NotAllowed for another unit; DomainError unless the unit is approved.
    """
    proposal = _new_proposal(actor, community, unit, data)
    return submit_proposal_again(actor, community, proposal, data=data)


def draft_proposal(actor: Actor, community: Community, unit: Partnership, *, data: ProposalValues) -> AgendaProposal:
    """Nobody but the unit sees it before it is submitted.

    Raises: NotAllowed for another unit; DomainError unless the unit is approved.
    """
    proposal = _new_proposal(actor, community, unit, data)
    record_event(actor, proposal, "draft", to_state=proposal.state.value)
    return proposal


def change_proposal(actor: Actor, proposal: AgendaProposal, *, data: ProposalValues) -> AgendaProposal:
    """Keep the unit's changes without submitting them.

    Raises: NotAllowed for another unit; Conflict unless it is a draft or was sent back, or for a lost race.
    """
    actor.require(Permission.MEETINGS_ANSWER)
    require_own_proposal(actor, proposal)
    if proposal.state not in EDITABLE_PROPOSAL_STATES:
        raise PROPOSAL_WORKFLOW.refusal(proposal)
    proposal.title, proposal.reason = data["title"], data["reason"]
    count_save(proposal)
    record_event(actor, proposal, "edit")
    return proposal


def submit_proposal_again(
    actor: Actor, community: Community, proposal: AgendaProposal, *, data: ProposalValues
) -> AgendaProposal:
    """A draft, or what the committee sent back with the unit's changes, for the meeting that is the next one by now.

    Raises: NotAllowed for another unit; Conflict unless it is a draft or was sent back; DomainError unless the unit is
        approved, and without a word on what it is about.
    """
    actor.require(Permission.MEETINGS_ANSWER)
    if proposal.state not in EDITABLE_PROPOSAL_STATES:
        raise PROPOSAL_WORKFLOW.refusal(proposal)
    if not data["reason"]:
        raise DomainError(_("Please fill this in."), field="reason")
    quarter = quarter_of_next_meeting(community, clock.local_today())
    state = _state_when_submitted(community, quarter)
    PROPOSAL_WORKFLOW.move(actor, proposal, state)
    _require_approved_unit(actor, proposal.partnership)
    proposal.year, proposal.quarter = quarter
    proposal.title, proposal.reason = data["title"], data["reason"]
    proposal.submitted_at = clock.utc_now()
    db.session.flush()
    notify_of_proposal(actor, proposal)
    return proposal


def answer_proposal(
    actor: Actor, community: Community, proposal: AgendaProposal, action: str, *, words: str = ""
) -> AgendaProposal:
    """The committee puts it on the agenda of the next meeting, sends it back or declines it; the unit is notified.

    Args:
        action: accept, send_back or decline.
        words: required unless it is accepted.

    Raises: NotAllowed; Conflict when it has been answered; DomainError without words, or while no meeting is planned.
    """
    actor.require(Permission.MEETINGS_RECORD)
    PROPOSAL_WORKFLOW.move(actor, proposal, PROPOSAL_WORKFLOW.target(proposal, action), reason=words)
    proposal.answer_words = words.strip()
    proposal.answered_at, proposal.answered_by = clock.utc_now(), actor.name
    if proposal.state is ProposalState.ACCEPTED:
        _put_on_agenda(actor, community, proposal)
    db.session.flush()
    notify_of_answer(actor, proposal)
    return proposal


def withdraw_proposal(actor: Actor, proposal: AgendaProposal) -> AgendaProposal:
    """Also when it stands on an agenda, as long as that has not been published.

    Raises: NotAllowed for another unit; Conflict once it is withdrawn, declined or on a published agenda; DomainError
        when something is recorded under its item.
    """
    actor.require(Permission.MEETINGS_ANSWER)
    _lock_meeting(proposal)
    PROPOSAL_WORKFLOW.move(actor, proposal, ProposalState.WITHDRAWN)
    if item := proposal.item:
        proposal.item = None
        db.session.flush()
        delete_unrecorded_item(actor, item)
    settle_proposal(proposal)
    return proposal


def _new_proposal(actor: Actor, community: Community, unit: Partnership, data: ProposalValues) -> AgendaProposal:
    actor.require(Permission.MEETINGS_ANSWER)
    _require_approved_unit(actor, unit)
    year, quarter = quarter_of_next_meeting(community, clock.local_today())
    proposal = AgendaProposal(
        community_id=community.id,
        partnership=unit,
        year=year,
        quarter=quarter,
        state=ProposalState.DRAFT,
        created_by_id=actor.user_id,
        **data,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def _require_approved_unit(actor: Actor, unit: Partnership) -> None:
    if unit.community_id != actor.community_id or not actor.speaks_for(unit.id):
        raise NotAllowed
    if not unit.may_start_new:
        raise DomainError(_("Only approved units propose items. %(unit)s is not approved at present.", unit=unit.name))


def _lock_meeting(proposal: AgendaProposal) -> None:
    """Nobody calls the meeting while its item is taken off the agenda."""
    meeting = db.select(AgendaItem.meeting_id).where(AgendaItem.id == proposal.item_id).scalar_subquery()
    db.session.scalar(db.select(Meeting.id).where(Meeting.id == meeting).with_for_update())


def _state_when_submitted(community: Community, quarter: tuple[int, int]) -> ProposalState:
    is_open = is_call_open(community, quarter, clock.local_today())
    return ProposalState.SUBMITTED if is_open else ProposalState.LATE


def _put_on_agenda(actor: Actor, community: Community, proposal: AgendaProposal) -> None:
    meeting = next_regular_meeting(community)
    if meeting is None:
        raise DomainError(_("No joint meeting is planned that it could be put before. Please plan one first."))
    item = add_item_before_end(
        actor,
        meeting,
        {"kind": ItemKind.DISCUSSION, "title": proposal.title, "presenter": proposal.partnership.name},
    )
    item.proposed_by_id = proposal.partnership_id
    proposal.item = item
    give_papers_to_item(proposal, item)
    proposal.year, proposal.quarter = meeting.year, meeting.quarter
