"""The document of a meeting as it would be issued now."""

from datetime import date

from partner_hub.core import clock
from partner_hub.meetings.models import Meeting
from partner_hub.minutes import queries
from partner_hub.minutes.build_document import build_minutes_document
from partner_hub.minutes.document import DocumentNumber, MinutesDocument
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.current_draft import choices_for, current_draft, fresh_passages
from partner_hub.minutes.drafting.passages import compose_body
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review.version_line import correction_of


def document_to_issue(
    meeting: Meeting,
    minutes: Minutes | None,
    *,
    draft: bool = False,
    dated: date | None = None,
    choices: DraftChoices | None = None,
    body: str | None = None,
) -> MinutesDocument:
    """What would be issued now: the draft as it stands, with whatever the record gives that nobody has touched.

    The date is the one given, else the one set for the minutes, else the day of the meeting: never the clock's.

    Args:
        choices: other than those of the draft; the body is then written from the record.
        body: a text that is not saved.
    """
    record = meeting_record_of(meeting)
    dated = dated or (minutes and minutes.dated) or clock.to_local(meeting.actual_start or meeting.planned_start).date()
    if body is None:
        drafted = fresh_passages(record, meeting.community, choices) if choices else None
        body = compose_body(drafted or current_draft(meeting, minutes, record))
    document = build_minutes_document(
        record,
        meeting.community,
        body=body,
        number=number_of_minutes(meeting, minutes, dated.year),
        dated=dated,
        choices=choices or choices_for(meeting.community, minutes),
        draft=draft,
    )
    correction = correction_of(minutes)
    return correction.mark(document) if correction else document


def number_of_minutes(meeting: Meeting, minutes: Minutes | None, year: int) -> DocumentNumber:
    """The number it has, or the one it would get; a correction keeps the number of what it replaces."""
    before = queries.latest_version(minutes) if minutes else None
    return (
        DocumentNumber(before.year, before.number) if before else queries.next_document_number(meeting.community, year)
    )
