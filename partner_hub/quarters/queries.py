"""The calendar of quarters: what was opened, and the meetings held or planned."""

from dataclasses import dataclass

from sqlalchemy import select

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.communities.quarter_queries import quarters_opened
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, quarter_after, quarter_before
from partner_hub.meetings.models import Meeting
from partner_hub.needs.queries import categories_in_use
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from partner_hub.vocabulary.quarter import QuarterState

# A year ahead can be opened, with its rotating chair and place; and the quarter before this one, to be closed.
QUARTERS_AHEAD = 4


@dataclass(frozen=True)
class CalendarRow:
    """One quarter: its row when it has been opened, its regular meeting, and the extraordinary ones beside it."""

    quarter: Quarter
    opened: CommunityQuarter | None
    regular: Meeting | None
    extraordinary: list[Meeting]

    @property
    def is_closed(self) -> bool:
        return self.opened is not None and self.opened.state is QuarterState.CLOSED

    @property
    def theme(self) -> str:
        return self._planned("theme")

    @property
    def chair_and_place(self) -> str:
        return " · ".join(filter(None, (self._planned("chair_name"), self._planned("place"))))

    def _planned(self, name: str) -> str:
        """As the meeting says it, else as it was planned for the quarter."""
        return next((words for each in (self.regular, self.opened) if each and (words := getattr(each, name))), "")


def calendar_of(community_id: int) -> list[CalendarRow]:
    """Every quarter that was opened or has a meeting, and this one, newest first; two statements."""
    opened = {(each.year, each.quarter): each for each in db.session.scalars(quarters_opened(community_id))}
    meetings = _meetings_by_quarter(community_id)
    quarters = {*opened, *meetings, clock.quarter_of(clock.local_today())}
    return [_calendar_row(each, opened.get(each), meetings.get(each, [])) for each in sorted(quarters, reverse=True)]


def quarters_to_open(community_id: int) -> list[Quarter]:
    """The last quarter, this one and a year ahead, without those that were opened."""
    found = [quarter_before(clock.quarter_of(clock.local_today()))]
    while len(found) < QUARTERS_AHEAD + 2:
        found.append(quarter_after(found[-1]))
    opened = {(each.year, each.quarter) for each in db.session.scalars(quarters_opened(community_id))}
    return [each for each in found if each not in opened]


def categories_of_themes(community_id: int) -> list[tuple[int, str]]:
    """(id, name) of the categories in use, in their order."""
    return [(each.id, each.name) for each in categories_in_use(community_id)]


def _calendar_row(quarter: Quarter, opened: CommunityQuarter | None, meetings: list[Meeting]) -> CalendarRow:
    regular = next((each for each in meetings if each.kind is MeetingKind.REGULAR), None)
    return CalendarRow(quarter, opened, regular, [each for each in meetings if each is not regular])


def _meetings_by_quarter(community_id: int) -> dict[Quarter, list[Meeting]]:
    statement = select(Meeting).where(Meeting.community_id == community_id, Meeting.state != MeetingState.CANCELLED)
    found: dict[Quarter, list[Meeting]] = {}
    for meeting in db.session.scalars(statement.order_by(Meeting.planned_start, Meeting.id)):
        found.setdefault((meeting.year, meeting.quarter), []).append(meeting)
    return found
