"""Imports the record of a past meeting with the commands that record a meeting by hand."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import SeveralFaults
from partner_hub.core.events import record_event
from partner_hub.imports.past_meeting.agenda import PastAgenda, was_held
from partner_hub.imports.past_meeting.file import (
    MeetingRecord,
    has_letters_of_old_systems,
    has_removed_numbers,
    moment_of_record,
    read_meeting_file,
)
from partner_hub.imports.past_meeting.references import References
from partner_hub.meetings import attendance, queries
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.guests import GUEST_LINES, GuestValues
from partner_hub.meetings.service import NewMeeting, plan_meeting
from partner_hub.privacy import remove_identity_numbers
from partner_hub.vocabulary.meeting import MeetingState, Presence

PRESENCE_OF_KEY = {
    "present": Presence.PRESENT,
    "absent_with_leave": Presence.EXCUSED,
    "absent_without_notice": Presence.ABSENT,
}


@dataclass(frozen=True)
class MeetingImport:
    """`is_new` is False when the same file had been brought in before: then nothing was written."""

    meeting: Meeting
    is_new: bool
    doubts: tuple[str, ...] = ()


def import_meeting(actor: Actor, community: Community, *, data: bytes, filename: str) -> MeetingImport:
    """Bring in a meeting, a past one as held; matches whose needs are not on record are left out, with a doubt.

    Raises DomainError for a file that is no meeting or a quarter that has one, SeveralFaults for unknown units.
    """
    found = read_meeting_file(data)
    source = {"file": remove_identity_numbers(filename), "sha256": hashlib.sha256(data).hexdigest()}
    known = queries.meeting_of_quarter(community, found["year"], found["quarter"])
    if known and known.source.get("sha256") == source["sha256"]:
        return MeetingImport(known, is_new=False)
    references = References(community)
    if has_removed_numbers(found):
        references.doubts.append(_("Numbers of identity papers or cards in the file were left out."))
    if has_letters_of_old_systems(data):
        references.doubts.append(_("Characters that only an old system shows were written as those of today."))
    _require_units(found, references)
    meeting = plan_meeting(actor, community, data={**_meeting_values(found), "source": source})
    _write_attendance(actor, meeting, found, references)
    PastAgenda(actor, meeting, found, references).write()
    if was_held(found):
        _mark_meeting_held(actor, meeting)
    return MeetingImport(meeting, is_new=True, doubts=tuple(dict.fromkeys(references.doubts)))


def _meeting_values(found: MeetingRecord) -> NewMeeting:
    chair, recorder = found.get("chair") or {}, found.get("recorder") or {}
    return {
        "year": found["year"],
        "quarter": found["quarter"],
        "title": found.get("title") or None,
        "theme": found.get("theme") or "",
        "place": found.get("place") or "",
        "planned_start": moment_of_record(found, "planned_start")
        or moment_of_record(found, "actual_start")
        or _morning_of_day(found),
        "actual_start": moment_of_record(found, "actual_start"),
        "ended_at": moment_of_record(found, "end"),
        "chair_name": chair.get("name", ""),
        "chair_title": chair.get("title", ""),
        "recorder_name": recorder.get("name", ""),
        "recorder_title": recorder.get("title", ""),
        "next_meeting": found.get("next_meeting") or "",
    }


def _require_units(found: MeetingRecord, references: References) -> None:
    """Raises SeveralFaults when a seat names an unknown unit: attendance must not be lost."""
    names = [_unit_name_of_entry(entry) for key in PRESENCE_OF_KEY for entry in found.get(key) or []]
    unknown = [name for name in names if references.unit(name) is None]
    if unknown:
        raise SeveralFaults(
            _("These units are not on record; bring in the list of units first:"),
            [(_unknown_unit(name, references.candidates(name)), "") for name in unknown],
        )


def _unknown_unit(name: str, candidates: str) -> str:
    return _("“%(name)s”, perhaps %(candidates)s", name=name, candidates=candidates) if candidates else name


def _unit_name_of_entry(entry: Mapping[str, Any]) -> str:
    name: str = entry.get("unit_name") or entry.get("name") or ""
    return name


def _morning_of_day(found: MeetingRecord) -> datetime:
    """A record without times still has a day."""
    morning = moment_of_record(found | {"morning": "09:00"}, "morning")
    assert morning is not None  # noqa: S101 - the time has just been put in
    return morning


def _write_attendance(actor: Actor, meeting: Meeting, found: MeetingRecord, references: References) -> None:
    for key, presence in PRESENCE_OF_KEY.items():
        for entry in found.get(key) or []:
            _write_seat(actor, meeting, entry, presence, references)
    for key, is_staff in (("guests", False), ("community_staff", True)):
        for entry in found.get(key) or []:
            person: GuestValues = {
                "name": entry.get("name") or "",
                "title": entry.get("title") or "",
                "organisation": entry.get("org") or "",
                "note": entry.get("note") or "",
                "is_staff": is_staff,
            }
            GUEST_LINES.add(actor, meeting, person)


def _write_seat(
    actor: Actor, meeting: Meeting, entry: Mapping[str, Any], presence: Presence, references: References
) -> None:
    unit = references.unit(_unit_name_of_entry(entry))
    assert unit is not None  # noqa: S101 - _require_units has asked
    values: attendance.SeatChanges = {
        "delegate_name": entry.get("person") or entry.get("contact") or "",
        "delegate_title": entry.get("title") or "",
        "presence": presence,
        "reason": entry.get("reason") or "",
        "via": "import",
    }
    attendance.set_seat(actor, meeting, unit, data=values)


def _mark_meeting_held(actor: Actor, meeting: Meeting) -> None:
    """A meeting of the past is held already: nobody is invited to it any more."""
    meeting.state = MeetingState.HELD
    db.session.flush()
    record_event(actor, meeting, "import", to_state=MeetingState.HELD.value)
