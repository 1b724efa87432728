"""A small meeting from which drafts are made in tests; what a test speaks of it gives itself."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import ItemRecord, MeetingRecord, Person
from partner_hub.vocabulary.meeting import ItemKind, ItemState
from partner_hub.vocabulary.minutes import DraftLength, UnitNaming

ITEM = ItemRecord("供需对接", ItemKind.MATCHING, ItemState.PASSED, "沈若溪", "", (), (), (), (), (), id=7)
MEETING = MeetingRecord(
    community="柳岸社区",
    title="柳岸社区2026年第二季度党建联席会",
    year=2026,
    quarter=2,
    started=datetime(2026, 4, 16, 14, 30),  # noqa: DTZ001 - a wall clock
    place="社区党群服务中心二楼",
    theme="“邻里同心”",
    chair=Person("沈若溪", "社区党委书记"),
    recorder=Person("丁一鸣", "党建专干"),
    items=(ITEM,),
    present=(Person("罗𬭎", "主任", "江州市第二医院"), Person("江帆", "校长", "江州市柳岸小学")),
    excused=(),
    absent=(),
    staff=(Person("丁一鸣", "社区党委委员"),),
    guests=(),
    deferred=(),
    next_meeting="",
)
BRIEF = DraftChoices(unit_names=UnitNaming.FULL)
FULL = replace(BRIEF, length=DraftLength.FULL)


def meeting_of(*items: ItemRecord, **changes: Any) -> MeetingRecord:
    return replace(MEETING, items=items or MEETING.items, **changes)


def section_of(choices: DraftChoices = BRIEF, **changes: Any) -> list[str]:
    """The lines below the heading of a meeting's one item, which has these changes; [] where it has no section."""
    return generate_draft(meeting_of(replace(ITEM, **changes)), choices).split("\n")[2:]


def closing_of(choices: DraftChoices = BRIEF, **changes: Any) -> list[str]:
    """The lines behind those of the items."""
    return generate_draft(replace(MEETING, items=(), **changes), choices).split("\n")[1:]
