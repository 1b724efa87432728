"""The names of the lists exactly as they will be printed, each with the page where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from partner_hub.core.absolute_urls import path_to
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.attendance.attendance_lists import lists_by_name
from partner_hub.minutes.document import Attendee
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.names_of_meeting import NamesOfMeeting
from partner_hub.minutes.drafting.record import meeting_record_of


@dataclass(frozen=True)
class PrintedName:
    """`url` leads to the field where the name or title stands; "" where nothing can be mended."""

    attendee: Attendee
    url: str


@dataclass(frozen=True)
class PrintedGroup:
    """People of one list who stand together; `group` may be empty."""

    label: str
    group: str
    names: tuple[PrintedName, ...]


def printed_names(meeting: Meeting, choices: DraftChoices) -> list[PrintedGroup]:
    """Of a meeting that was loaded with everything (meetings.queries.meeting_record)."""
    urls = dict(_places_of_people(meeting))
    return [
        PrintedGroup(listed.label, group, tuple(PrintedName(each, _url_of(each, urls)) for each in people))
        for listed in lists_by_name(meeting_record_of(meeting), choices, meeting.community)
        for group, people in groupby(listed.attendees, key=lambda each: each.group)
    ]


def _url_of(attendee: Attendee, urls: dict[str, str]) -> str:
    return urls.get(attendee.name or attendee.unit, "")


def _places_of_people(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """By name, or by the unit where nobody is named; where two people share a name, the seat."""
    here = {"community_id": meeting.community_id, "meeting_id": meeting.id}
    yield meeting.chair_name, path_to("meetings.edit", **here, _anchor="chair_name")
    yield meeting.recorder_name, path_to("meetings.edit", **here, _anchor="recorder_name")
    for guest in meeting.guests:
        yield guest.name, path_to("meetings.edit_guest", guest_id=guest.id, **here)
    names = NamesOfMeeting(meeting)
    for seat in meeting.seats:
        field = path_to("meetings.attendance", **here, _anchor=f"seat-{seat.id}-delegate_name")
        yield seat.delegate_name or names.name_of(seat.partnership), field
