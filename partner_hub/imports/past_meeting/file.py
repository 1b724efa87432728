"""Reads the file of a past meeting: JSON, checked against file_schema, with texts cleaned for storing."""

import json
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from jsonschema import Draft202012Validator

from partner_hub.core import clock
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.core.forms import several_lines
from partner_hub.imports.past_meeting.file_schema import MEETING_FILE_SCHEMA
from partner_hub.letters import has_old_letters
from partner_hub.privacy import NUMBER_REMOVED, remove_identity_numbers

MeetingRecord = dict[str, Any]


def read_meeting_file(data: bytes) -> MeetingRecord:
    """Raises DomainError when it is no JSON, SeveralFaults with every place that does not fit."""
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise DomainError(_("This is not a JSON file: %(fault)s", fault=error)) from error
    faults = [
        (f"{fault.json_path}: {fault.message[:200]}", "")
        for fault in Draft202012Validator(MEETING_FILE_SCHEMA).iter_errors(record)
    ]
    if faults:
        raise SeveralFaults(_("The file does not describe a meeting:"), faults)
    cleaned: MeetingRecord = _cleaned_json(record)
    return cleaned


def _cleaned_json(value: Any) -> Any:
    """Every text without control characters, outer blanks and the numbers of identity papers and cards."""
    if isinstance(value, dict):
        return {key: _cleaned_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned_json(each) for each in value]
    return remove_identity_numbers(several_lines(value)) if isinstance(value, str) else value


def has_letters_of_old_systems(data: bytes) -> bool:
    return has_old_letters(json.dumps(json.loads(data.decode("utf-8-sig")), ensure_ascii=False))


def has_removed_numbers(record: MeetingRecord) -> bool:
    """Whether a number of an identity paper or a card was cut out of it."""
    return NUMBER_REMOVED in json.dumps(record, ensure_ascii=False)


def moment_of_record(record: MeetingRecord, key: str) -> datetime | None:
    """The wall clock time under `key` on the day of the meeting, as an aware moment."""
    if not record.get(key):
        return None
    return clock.from_local(datetime.combine(day_from_iso(record["date"]), time.fromisoformat(record[key].zfill(5))))


def day_from_iso(text: str) -> date:
    """Raises DomainError for a day that no calendar has."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DomainError(_("There is no such day: %(day)s", day_from_iso=text)) from error
