"""The notices of a meeting, what has not been told yet, and what was answered before the time was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_changes import ChangeKind, FactChange, changes_between
from partner_hub.meetings.notice_facts import MeetingFacts, facts_of_meeting
from partner_hub.meetings.notice_models import MeetingNotice
from partner_hub.vocabulary.meeting import MeetingState

# The page shows the old value of these beside the new one; the other changes are listed under the agenda.
FACTS_WITH_OLD_VALUE = (ChangeKind.START, ChangeKind.PLACE, ChangeKind.THEME, ChangeKind.CHAIR)


def notices_of(meeting: Meeting) -> Sequence[MeetingNotice]:
    """The notice that called it first."""
    statement = db.select(MeetingNotice).where(MeetingNotice.meeting_id == meeting.id)
    return db.session.scalars(statement.order_by(MeetingNotice.number)).all()


@dataclass(frozen=True)
class ToldSoFar:
    """The number of the newest notice of a meeting, 0 before the first, and when it was sent."""

    number: int = 0
    sent_at: datetime | None = None


def told_so_far(meeting_ids: Sequence[int]) -> dict[int, ToldSoFar]:
    """Of each of these meetings, in one statement."""
    columns = (MeetingNotice.meeting_id, func.max(MeetingNotice.number), func.max(MeetingNotice.sent_at))
    statement = db.select(*columns).where(MeetingNotice.meeting_id.in_(meeting_ids)).group_by(MeetingNotice.meeting_id)
    found = {meeting_id: ToldSoFar(number, sent_at) for meeting_id, number, sent_at in db.session.execute(statement)}
    return {meeting_id: found.get(meeting_id, ToldSoFar()) for meeting_id in meeting_ids}


@dataclass(frozen=True)
class NoticeState:
    """What was told of a meeting, against the facts as they stand now."""

    notices: Sequence[MeetingNotice]
    now: MeetingFacts
    is_open: bool

    @property
    def newest(self) -> MeetingNotice | None:
        return self.notices[-1] if self.notices else None

    @property
    def untold(self) -> tuple[FactChange, ...]:
        """What everybody has still to be told; nothing once the meeting has begun."""
        if not (self.is_open and self.newest):
            return ()
        return changes_between(MeetingFacts.from_json(self.newest.facts), self.now)

    @property
    def since_call(self) -> tuple[FactChange, ...]:
        """What is different from the notice that called the meeting, told or not: for whoever read only that."""
        return changes_between(MeetingFacts.from_json(self.notices[0].facts), self.now) if self.notices else ()

    @property
    def old_values(self) -> dict[str, str]:
        """By the name of the fact: what the first notice said instead."""
        return {change.kind.value: change.old for change in self.since_call if change.kind in FACTS_WITH_OLD_VALUE}

    @property
    def other_changes(self) -> list[FactChange]:
        return [change for change in self.since_call if change.kind not in FACTS_WITH_OLD_VALUE]

    @property
    def time_changed_at(self) -> datetime | None:
        """When people were last told of another day or hour."""
        facts = [MeetingFacts.from_json(notice.facts) for notice in self.notices]
        moved = (n for n in range(len(facts) - 1, 0, -1) if facts[n].start != facts[n - 1].start)
        number = next(moved, None)
        return None if number is None else self.notices[number].sent_at

    def is_answer_outdated(self, seat: Seat) -> bool:
        """Whether the unit answered before it was told of another day or hour."""
        changed = self.time_changed_at
        return bool(changed and seat.answered_at and seat.answered_at < changed)


def outdated_seats(meeting: Meeting, notice: NoticeState) -> Sequence[Seat]:
    """Those whose answer is older than the last change of day or hour that was told."""
    if not notice.time_changed_at:
        return []
    before = (Seat.meeting_id == meeting.id, Seat.answered_at < notice.time_changed_at)
    statement = db.select(Seat).where(*before).order_by(Seat.position, Seat.id).options(joinedload(Seat.partnership))
    return db.session.scalars(statement).unique().all()


def notice_state_of(meeting: Meeting) -> NoticeState:
    return NoticeState(notices_of(meeting), facts_of_meeting(meeting), meeting.state is MeetingState.CALLED)
