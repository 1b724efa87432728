"""The way of a need, or a match, through the meetings: items, decisions, tasks, minutes, for its page."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import joinedload

from partner_hub.actions.models import ActionItem
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import Match, MatchNeed, MatchTabling
from partner_hub.meetings.models import AgendaItem, Decision, DeferredNeed, Meeting
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.needs.models import Need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES


@dataclass
class MeetingOnTrail:
    """One meeting that dealt with the need: the newest issued minutes of it, and why it put the need off."""

    meeting: Meeting
    items: list[AgendaItem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    deferrals: list[DeferredNeed] = field(default_factory=list)
    issued: IssuedMinutes | None = None


@dataclass
class MeetingTrail:
    """`meetings` newest first; `tasks` carry out a match of the need, or were given under an item about it."""

    meetings: list[MeetingOnTrail]
    tasks: list[ActionItem]


def trail_of_need(actor: Actor, need: Need) -> MeetingTrail | None:
    """None for whoever reads no minutes. Who does not record meetings sees what stands in signed minutes.

    Five statements, however long the trail is.
    """
    if not actor.may(Permission.MINUTES_READ):
        return None
    found = _meetings_of_items(actor, _is_item_about(need))
    deferred = select(DeferredNeed, Meeting).join(Meeting, Meeting.id == DeferredNeed.meeting_id)
    for line, meeting in db.session.execute(deferred.where(DeferredNeed.need_id == need.id, _is_told(actor))):
        found.setdefault(meeting.id, MeetingOnTrail(meeting)).deferrals.append(line)
    items = {item.id: entry for entry in found.values() for item in entry.items}
    decisions = select(Decision).where(Decision.need_id == need.id).order_by(Decision.id)
    for decision in db.session.scalars(decisions):
        if entry := items.get(decision.agenda_item_id):
            entry.decisions.append(decision)
    return MeetingTrail(_newest_with_minutes(found), list(db.session.scalars(_tasks_about(actor, need))))


def trail_of_match(actor: Actor, match: Match) -> MeetingTrail | None:
    """The same of a match: where it lies or lay on the table. Its tasks stand elsewhere on its page."""
    if not actor.may(Permission.MINUTES_READ):
        return None
    past = select(MatchTabling.agenda_item_id).where(MatchTabling.match_id == match.id)
    found = _meetings_of_items(actor, or_(AgendaItem.id == match.agenda_item_id, AgendaItem.id.in_(past)))
    return MeetingTrail(_newest_with_minutes(found), [])


def _is_told(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.may(Permission.MEETINGS_RECORD) else Meeting.state.in_(SIGNED_MEETING_STATES)


def _meetings_of_items(actor: Actor, about: ColumnElement[bool]) -> dict[int, MeetingOnTrail]:
    statement = select(AgendaItem).join(AgendaItem.meeting).where(about, _is_told(actor))
    found: dict[int, MeetingOnTrail] = {}
    for item in db.session.scalars(
        statement.options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.position, AgendaItem.id)
    ):
        found.setdefault(item.meeting_id, MeetingOnTrail(item.meeting)).items.append(item)
    return found


def _newest_with_minutes(found: dict[int, MeetingOnTrail]) -> list[MeetingOnTrail]:
    """With the newest issued version of the minutes of each."""
    statement = select(Minutes.meeting_id, IssuedMinutes).join(Minutes, Minutes.id == IssuedMinutes.minutes_id)
    issues = statement.where(Minutes.meeting_id.in_(found)).order_by(IssuedMinutes.id)
    for meeting_id, issued in db.session.execute(issues):
        found[meeting_id].issued = issued
    return sorted(found.values(), key=lambda entry: entry.meeting.planned_start, reverse=True)


def _matches_about(need: Need) -> Select[int]:
    return select(MatchNeed.match_id).where(MatchNeed.need_id == need.id)


def _is_item_about(need: Need) -> ColumnElement[bool]:
    """It came because of the need, a match of it lies or lay on the table, or a decision names it."""
    ids = (
        select(Match.agenda_item_id).where(Match.id.in_(_matches_about(need))),
        select(MatchTabling.agenda_item_id).where(MatchTabling.match_id.in_(_matches_about(need))),
        select(Decision.agenda_item_id).where(Decision.need_id == need.id),
    )
    return or_(AgendaItem.need_id == need.id, *(AgendaItem.id.in_(each) for each in ids))


def _tasks_about(actor: Actor, need: Need) -> Select[ActionItem]:
    under_item = select(AgendaItem.id).where(AgendaItem.need_id == need.id)
    about = or_(ActionItem.match_id.in_(_matches_about(need)), ActionItem.agenda_item_id.in_(under_item))
    is_told = true() if actor.may(Permission.MEETINGS_RECORD) else ActionItem.state != ActionState.DRAFT
    return select(ActionItem).where(about, is_told).order_by(ActionItem.id)
