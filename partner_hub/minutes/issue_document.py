"""The document of a meeting as it would be issued now."""

from datetime import date

from partner_hub.core import clock
from partner_hub.meetings.models import Meeting
from partner_hub.minutes import queries
from partner_hub.minutes.build_document import build_minutes_document
from partner_hub.minutes.document import DocumentNumber, MinutesDocument
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review.version_line import correction_of


def document_to_issue(
    meeting: Meeting, minutes: Minutes | None, *, draft: bool = False, dated: date | None = None
) -> MinutesDocument:
    """What would be issued now. Without a draft on file the body is generated from the record.

    The date is the one given, else the one set for the minutes, else the day of the meeting: never the clock's.
    """
    record = meeting_record_of(meeting)
    dated = dated or (minutes and minutes.dated) or clock.to_local(meeting.actual_start or meeting.planned_start).date()
    body = minutes.body if minutes else generate_draft(record)
    number = number_of_minutes(meeting, minutes, dated.year)
    document = build_minutes_document(record, meeting.community, body=body, number=number, dated=dated, draft=draft)
    correction = correction_of(minutes)
    return correction.mark(document) if correction else document


def number_of_minutes(meeting: Meeting, minutes: Minutes | None, year: int) -> DocumentNumber:
    """The number it has, or the one it would get; a correction keeps the number of what it replaces."""
    before = queries.latest_version(minutes) if minutes else None
    return (
        DocumentNumber(before.year, before.number) if before else queries.next_document_number(meeting.community, year)
    )
