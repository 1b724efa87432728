"""The meeting itself: plan it, edit it, take it from step to step of its workflow."""

from datetime import datetime
from typing import Any, NotRequired, TypedDict

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import is_quarter_closed, require_running_quarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.core.template_filters import quarter_name
from partner_hub.meetings import agenda_sources, agenda_templates, attendance, calling, notices, notifications, queries
from partner_hub.meetings.agenda_models import AgendaTemplate
from partner_hub.meetings.attachments import fix_tabled_revisions
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.proposal_release import release_proposals
from partner_hub.meetings.record_lines import guests, matches
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.meetings.workflow import MEETING_WORKFLOW
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES, MeetingKind, MeetingState


class _MeetingWords(TypedDict, total=False):
    """Times are aware; `title` None or "" stands for the usual one."""

    title: str | None
    theme: str
    planned_minutes: int | None
    place: str
    actual_start: datetime | None
    ended_at: datetime | None
    chair_name: str
    chair_title: str
    recorder_name: str
    recorder_title: str
    next_meeting: str


class MeetingChanges(_MeetingWords, total=False):
    planned_start: datetime


class NewMeeting(_MeetingWords):
    """`source` says which file a past meeting was brought in from.

    standing_agenda  begins with the standing order of the agenda, or with `template`
    own_people       lists the community's own people as in attendance
    """

    year: int
    quarter: int
    planned_start: datetime
    kind: NotRequired[MeetingKind]
    source: NotRequired[dict[str, Any]]
    standing_agenda: NotRequired[bool]
    template: NotRequired[AgendaTemplate | None]
    own_people: NotRequired[bool]


MEETING_COLUMNS = frozenset(MeetingChanges.__annotations__)


def default_title(community: Community, year: int, quarter: int) -> str:
    return f"{community.name}{quarter_in_chinese(year, quarter)}党建联席会"


def plan_meeting(actor: Actor, community: Community, *, data: NewMeeting) -> Meeting:
    """A meeting with a seat for every active unit.

    Raises: NotAllowed; DomainError at the field quarter when that is closed, or has its regular meeting already.
    """
    actor.require(Permission.MEETINGS_RECORD)
    _refuse_closed_quarter(community, data["year"], data["quarter"])
    kind = data.get("kind", MeetingKind.REGULAR)
    if kind is MeetingKind.REGULAR:
        _refuse_second_regular(community, data["year"], data["quarter"])
    meeting = Meeting(
        community=community,
        year=data["year"],
        quarter=data["quarter"],
        kind=kind,
        source=data.get("source", {}),
        **{name: value for name, value in data.items() if name in MEETING_COLUMNS and value is not None},
    )
    if "planned_minutes" not in data and not meeting.source:
        meeting.planned_minutes = community.meeting_minutes
    meeting.title = meeting.title or default_title(community, meeting.year, meeting.quarter)
    db.session.add(meeting)
    db.session.flush()
    record_event(actor, meeting, "plan", to_state=MeetingState.PLANNING.value)
    attendance.seat_units(meeting)
    if data.get("standing_agenda"):
        agenda_templates.apply_agenda_template(actor, meeting, data.get("template"))
        agenda_sources.fill_agenda(actor, meeting)
    if data.get("own_people"):
        guests.add_own_people(actor, meeting)
    return meeting


def _refuse_closed_quarter(community: Community, year: int, quarter: int) -> None:
    if is_quarter_closed(community.id, (year, quarter)):
        raise DomainError(_("%(quarter)s is closed already.", quarter=quarter_name(year, quarter)), field="quarter")


def _refuse_second_regular(community: Community, year: int, quarter: int) -> None:
    other = queries.meeting_of_quarter(community, year, quarter)
    if other:
        raise DomainError(_("This quarter already has its meeting: “%(title)s”.", title=other.title), field="quarter")


def edit_meeting(actor: Actor, meeting: Meeting, *, data: MeetingChanges) -> Meeting:
    """Raises: NotAllowed, SealedRecord; Conflict for a lost race; DomainError at ended_at when it ends too early."""
    require_open_record(actor, meeting)
    for name, value in data.items():
        if name in MEETING_COLUMNS:
            setattr(meeting, name, value)
    if meeting.ended_at and meeting.ended_at < (meeting.actual_start or meeting.planned_start):
        raise DomainError(_("The meeting cannot end before it began."), field="ended_at")
    count_save(meeting)
    record_event(actor, meeting, "edit")
    return meeting


def take_step(actor: Actor, meeting: Meeting, to: MeetingState, *, reason: str = "") -> Meeting:
    """One step of the workflow and what follows from it: notices when called, times when opened or ended.

    A meeting of a closed quarter is not reopened: the frozen figures hold what it decided.

    Raises: Conflict when the meeting is in another state by now, NotAllowed; DomainError for what the step asks of the
    record (see workflow), SeveralFaults while an item of the agenda is undecided.
    """
    start = meeting.state
    if start in SIGNED_MEETING_STATES and to is MeetingState.HELD:
        require_running_quarter(meeting.community_id, (meeting.year, meeting.quarter))
    MEETING_WORKFLOW.move(actor, meeting, to, reason=reason)
    if to is MeetingState.CANCELLED:
        matches.take_matches_off_agenda(actor, meeting)
        release_proposals(actor, meeting.items)
    if to is MeetingState.CALLED:
        attendance.seat_units(meeting)
        notices.file_notice(actor, meeting)
        calling.send_notice(actor, meeting)
    elif to is MeetingState.CANCELLED and start is MeetingState.CALLED:
        notifications.notify_of_cancellation(meeting, reason)
    elif to is MeetingState.IN_SESSION and start is not MeetingState.HELD:
        meeting.actual_start = meeting.actual_start or clock.utc_now()
    elif to is MeetingState.HELD and start is MeetingState.IN_SESSION:
        meeting.ended_at = meeting.ended_at or clock.utc_now()
    if to in {MeetingState.IN_SESSION, MeetingState.HELD}:
        fix_tabled_revisions(meeting)
    db.session.flush()
    return meeting
