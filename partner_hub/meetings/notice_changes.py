"""What has changed between two states of a meeting's facts, and the sentence that tells it."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.template_filters import format_moment
from partner_hub.meetings.notice_facts import AgendaFact, MeetingFacts


class ChangeKind(enum.StrEnum):
    """In the order in which changes are told."""

    START = "start"
    PLACE = "place"
    TITLE = "title"
    THEME = "theme"
    CHAIR = "chair"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    ITEM_RETITLED = "item_retitled"
    ITEM_MOVED = "item_moved"


PLAIN_FACT_LABELS = {
    ChangeKind.START: _l("Time"),
    ChangeKind.PLACE: _l("Place"),
    ChangeKind.TITLE: _l("Title"),
    ChangeKind.THEME: _l("Theme"),
    ChangeKind.CHAIR: _l("Chair"),
}


@dataclass(frozen=True)
class FactChange:
    """`old` and `new` are the values in the reader's words; of an item its titles or, where it moved, its numbers.

    `item`: the item's title now, or as it was when it was removed; `item_id` its row.
    """

    kind: ChangeKind
    old: str = ""
    new: str = ""
    item: str = ""
    item_id: int | None = None

    @property
    def sentence(self) -> str:
        match self.kind:
            case ChangeKind.ITEM_ADDED:
                return _("New on the agenda: %(number)s. “%(title)s”", number=self.new, title=self.item)
            case ChangeKind.ITEM_REMOVED:
                return _("Taken off the agenda: “%(title)s”", title=self.item)
            case ChangeKind.ITEM_RETITLED:
                return _("Item of the agenda: “%(old)s” is now “%(new)s”", old=self.old, new=self.new)
            case ChangeKind.ITEM_MOVED:
                return _("“%(title)s” moves from %(old)s to %(new)s", title=self.item, old=self.old, new=self.new)
        label, nothing = PLAIN_FACT_LABELS[self.kind], _("not fixed")
        return _("%(fact)s: %(new)s (was %(old)s)", fact=label, new=self.new or nothing, old=self.old or nothing)


def changes_between(old: MeetingFacts, new: MeetingFacts) -> tuple[FactChange, ...]:
    """Everything that a reader of `old` has to know about `new`; in the reader's language."""
    return (*_changes_of_plain_facts(old, new), *_changes_of_agenda(old.agenda, new.agenda))


def sentences_of_changes(old: MeetingFacts, new: MeetingFacts) -> str:
    """All on one line, for a message."""
    return _("; ").join(change.sentence for change in changes_between(old, new))


def _changes_of_plain_facts(old: MeetingFacts, new: MeetingFacts) -> Iterator[FactChange]:
    for kind in PLAIN_FACT_LABELS:
        before, after = (getattr(facts, kind) for facts in (old, new))
        if before != after:
            yield FactChange(kind, _in_words(kind, old), _in_words(kind, new))


def _in_words(kind: ChangeKind, facts: MeetingFacts) -> str:
    return format_moment(facts.start, weekday=True) if kind is ChangeKind.START else str(getattr(facts, kind))


def _changes_of_agenda(old: tuple[AgendaFact, ...], new: tuple[AgendaFact, ...]) -> Iterator[FactChange]:
    before = {item.item_id: (str(place), item) for place, item in enumerate(old, start=1)}
    after = {item.item_id: (str(place), item) for place, item in enumerate(new, start=1)}
    for number, (place, item) in after.items():
        if number not in before:
            yield FactChange(ChangeKind.ITEM_ADDED, new=place, item=item.title, item_id=number)
    for number, (place, item) in before.items():
        if number not in after:
            yield FactChange(ChangeKind.ITEM_REMOVED, old=place, item=item.title, item_id=number)
    for number, (_place, item) in after.items():
        if number in before and before[number][1].title != item.title:
            was = before[number][1].title
            yield FactChange(ChangeKind.ITEM_RETITLED, was, item.title, item.title, number)
    for number in _moved_ids([each for each in before if each in after], [each for each in after if each in before]):
        yield FactChange(ChangeKind.ITEM_MOVED, before[number][0], after[number][0], after[number][1].title, number)


def _moved_ids(old: list[int], new: list[int]) -> list[int]:
    """Those that left their neighbours: an item that only gave way to others has not moved."""
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {number for block in kept for number in old[block.a : block.a + block.size]}
    return [number for number in new if number not in stayed]
