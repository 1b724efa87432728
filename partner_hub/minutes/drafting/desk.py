"""What the writers of the passages share: the record, the choices, words in official form, pointers to the annexes."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.record import ItemRecord, MeetingRecord
from partner_hub.minutes.wording.amounts import official_sums
from partner_hub.minutes.wording.dates import absolute_dates
from partner_hub.minutes.wording.item_numbers import number_entries
from partner_hub.minutes.wording.punctuation import official_punctuation
from partner_hub.minutes.wording.sentences import as_sentence
from partner_hub.minutes.wording.titles import without_own_number
from partner_hub.vocabulary.minutes import PassageKind, Placement

FEWEST_ROWS = 3
# 梅园社区社区大党委; 梅园社区社区卫生服务站 is a name.
_BODY_OF_PLACE = re.compile(r"(社区|街道)\1(?=大?党|居委|居民委|书记|主任|网格)")
_WITHOUT_TABLE = (Placement.FULL, Placement.OMITTED)
_ANYWHERE = (Placement.FULL, Placement.BRIEF, Placement.ANNEX, Placement.OMITTED)
POSSIBLE: Mapping[PassageKind, tuple[Placement, ...]] = MappingProxyType(
    {
        PassageKind.OPENING: (Placement.FULL, Placement.BRIEF, Placement.OMITTED),
        PassageKind.FOLLOW_UPS: _ANYWHERE,
        PassageKind.MATCHES: _ANYWHERE,
        PassageKind.DISCUSSIONS: _ANYWHERE,
        PassageKind.DECISIONS: _WITHOUT_TABLE,
        PassageKind.TASKS: _ANYWHERE,
        PassageKind.DEFERRED: _ANYWHERE,
        PassageKind.NEXT_MEETING: _WITHOUT_TABLE,
    }
)


@dataclass(frozen=True)
class Slot:
    """The place of one passage: its key, and the habit by which a choice is kept (see Passage)."""

    key: str
    habit: str
    kind: PassageKind


def slot_of_item(item: ItemRecord, kind: PassageKind) -> Slot:
    return Slot(f"item-{item.id}/{kind}", f"{item.kind}/{kind}", kind)


DEFERRED_SLOT = Slot("deferred/list", "deferred", PassageKind.DEFERRED)
NEXT_MEETING_SLOT = Slot("next-meeting/text", "next_meeting", PassageKind.NEXT_MEETING)


@dataclass(frozen=True)
class Desk:
    """`pointers`: by the key of a passage, what the body calls the place of its table, for instance 附件1."""

    record: MeetingRecord
    choices: DraftChoices
    pointers: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.record.started.date()

    def placement(self, slot: Slot) -> Placement:
        """As chosen; a table that nobody asked for is made of three entries or more."""
        chosen = self.choices.placement_of(slot.key, slot.habit, slot.kind)
        is_usual = not self.choices.placements.keys() & {slot.key, slot.habit}
        if is_usual and chosen is Placement.ANNEX and self._entries(slot.kind) < FEWEST_ROWS:
            return Placement.FULL
        return chosen if chosen in POSSIBLE[slot.kind] else Placement.FULL

    def _entries(self, kind: PassageKind) -> int:
        items = self.record.items
        return sum(len(item.matches if kind is PassageKind.MATCHES else item.actions) for item in items)

    def passage(self, slot: Slot, write: Callable[[Placement], Iterable[str]]) -> Passage:
        """`write` gives the lines of a placement; it is not asked for one that is left out."""
        placement = self.placement(slot)
        text = "" if placement is Placement.OMITTED else "\n".join(filter(None, write(placement)))
        return Passage(slot.key, slot.kind, official_punctuation(text), slot.habit, placement, POSSIBLE[slot.kind])

    def words(self, text: str) -> str:
        """Recorded words as a part of a sentence: one line, without stop at the end."""
        return self._official_line(text).rstrip("。；，、：… ")

    def sentence(self, text: str) -> str:
        return as_sentence(self._official_line(text)) if self.words(text) else ""

    def _official_line(self, text: str) -> str:
        words = _BODY_OF_PLACE.sub(r"\1", " ".join(text.split()))
        return absolute_dates(without_own_number(official_sums(words)), self.day)

    def seen_at(self, slot: Slot) -> str:
        """（见附件1）, or nothing where the annex has nothing to show."""
        pointer = self.pointers.get(slot.key)
        return f"（见{pointer}）" if pointer else ""


def lines_behind(opening: str, entries: list[str]) -> list[str]:
    """`opening` ends with a colon: a single entry stands in its line, several get numbers."""
    if not entries:
        return []
    return [opening + entries[0]] if len(entries) == 1 else [opening, *number_entries(entries)]
