"""What of a record was written or changed since its signed meeting was reopened: only that takes effect once more.

What was done meanwhile stays: a later date that was granted, a need that was reopened.
"""

from functools import cached_property

from sqlalchemy import func, select

from partner_hub.core.db import db
from partner_hub.core.events import Event
from partner_hub.meetings.models import Decision, FollowUp, Meeting
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES, FollowUpStatus

_ENDING = frozenset({FollowUpStatus.DONE, FollowUpStatus.DROPPED})


class RecordChanges:
    """Three statements at most, however many lines there are."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting

    def is_new(self, line: FollowUp | Decision) -> bool:
        """Whether no signature has put it into effect as it stands now."""
        return self._reopened is None or (line.__tablename__, line.id) in self._history

    def was_ended_before(self, line: FollowUp) -> bool:
        """Whether the signed minutes said of the promise that it is done, or dropped."""
        events = self._history.get((line.__tablename__, line.id), []) if self._reopened else []
        return any(event.details.get("before", {}).get("status") in _ENDING for event in events[:1])

    @cached_property
    def _reopened(self) -> int | None:
        """The id of the event; None when its minutes were never signed before."""
        mine = (Event.subject == Meeting.__tablename__, Event.subject_id == self._meeting.id)
        signed = (Event.tag == "meeting:reopen", Event.from_state.in_(SIGNED_MEETING_STATES))
        return db.session.scalar(select(func.max(Event.id)).where(*mine, *signed))

    @cached_property
    def _history(self) -> dict[tuple[str, int], list[Event]]:
        """The changes of each line since then, the first one first."""
        found: dict[tuple[str, int], list[Event]] = {}
        items = self._meeting.items
        for table, lines in (
            (FollowUp, [line.id for item in items for line in item.follow_ups]),
            (Decision, [line.id for item in items for line in item.decisions]),
        ):
            mine = (Event.subject == table.__tablename__, Event.subject_id.in_(lines), Event.id > self._reopened)
            for event in db.session.scalars(select(Event).where(*mine).order_by(Event.id)):
                found.setdefault((event.subject, event.subject_id), []).append(event)
        return found
