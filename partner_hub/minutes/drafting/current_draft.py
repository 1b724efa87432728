"""The draft of a meeting's minutes as it stands now: what was saved, beside what the record gives."""

from collections.abc import Iterator

from partner_hub.communities.models import Community
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.build_document import lists_of_record
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.draft import generate_passages
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.record import MeetingRecord, meeting_record_of
from partner_hub.minutes.drafting.stored_passages import DraftPassage, StoredPassage, merge_passages
from partner_hub.minutes.models import Minutes
from partner_hub.vocabulary.minutes import PassageKind


def choices_for(community: Community, minutes: Minutes | None) -> DraftChoices:
    """Those of the draft; a new one begins with those of the community's last one."""
    return DraftChoices.from_json(minutes.choices if minutes and minutes.choices else community.minutes_choices)


def current_draft(
    meeting: Meeting, minutes: Minutes | None, record: MeetingRecord | None = None
) -> tuple[DraftPassage, ...]:
    """The passages of a meeting that was loaded with everything; nothing is saved."""
    choices = choices_for(meeting.community, minutes)
    stored = [StoredPassage.from_json(each) for each in minutes.passages] if minutes else []
    return merge_passages(stored, fresh_passages(record or meeting_record_of(meeting), meeting.community, choices))


def fresh_passages(record: MeetingRecord, community: Community, choices: DraftChoices) -> tuple[Passage, ...]:
    """What the record gives: the passages of the text, and the lists and tables behind it."""
    return (*generate_passages(record, choices), *_tables_of_record(record, community, choices))


def _tables_of_record(record: MeetingRecord, community: Community, choices: DraftChoices) -> Iterator[Passage]:
    lists, annexes = lists_of_record(record, community, choices)
    for listed in lists:
        names = "\n".join(f"{each.unit} {each.title}{each.name}".strip() for each in listed.attendees)
        yield Passage(f"names/{listed.label}", PassageKind.TABLE, f"{listed.label}：\n{names}")
    for annex in annexes:
        rows = "\n".join(" | ".join(row) for row in annex.rows)
        yield Passage(f"annex/{annex.title}", PassageKind.TABLE, f"{annex.title}\n{rows}")
