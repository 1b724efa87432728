"""Read models of the first pages, from all features; the number of statements does not grow with the records."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, select
from sqlalchemy.orm import joinedload

from partner_hub.actions import queries as actions
from partner_hub.actions.consent_queries import (
    TitledConsent,
    consents_to_answer,
    titled_consents,
)
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import present_quarter
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter
from partner_hub.desk.follow_up import TasksOnDesk, supported_parts, tasks_on_desk
from partner_hub.desk.match_ends import EndsOnDesk, ends_on_desk
from partner_hub.desk.needs_on_desk import NeedsOnDesk, needs_on_desk
from partner_hub.desk.quarter_progress import QuarterFigures
from partner_hub.imports.queries import count_waiting_rows
from partner_hub.matching import hall
from partner_hub.matching import queries as matches
from partner_hub.matching.end_queries import matches_to_report
from partner_hub.matching.models import Match
from partner_hub.meetings import queries as meetings
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_queries import is_proposal_to_answer, proposals_on_desk
from partner_hub.minutes import queries as minutes
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.needs import queries as needs
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.partners import queries as partners
from partner_hub.partners.models import Partnership
from partner_hub.reports.board import TAKEN_PROGRESS, is_on_quarter_list, need_progress
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState
from partner_hub.vocabulary.meeting import (
    UNFINISHED_MEETING_STATES,
    Answer,
    ItemState,
    MeetingKind,
    MeetingState,
    Presence,
)
from partner_hub.vocabulary.need import LISTED_NEED_STATES, NeedState
from partner_hub.vocabulary.offering import OfferingState

# Rows of a list on the first page, which has a link to the whole list.
FEW_ROWS, SEVERAL_ROWS = 5, 12
# An offering that ends within so many days is shown to its unit.
DAYS_BEFORE_OFFERING_ENDS = 30


@dataclass(frozen=True)
class ToDo:
    """What waits for the committee, a few rows of each kind.

    `rows_waiting`: how many rows of lists wait for an answer, and of how many imports.
    """

    tasks: TasksOnDesk
    needs: NeedsOnDesk
    offerings: list[Offering]
    units: list[Partnership]
    claims: list[Match]
    ends: EndsOnDesk
    rows_waiting: tuple[int, int]


@dataclass(frozen=True)
class UnitDesk:
    """What a unit has to do, what it is needed for and what it delivered.

    `to_answer`: needs it was asked to take, and offers for what it asks itself. `to_report`: in work, to be reported.
    `asked_first`: needs it was invited to.
    `parts`: of tasks of others that it supports. `offerings`: its own that want care. `proposals`: items
    that it wants the joint meeting to speak about.
    """

    invitations: list[tuple[Seat, Meeting]]
    actions: list[ActionItem]
    parts: list[ActionSupporter]
    offerings: list[Offering]
    has_offerings: bool
    needs: list[NeedReading]
    delivered: list[ActionItem]
    to_answer: list[Match]
    to_report: list[Match]
    asked_first: list[NeedReading]
    matches: list[Match]
    to_confirm: list[TitledConsent]
    proposals: list[AgendaProposal]

    @property
    def has_open_invitation(self) -> bool:
        """Whether a meeting waits for an answer: then nothing else on the page is its main button."""
        return any(seat.answer is Answer.NONE for seat, _ in self.invitations)

    @property
    def is_idle(self) -> bool:
        """Whether nothing here waits for the unit."""
        return not (
            self.invitations
            or self.to_answer
            or self.to_confirm
            or self.asked_first
            or self.actions
            or self.parts
            or self.offerings
        )


def current_meeting(community: Community) -> Meeting | None:
    """The regular meeting that is not finished yet, the oldest first; else that of the present quarter."""
    statement = select(Meeting).where(
        Meeting.community_id == community.id,
        Meeting.kind == MeetingKind.REGULAR,
        Meeting.state.in_(UNFINISHED_MEETING_STATES),
    )
    unfinished = db.session.scalar(statement.order_by(Meeting.planned_start, Meeting.id).limit(1))
    return unfinished or meetings.meeting_of_quarter(community, *present_quarter(community.id))


def quarter_figures(actor: Actor, meeting: Meeting | None, day: date) -> QuarterFigures:
    quarter = (meeting.year, meeting.quarter) if meeting else present_quarter(actor.community_id)
    listed = needs.need_counts_by_state(actor, year=quarter[0], quarter=quarter[1])
    follow_up = actions.action_counts(actor, day)
    items = _items_by_state(actor, meeting, quarter)
    answers, presences = meetings.seat_counts(meeting) if meeting else (Counter[Answer](), Counter[Presence]())
    offered, to_review, matched = _counts_of_lists(actor, quarter, day)
    draft = minutes.minutes_of(meeting) if meeting else None
    issued = minutes.latest_version(draft) if draft else None
    return QuarterFigures(
        quarter=quarter,
        meeting_id=meeting.id if meeting else None,
        state=meeting.state if meeting else None,
        needs=sum(listed.get(state, 0) for state in LISTED_NEED_STATES),
        needs_to_review=to_review,
        offerings=offered,
        needs_matched=matched,
        items=sum(count for state, count in items.items() if state not in {ItemState.PROPOSED, ItemState.DECLINED}),
        items_proposed=items.get(ItemState.PROPOSED, 0),
        seats=sum(answers.values()),
        attending=answers.get(Answer.ATTENDING, 0),
        present=presences.get(Presence.PRESENT, 0),
        has_draft=draft is not None,
        reference=issued.reference if issued else "",
        actions_open=follow_up.open,
        actions_overdue=follow_up.overdue,
    )


def committee_to_do(actor: Actor) -> ToDo:
    submitted = {"state": OfferingState.SUBMITTED.value}
    return ToDo(
        tasks=tasks_on_desk(actor),
        needs=needs_on_desk(actor),
        offerings=list(
            db.session.scalars(offerings.listed_offerings(actor, submitted | {"sort": "newest"}).limit(FEW_ROWS))
        ),
        units=list(db.session.scalars(partners.listed_units(actor, submitted).limit(FEW_ROWS))),
        claims=list(db.session.scalars(matches.matches_to_answer(actor).limit(FEW_ROWS))),
        ends=ends_on_desk(actor),
        rows_waiting=count_waiting_rows(actor) if actor.may(Permission.IMPORT) else (0, 0),
    )


def unit_desk(actor: Actor, day: date) -> UnitDesk:
    mine = actions.listed_actions(actor, {"show": "mine"})
    still_open = mine.where(ActionItem.state.in_(OPEN_ACTION_STATES)).limit(SEVERAL_ROWS)
    closed = mine.where(ActionItem.state == ActionState.CLOSED).order_by(None)
    concerned = list(db.session.scalars(still_open))
    parts = supported_parts(actor, concerned)
    latest = closed.order_by(ActionItem.done_on.desc().nulls_last(), ActionItem.id.desc()).limit(FEW_ROWS)
    to_answer = list(db.session.scalars(matches.matches_to_answer(actor).limit(SEVERAL_ROWS)))
    to_report = list(db.session.scalars(matches_to_report(actor).limit(SEVERAL_ROWS)))
    own = db.session.scalars(matches.own_live_matches(actor).limit(SEVERAL_ROWS))
    open_needs = needs.listed_needs(actor, {}).where(*hall.open_need_conditions(actor)).limit(FEW_ROWS)
    offered = offerings.offerings_of_own_units(actor)
    return UnitDesk(
        invitations=_invitations_of_units(actor),
        actions=[action for action in concerned if action not in {part.action for part in parts}],
        parts=parts,
        offerings=[each for each in offered if needs_attention(each, day)],
        has_offerings=bool(offered),
        needs=[read_need(actor, need) for need in db.session.scalars(open_needs)],
        delivered=list(db.session.scalars(latest)),
        to_answer=to_answer,
        to_report=to_report,
        asked_first=_needs_invited_to(actor),
        matches=[match for match in own if match not in to_answer and match not in to_report],
        to_confirm=titled_consents(db.session.scalars(consents_to_answer(actor).limit(SEVERAL_ROWS)).all()),
        proposals=list(db.session.scalars(proposals_on_desk(actor, day).limit(SEVERAL_ROWS))),
    )


def _needs_invited_to(actor: Actor) -> list[NeedReading]:
    """Needs that still look for a partner and that one of the person's units was invited to."""
    found = needs.listed_needs(actor, {}).where(
        *hall.open_need_conditions(actor), hall.is_invited_to_need(actor.partnership_ids)
    )
    return [read_need(actor, need) for need in db.session.scalars(found.limit(SEVERAL_ROWS))]


def needs_attention(offering: Offering, day: date) -> bool:
    """Sent back, run out, or about to."""
    if offering.state == OfferingState.LISTED:
        return offering.valid_to is not None and (offering.valid_to - day).days <= DAYS_BEFORE_OFFERING_ENDS
    return offering.state in {OfferingState.RETURNED, OfferingState.EXPIRED}


def needs_of_grid_worker(actor: Actor) -> list[NeedReading]:
    """What a grid worker follows: the needs of the own grid and those the worker recorded."""
    statement = needs.listed_needs(actor, {}).where(needs.is_readable_in_full(actor)).limit(SEVERAL_ROWS)
    return [read_need(actor, need) for need in db.session.scalars(statement)]


def need_counts_of_grid_worker(actor: Actor) -> dict[NeedState, int]:
    """How many of those needs are in each state."""
    return needs.need_counts_by_state(actor, own=True)


def next_called_meeting(actor: Actor) -> Meeting | None:
    """The next meeting that has been called."""
    if not actor.may(Permission.MEETINGS_READ):
        return None
    called = meetings.meetings_visible_to(actor).where(
        Meeting.state.in_((MeetingState.CALLED, MeetingState.IN_SESSION))
    )
    return db.session.scalar(called.order_by(Meeting.planned_start, Meeting.id).limit(1))


def latest_minutes(actor: Actor) -> list[IssuedMinutes]:
    if not actor.may(Permission.MINUTES_READ):
        return []
    return list(db.session.scalars(minutes.issued_minutes(actor.community_id).limit(FEW_ROWS)))


def _invitations_of_units(actor: Actor) -> list[tuple[Seat, Meeting]]:
    """The seats of the actor's units at meetings that have been called, the next one first."""
    statement = (
        select(Seat, Meeting)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .where(Seat.partnership_id.in_(actor.partnership_ids), Meeting.community_id == actor.community_id)
        .where(Meeting.state == MeetingState.CALLED)
        .options(joinedload(Seat.partnership))
        .order_by(Meeting.planned_start, Seat.id)
    )
    return [(seat, meeting) for seat, meeting in db.session.execute(statement)]


def _counts_of_lists(actor: Actor, quarter: Quarter, day: date) -> tuple[int, int, int]:
    """Offerings listed, needs to review, and needs on the quarter's list with an agreed match, as on the board."""
    here = Offering.community_id == actor.community_id
    listed = select(func.count(Offering.id)).where(here, offerings.is_offering_in_state(OfferingState.LISTED, day))
    seen = needs.visible_needs(actor).with_only_columns(func.count(Need.id))
    waiting = seen.where(needs.is_waiting_for_review())
    taken = seen.where(is_on_quarter_list(quarter), need_progress(quarter) == TAKEN_PROGRESS)
    counts = db.session.execute(select(*(each.scalar_subquery() for each in (listed, waiting, taken)))).one()
    return counts[0], counts[1], counts[2]


def _items_by_state(actor: Actor, meeting: Meeting | None, quarter: Quarter) -> Counter[ItemState]:
    """Proposals of units that wait for an answer are among those proposed; one statement."""
    on_agenda = select(AgendaItem.state, func.count()).where(AgendaItem.meeting_id == (meeting.id if meeting else None))
    proposed = select(literal(ItemState.PROPOSED, AgendaItem.state.type), func.count(AgendaProposal.id))
    waiting = proposed.where(is_proposal_to_answer(actor.community_id, quarter))
    found: Counter[ItemState] = Counter()
    for state, number in db.session.execute(on_agenda.group_by(AgendaItem.state).union_all(waiting)):
        found[state] += number
    return found
