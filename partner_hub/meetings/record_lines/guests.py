"""列席: who was present for no unit."""

from typing import NotRequired, TypedDict

from partner_hub.core.actor import Actor
from partner_hub.meetings import queries
from partner_hub.meetings.attendance_models import Guest
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.record_line import TableLine


class GuestValues(TypedDict):
    """`is_staff`: one of the community's own people."""

    name: str
    title: NotRequired[str]
    organisation: NotRequired[str]
    note: NotRequired[str]
    is_staff: NotRequired[bool]


GUEST_LINES = TableLine[Meeting, Guest, GuestValues](
    lines=lambda meeting: meeting.guests,
    model=Guest,
    owner_id=Guest.meeting_id,
    columns=("name", "title", "organisation", "note", "is_staff"),
    history=("name",),
    # A corrected name is personal data that nobody needs any more.
    keeps_old_words=False,
)


def add_own_people(actor: Actor, meeting: Meeting) -> None:
    """The community's own people, but chair and recorder, who are named elsewhere.

    Raises: as GUEST_LINES.add.
    """
    named = {meeting.chair_name, meeting.recorder_name}
    for person in queries.own_people(meeting.community_id):
        if person.name not in named:
            GUEST_LINES.add(actor, meeting, {"name": person.name, "title": person.title, "is_staff": True})
