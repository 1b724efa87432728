"""Selects of meetings, items, seats and guests; the whole record of a meeting in a constant number of statements."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, union
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import Base, db
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import COMMITTEE_ROLES, Permission, Role
from partner_hub.core.quarters import Quarter, parse_quarter
from partner_hub.core.search import contains_every_word
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, MatchTabling
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.meetings.consents_due import load_words_of_units
from partner_hub.meetings.models import AgendaItem, Decision, DeferredNeed, FollowUp, Meeting
from partner_hub.needs.loading import with_matter
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import (
    PAST_MEETING_STATES,
    Answer,
    ItemKind,
    MeetingKind,
    MeetingState,
    Presence,
)

OWN_PEOPLE_ROLES = (*COMMITTEE_ROLES, Role.GRID_WORKER)


def meetings_visible_to(actor: Actor) -> Select[Meeting]:
    """The community's meetings; those who do not record them see a meeting once it has been called."""
    return db.select(Meeting).where(is_visible_to(actor))


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The same as a condition."""
    here = Meeting.community_id == actor.community_id
    return here if actor.may(Permission.MEETINGS_RECORD) else and_(here, Meeting.state != MeetingState.PLANNING)


def list_meetings(actor: Actor, wishes: Mapping[str, str]) -> Select[Meeting]:
    """The list as the address asks for it, newest first: q, quarter (2026Q4), state; anything else is not heeded."""
    statement = meetings_visible_to(actor)
    if text := wishes.get("q"):
        statement = statement.where(
            contains_every_word(text, Meeting.title, Meeting.theme, Meeting.place, Meeting.chair_name)
        )
    if quarter := parse_quarter(wishes.get("quarter", "")):
        statement = statement.where(Meeting.year == quarter[0], Meeting.quarter == quarter[1])
    if wishes.get("state") in set(MeetingState):
        statement = statement.where(Meeting.state == MeetingState(wishes["state"]))
    return statement.order_by(Meeting.planned_start.desc(), Meeting.id.desc())


def quarters_with_meetings(actor: Actor) -> list[Quarter]:
    """Those that have a meeting, newest first."""
    statement = meetings_visible_to(actor).with_only_columns(Meeting.year, Meeting.quarter).distinct()
    rows = db.session.execute(statement.order_by(Meeting.year.desc(), Meeting.quarter.desc()))
    return [(row.year, row.quarter) for row in rows]


def meeting_for(actor: Actor, meeting_id: int) -> Meeting:
    """Raises NotFound for what this person may not see."""
    meeting = db.session.scalar(meetings_visible_to(actor).where(Meeting.id == meeting_id))
    if meeting is None:
        raise NotFound
    return meeting


def item_for(actor: Actor, item_id: int, *options: ExecutableOption) -> AgendaItem:
    """With its meeting, read anew. Raises NotFound for an item of another community."""
    statement = (
        db.select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(AgendaItem.id == item_id, Meeting.community_id == actor.community_id)
        .options(joinedload(AgendaItem.meeting), *options)
        .execution_options(populate_existing=True)
    )
    item = db.session.scalars(statement).unique().one_or_none()
    if item is None:
        raise NotFound
    return item


def meeting_of_quarter(community: Community, year: int, quarter: int) -> Meeting | None:
    """The regular meeting of the quarter that was not cancelled."""
    return db.session.scalar(
        _regular_meetings(community).where(Meeting.year == year, Meeting.quarter == quarter).order_by(Meeting.id.desc())
    )


def next_meeting(community: Community) -> Meeting | None:
    """The earliest meeting, regular or not, that is still to be held."""
    ahead = (MeetingState.PLANNING, MeetingState.CALLED, MeetingState.IN_SESSION)
    statement = db.select(Meeting).where(Meeting.community_id == community.id, Meeting.state.in_(ahead))
    return db.session.scalar(statement.order_by(Meeting.planned_start, Meeting.id).limit(1))


def latest_meeting(community: Community) -> Meeting | None:
    """The regular meeting held last."""
    statement = _regular_meetings(community).where(Meeting.state.in_(PAST_MEETING_STATES))
    return db.session.scalar(statement.order_by(Meeting.planned_start.desc(), Meeting.id.desc()).limit(1))


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The regular meeting held last before this one."""
    earlier = _regular_meetings(meeting.community).where(
        Meeting.state.in_(PAST_MEETING_STATES), Meeting.planned_start < meeting.planned_start, Meeting.id != meeting.id
    )
    return db.session.scalar(earlier.order_by(Meeting.planned_start.desc(), Meeting.id.desc()).limit(1))


def _regular_meetings(community: Community) -> Select[Meeting]:
    return db.select(Meeting).where(
        Meeting.community_id == community.id,
        Meeting.kind == MeetingKind.REGULAR,
        Meeting.state != MeetingState.CANCELLED,
    )


def meeting_record(meeting_id: int) -> Meeting:
    """A meeting with everything recorded in it, in a number of statements that does not depend on how much that is.

    Raises sqlalchemy.exc.NoResultFound.
    """
    item = selectinload(Meeting.items)
    match, action = item.selectinload(AgendaItem.matches), item.selectinload(AgendaItem.actions)
    partner = match.selectinload(Match.partners)
    options = (
        joinedload(Meeting.community),
        selectinload(Meeting.guests),
        selectinload(Meeting.seats).joinedload(Seat.partnership),
        with_matter(selectinload(Meeting.deferred).joinedload(DeferredNeed.need)),
        with_matter(item.selectinload(AgendaItem.decisions).joinedload(Decision.need)),
        item.selectinload(AgendaItem.discussions),
        item.selectinload(AgendaItem.follow_ups).joinedload(FollowUp.action).joinedload(ActionItem.responsible),
        *load_words_of_units(item.selectinload(AgendaItem.follow_ups)),
        with_matter(match.selectinload(Match.needs).joinedload(MatchNeed.need)),
        partner.joinedload(MatchPartner.partnership),
        partner.joinedload(MatchPartner.offering),
        item.selectinload(AgendaItem.past_tablings).joinedload(MatchTabling.match),
        with_matter(item.selectinload(AgendaItem.need)),
        action.joinedload(ActionItem.responsible),
        action.selectinload(ActionItem.supporters).joinedload(ActionSupporter.partnership),
    )
    statement = db.select(Meeting).where(Meeting.id == meeting_id).options(*options)
    return db.session.scalars(statement.execution_options(populate_existing=True)).unique().one()


def item_record(actor: Actor, item_id: int) -> AgendaItem:
    """One item of the agenda with its lines, loaded in the same way. Raises NotFound."""
    match, action = selectinload(AgendaItem.matches), selectinload(AgendaItem.actions)
    partner = match.selectinload(Match.partners)
    return item_for(
        actor,
        item_id,
        with_matter(selectinload(AgendaItem.decisions).joinedload(Decision.need)),
        selectinload(AgendaItem.discussions),
        selectinload(AgendaItem.follow_ups).joinedload(FollowUp.action),
        *load_words_of_units(selectinload(AgendaItem.follow_ups)),
        with_matter(match.selectinload(Match.needs).joinedload(MatchNeed.need)),
        partner.joinedload(MatchPartner.partnership),
        partner.joinedload(MatchPartner.offering),
        action.joinedload(ActionItem.responsible),
        action.selectinload(ActionItem.supporters).joinedload(ActionSupporter.partnership),
    )


def lock_seats(meeting: Meeting) -> list[Seat]:
    """The seats in the order of the sheet, as they are now, locked until the transaction ends."""
    statement = (
        db.select(Seat)
        .where(Seat.meeting_id == meeting.id)
        .order_by(Seat.position, Seat.id)
        .options(joinedload(Seat.partnership))
        .with_for_update(of=Seat)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(statement).unique())


def seats_with_short_names(meeting: Meeting) -> list[Seat]:
    """The seats in the order of the sheet, with the short names of their units."""
    statement = (
        db.select(Seat)
        .where(Seat.meeting_id == meeting.id)
        .order_by(Seat.position, Seat.id)
        .options(joinedload(Seat.partnership).selectinload(Partnership.aliases))
    )
    return list(db.session.scalars(statement).unique())


def own_seats(actor: Actor, meeting: Meeting) -> list[Seat]:
    """The seats of the units this person speaks for."""
    if not actor.partnership_ids:
        return []
    statement = db.select(Seat).where(Seat.meeting_id == meeting.id, Seat.partnership_id.in_(actor.partnership_ids))
    return list(db.session.scalars(statement.order_by(Seat.position).options(joinedload(Seat.partnership))).unique())


def seat_counts(meeting: Meeting) -> tuple[Counter[Answer], Counter[Presence]]:
    """How many units gave each answer, and how many are recorded as what; one statement."""
    statement = db.select(Seat.answer, Seat.presence, func.count()).where(Seat.meeting_id == meeting.id)
    answers, presences = Counter[Answer](), Counter[Presence]()
    for answer, presence, number in db.session.execute(statement.group_by(Seat.answer, Seat.presence)):
        answers[answer] += number
        presences[presence] += number
    return answers, presences


def units_without_seat(meeting: Meeting) -> Sequence[Partnership]:
    seated = db.select(Seat.partnership_id).where(Seat.meeting_id == meeting.id)
    statement = db.select(Partnership).where(
        Partnership.community_id == meeting.community_id, Partnership.is_active, Partnership.id.not_in(seated)
    )
    return db.session.scalars(statement.order_by(Partnership.id)).unique().all()


def own_people(community_id: int) -> Sequence[User]:
    """Committee and grid workers of the community."""
    grant = (
        RoleGrant.role.in_(OWN_PEOPLE_ROLES) & (RoleGrant.community_id == community_id) & RoleGrant.revoked_at.is_(None)
    )
    statement = db.select(User).where(User.disabled_at.is_(None), User.grants.any(grant))
    return db.session.scalars(statement.order_by(User.id)).all()


def next_line_position(kind: type[Base], *where: ColumnElement[bool]) -> int:
    """One more than the last position of such rows; ask it only while the meeting's row is locked."""
    # Every kind of line has a position; the base class of all tables has none.
    return (db.session.scalar(db.select(func.max(kind.position)).where(*where)) or 0) + 1  # type: ignore[attr-defined]


def own_seat(actor: Actor, meeting: Meeting, seat_id: int) -> Seat:
    """Raises NotFound for the seat of a unit this person does not speak for."""
    seat = next((seat for seat in own_seats(actor, meeting) if seat.id == seat_id), None)
    if seat is None:
        raise NotFound
    return seat


def user_or_none(user_id: int | None) -> User | None:
    return db.session.get(User, user_id) if user_id else None


def person_in_role(community_id: int, role: Role) -> User | None:
    grant = (RoleGrant.role == role) & (RoleGrant.community_id == community_id) & RoleGrant.revoked_at.is_(None)
    statement = db.select(User).where(User.disabled_at.is_(None), User.grants.any(grant))
    return db.session.scalar(statement.order_by(User.id).limit(1))


def guest_of(meeting: Meeting, guest_id: int) -> Guest:
    """Raises NotFound for a guest of another meeting."""
    guest = db.session.scalar(db.select(Guest).where(Guest.id == guest_id, Guest.meeting_id == meeting.id))
    if guest is None:
        raise NotFound
    return guest


def item_of_kind(meeting: Meeting, kind: ItemKind) -> AgendaItem | None:
    """The first of that kind on the agenda: what comes by itself stands there, and under no other."""
    statement = db.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.kind == kind)
    return db.session.scalar(statement.order_by(AgendaItem.position, AgendaItem.id).limit(1))


def actions_followed_up(meeting: Meeting) -> set[int | None]:
    """The tasks that have a line under any item of the meeting."""
    statement = db.select(FollowUp.action_id).join(AgendaItem, FollowUp.agenda_item_id == AgendaItem.id)
    return set(db.session.scalars(statement.where(AgendaItem.meeting_id == meeting.id)))


def neighbouring_items(item: AgendaItem) -> tuple[AgendaItem | None, AgendaItem | None]:
    """The items before and after this one."""
    statement = db.select(AgendaItem).where(AgendaItem.meeting_id == item.meeting_id)
    before = statement.where(AgendaItem.position < item.position).order_by(AgendaItem.position.desc(), AgendaItem.id)
    after = statement.where(AgendaItem.position > item.position).order_by(AgendaItem.position, AgendaItem.id)
    return db.session.scalar(before.limit(1)), db.session.scalar(after.limit(1))


def names_at_meetings(community_id: int) -> frozenset[str]:
    """Who sat at the community's meetings: delegates, chairs, recorders and guests."""
    here = Meeting.community_id == community_id
    statement = union(
        db.select(Seat.delegate_name).join(Meeting, Seat.meeting_id == Meeting.id).where(here),
        db.select(Guest.name).join(Meeting, Guest.meeting_id == Meeting.id).where(here),
        db.select(Meeting.chair_name).where(here),
        db.select(Meeting.recorder_name).where(here),
    )
    return frozenset(filter(None, db.session.scalars(statement)))
