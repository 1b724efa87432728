"""Proposed agenda items: whose they are to see, and the meeting they are for."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import is_quarter_closed, quarter_row
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed, NotFound
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_after
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.queries import meeting_of_quarter
from partner_hub.vocabulary.meeting import (
    EDITABLE_PROPOSAL_STATES,
    MEETING_STATES_AHEAD,
    PAST_MEETING_STATES,
    UNANSWERED_PROPOSAL_STATES,
    MeetingKind,
    MeetingState,
    ProposalState,
)

DAYS_ON_DESK = timedelta(days=100)
NUMBER_OF_QUARTER = AgendaProposal.year * 4 + AgendaProposal.quarter


def proposals_visible_to(actor: Actor) -> Select[AgendaProposal]:
    """The committee sees what was submitted in its community, a unit its own, nobody else any; newest first."""
    statement = db.select(AgendaProposal).where(AgendaProposal.community_id == actor.community_id)
    own = sorted(actor.partnership_ids) if actor.may(Permission.MEETINGS_ANSWER) else []
    is_visible: ColumnElement[bool] = AgendaProposal.partnership_id.in_(own)
    if actor.may(Permission.MEETINGS_RECORD):
        is_visible = or_(is_visible, AgendaProposal.submitted_at.is_not(None))
    return statement.where(is_visible).order_by(AgendaProposal.id.desc())


def listed_proposals(actor: Actor) -> Select[AgendaProposal]:
    """Raises NotAllowed for whoever neither proposes items nor answers proposals."""
    if not (actor.may(Permission.MEETINGS_RECORD) or actor.may(Permission.MEETINGS_ANSWER)):
        raise NotAllowed
    return proposals_visible_to(actor)


def proposal_for(actor: Actor, proposal_id: int) -> AgendaProposal:
    """Raises NotFound for what this person may not see."""
    found = db.session.scalar(proposals_visible_to(actor).where(AgendaProposal.id == proposal_id))
    if found is None:
        raise NotFound
    return found


def proposals_on_desk(actor: Actor, day: date) -> Select[AgendaProposal]:
    """A unit's own that are under way, and those that were answered in the last quarter."""
    since = clock.from_local(datetime.combine(day - DAYS_ON_DESK, time.min))
    waits = AgendaProposal.state.in_((*EDITABLE_PROPOSAL_STATES, *UNANSWERED_PROPOSAL_STATES))
    was_answered = and_(AgendaProposal.state != ProposalState.WITHDRAWN, AgendaProposal.answered_at >= since)
    return proposals_visible_to(actor).where(or_(waits, was_answered))


def proposal_of_item(actor: Actor, item_id: int) -> AgendaProposal | None:
    """The one that became this item, as far as this person may see it."""
    return db.session.scalar(proposals_visible_to(actor).where(AgendaProposal.item_id == item_id).limit(1))


def proposals_of_meeting(actor: Actor, meeting_id: int) -> Sequence[AgendaProposal]:
    """Those that became items of this meeting, in the order of its agenda, as far as this person may see them."""
    statement = proposals_visible_to(actor).join(AgendaItem, AgendaProposal.item_id == AgendaItem.id)
    statement = statement.where(AgendaItem.meeting_id == meeting_id).order_by(None)
    return db.session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)).all()


def next_regular_meeting(community: Community) -> Meeting | None:
    """The earliest regular meeting that is still to be held."""
    statement = db.select(Meeting).where(
        Meeting.community_id == community.id,
        Meeting.kind == MeetingKind.REGULAR,
        Meeting.state.in_(MEETING_STATES_AHEAD),
    )
    return db.session.scalar(statement.order_by(Meeting.year, Meeting.quarter, Meeting.id).limit(1))


def quarter_of_next_meeting(community: Community, day: date) -> Quarter:
    """That of the next regular meeting; while none is planned the first from `day` on that has not had its own."""
    if meeting := next_regular_meeting(community):
        return meeting.year, meeting.quarter
    quarter = clock.quarter_of(day)
    while _is_over(community, quarter):
        quarter = quarter_after(quarter)
    return quarter


def _is_over(community: Community, quarter: Quarter) -> bool:
    meeting = meeting_of_quarter(community, *quarter)
    return (meeting is not None and meeting.state in PAST_MEETING_STATES) or is_quarter_closed(community.id, quarter)


def last_day_of_call(community: Community, quarter: Quarter) -> date | None:
    row = quarter_row(community.id, quarter)
    return row.items_until if row else None


def is_call_open(community: Community, quarter: Quarter, day: date) -> bool:
    """Until the last day of the quarter's call; where none is set, until the meeting is called."""
    if until := last_day_of_call(community, quarter):
        return day <= until
    meeting = meeting_of_quarter(community, *quarter)
    return meeting is None or meeting.state is MeetingState.PLANNING


def proposals_for_agenda(meeting: Meeting) -> Sequence[AgendaProposal]:
    """The proposals for this meeting, oldest first; the next one has those that an earlier meeting left unanswered."""
    if meeting.kind is not MeetingKind.REGULAR:
        return []
    quarter = (meeting.year, meeting.quarter)
    wanted = [and_(AgendaProposal.year == meeting.year, AgendaProposal.quarter == meeting.quarter)]
    if next_regular_meeting(meeting.community) == meeting:
        wanted.append(and_(AgendaProposal.state.in_(UNANSWERED_PROPOSAL_STATES), _is_up_to(quarter)))
    statement = db.select(AgendaProposal).where(AgendaProposal.community_id == meeting.community_id, or_(*wanted))
    statement = statement.where(
        AgendaProposal.state != ProposalState.WITHDRAWN, AgendaProposal.submitted_at.is_not(None)
    )
    return db.session.scalars(statement.order_by(AgendaProposal.id)).all()


def is_proposal_to_answer(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """It came in time and waits for an answer, for this quarter's meeting or an earlier one."""
    waits = AgendaProposal.state == ProposalState.SUBMITTED
    return and_(AgendaProposal.community_id == community_id, waits, _is_up_to(quarter))


def _is_up_to(quarter: Quarter) -> ColumnElement[bool]:
    return _number_of_quarter(quarter) >= NUMBER_OF_QUARTER


def _number_of_quarter(quarter: Quarter) -> int:
    return quarter[0] * 4 + quarter[1]
