"""The draft of the minutes: official Chinese, generated from the record, so that a recorder changes words, not facts.

A section for each agenda item that has something to tell (一、二、…), lines that partner_hub.minutes.body reads again.
"""

from collections.abc import Iterator

from partner_hub.minutes.drafting.annexes import desk_for
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.closing_passages import deferred_passages, next_meeting_passages
from partner_hub.minutes.drafting.desk import Desk
from partner_hub.minutes.drafting.follow_up_passages import follow_ups_passage
from partner_hub.minutes.drafting.item_passages import decisions_passage, discussions_passage, opening_passage
from partner_hub.minutes.drafting.lead_paragraph import lead_paragraph
from partner_hub.minutes.drafting.match_passages import matches_passage, put_off_passage
from partner_hub.minutes.drafting.passages import Passage, compose_body
from partner_hub.minutes.drafting.record import ItemRecord, MeetingRecord
from partner_hub.minutes.drafting.task_passages import tasks_passage
from partner_hub.minutes.drafting.unit_names import with_unit_names
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.meeting import ItemKind
from partner_hub.vocabulary.minutes import PassageKind

_WRITERS = (
    opening_passage,
    follow_ups_passage,
    matches_passage,
    put_off_passage,
    discussions_passage,
    decisions_passage,
    tasks_passage,
)


def generate_draft(record: MeetingRecord, choices: DraftChoices | None = None) -> str:
    """The whole body, one paragraph a line."""
    return compose_body(generate_passages(record, choices or DraftChoices()))


def generate_passages(record: MeetingRecord, choices: DraftChoices) -> tuple[Passage, ...]:
    """Everything that the record gives, in the order of the agenda."""
    passages = _passages_at(desk_for(record, choices))
    return tuple(with_unit_names(passages, record.units, choices.unit_names))


def _passages_at(desk: Desk) -> Iterator[Passage]:
    yield Passage("lead", PassageKind.LEAD, lead_paragraph(desk))
    ahead = next((item for item in desk.record.items if item.kind is ItemKind.NEXT_MEETING), None)
    for item in desk.record.items:
        yield from _passages_of_item(desk, item)
        if item is ahead:
            yield from next_meeting_passages(desk, heading=False)
    yield from deferred_passages(desk)
    if ahead is None:
        yield from next_meeting_passages(desk, heading=True)


def _passages_of_item(desk: Desk, item: ItemRecord) -> Iterator[Passage]:
    title = desk.words(bare_title(item.title))
    yield Passage(f"item-{item.id}", PassageKind.HEADING, title)
    yield from filter(None, (write(desk, item) for write in _WRITERS))
