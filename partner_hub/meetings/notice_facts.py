"""What a notice says of its meeting, as plain, frozen data: the snapshot that changes are told against."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import UNPUBLISHED_ITEM_STATES


@dataclass(frozen=True)
class AgendaFact:
    """One published item; `minutes` is the time allotted to it."""

    item_id: int
    title: str
    presenter: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class MeetingFacts:
    """`minutes` is the planned length.

    `units` (the names on the seats, in their order), `issuer` and `contact` stand in the letter of a notice. They are
    no change that everybody is told: facts that are only compared go without them.
    """

    title: str
    start: datetime
    place: str
    theme: str
    chair: str
    agenda: tuple[AgendaFact, ...]
    units: tuple[str, ...] = ()
    minutes: int | None = None
    issuer: str = ""
    contact: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"start": self.start.isoformat(), "agenda": [asdict(item) for item in self.agenda]}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Self:
        start = datetime.fromisoformat(found["start"])
        agenda = tuple(AgendaFact(**item) for item in found["agenda"])
        return cls(**found | {"start": start, "agenda": agenda, "units": tuple(found["units"])})

    @property
    def digest(self) -> str:
        """The same for the same facts but for the seats: whoever sends a change list says with it what it showed."""
        words = self.to_json() | {"units": ()}
        return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def facts_of_meeting(meeting: Meeting) -> MeetingFacts:
    """As they stand now, without the units; what is not on the published agenda is left out."""
    published = [item for item in meeting.items if item.state not in UNPUBLISHED_ITEM_STATES]
    return MeetingFacts(
        title=meeting.title,
        start=meeting.planned_start,
        place=meeting.place,
        theme=meeting.theme,
        chair=" ".join(filter(None, (meeting.chair_name, meeting.chair_title))),
        agenda=tuple(AgendaFact(item.id, item.title, item.presenter, item.minutes_allotted) for item in published),
        minutes=meeting.planned_minutes,
    )
