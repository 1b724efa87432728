"""The meeting itself: plan it, edit it, take it from step to step; and the one guard of its whole record."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.meetings import agenda, attendance, notifications, queries
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines import guests, matches
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.meetings.workflow import MEETING_WORKFLOW
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState

MEETING_FIELDS = (
    "title",
    "theme",
    "place",
    "planned_start",
    "actual_start",
    "ended_at",
    "chair_name",
    "chair_title",
    "recorder_name",
    "recorder_title",
    "next_meeting",
)


def default_title(community: Community, year: int, quarter: int) -> str:
    return f"{community.name}{quarter_in_chinese(year, quarter)}党建联席会"


def plan_meeting(actor: Actor, community: Community, *, data: Mapping[str, Any]) -> Meeting:
    """A meeting with a seat for every active unit.

    Needs `year`, `quarter`, `planned_start` (aware); may hold `kind`, `source` and MEETING_FIELDS. `standing_agenda`
    adds the standing order of the agenda, `own_people` the community's own people as in attendance.
    """
    actor.require(Permission.MEETINGS_RECORD)
    kind = MeetingKind(data.get("kind", MeetingKind.REGULAR))
    if kind is MeetingKind.REGULAR:
        _refuse_second_regular(community, data["year"], data["quarter"])
    meeting = Meeting(
        community=community,
        year=data["year"],
        quarter=data["quarter"],
        kind=kind,
        source=data.get("source", {}),
        **{name: data[name] for name in MEETING_FIELDS if data.get(name) is not None},
    )
    meeting.title = meeting.title or default_title(community, meeting.year, meeting.quarter)
    db.session.add(meeting)
    db.session.flush()
    record_event(actor, meeting, "plan", to_state=MeetingState.PLANNING.value)
    attendance.seat_units(meeting)
    if data.get("standing_agenda"):
        agenda.add_standing_items(actor, meeting)
    if data.get("own_people"):
        guests.add_own_people(actor, meeting)
    return meeting


def _refuse_second_regular(community: Community, year: int, quarter: int) -> None:
    other = queries.meeting_of_quarter(community, year, quarter)
    if other:
        raise DomainError(_("This quarter already has its meeting: “%(title)s”.", title=other.title), field="quarter")


def edit_meeting(actor: Actor, meeting: Meeting, *, data: Mapping[str, Any]) -> Meeting:
    require_open_record(actor, meeting)
    for name in MEETING_FIELDS:
        if name in data:
            setattr(meeting, name, data[name])
    if meeting.ended_at and meeting.ended_at < (meeting.actual_start or meeting.planned_start):
        raise DomainError(_("The meeting cannot end before it began."), field="ended_at")
    count_save(meeting)
    record_event(actor, meeting, "edit")
    return meeting


def take_step(actor: Actor, meeting: Meeting, to: MeetingState, *, reason: str = "") -> Meeting:
    """One step of the workflow and what follows from it: notices when called, times when opened or ended.

    Raises Conflict, NotAllowed, or SeveralFaults while an item of the agenda is undecided.
    """
    start = meeting.state
    MEETING_WORKFLOW.move(actor, meeting, to, reason=reason)
    if to is MeetingState.CANCELLED:
        matches.take_matches_off_agenda(actor, meeting)
    if to is MeetingState.CALLED:
        attendance.seat_units(meeting)
        notifications.invite_to_meeting(meeting)
    elif to is MeetingState.CANCELLED and start is MeetingState.CALLED:
        notifications.notify_of_cancellation(meeting, reason)
    elif to is MeetingState.IN_SESSION and start is not MeetingState.HELD:
        meeting.actual_start = meeting.actual_start or clock.utc_now()
    elif to is MeetingState.HELD and start is MeetingState.IN_SESSION:
        meeting.ended_at = meeting.ended_at or clock.utc_now()
    db.session.flush()
    return meeting
