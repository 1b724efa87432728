"""The saved draft beside what the record gives now: what follows by itself, and what waits for a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from partner_hub.minutes.drafting.passages import Passage
from partner_hub.vocabulary.minutes import PassageKind, PassageStatus, Placement

# The one passage of a draft from the time when drafts were one text: it stands alone.
WHOLE = "whole"


@dataclass(frozen=True)
class StoredPassage:
    """`generated` is what the record had given when this was saved."""

    key: str
    kind: PassageKind
    text: str = ""
    generated: str = ""

    @property
    def is_touched(self) -> bool:
        return self.text != self.generated

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "kind": PassageKind(stored["kind"])})


@dataclass(frozen=True)
class DraftPassage:
    """A passage as the draft's page shows it.

    text    what stands in the draft now: the hand's words, or else the record's
    given   what the record gives now; "" for a passage that it does not know
    before  what stood there when it was saved last (of a clash: what the record had given then)
    """

    key: str
    kind: PassageKind
    text: str
    given: str
    before: str = ""
    status: PassageStatus = PassageStatus.SETTLED
    habit: str = ""
    placement: Placement = Placement.FULL
    possible: tuple[Placement, ...] = ()

    @property
    def is_touched(self) -> bool:
        return self.text != self.given

    @property
    def field_name(self) -> str:
        """Of its field on the draft's page, where a link leads to it."""
        return "passage_" + self.key.replace("/", "__").replace("-", "_")

    @property
    def is_seen(self) -> bool:
        """Whether the draft was saved with what the record gives."""
        return self.status is PassageStatus.SETTLED


def merge_passages(stored: Sequence[StoredPassage], fresh: Sequence[Passage]) -> tuple[DraftPassage, ...]:
    """Everything the record gives, in its order; a passage of the draft alone comes after the one it followed."""
    if any(each.key == WHOLE for each in stored):
        return (*map(_draft_passage_alone, stored), *_merge_tables(stored, fresh))
    saved = {each.key: each for each in stored}
    merged = [_merge_one(each, saved.get(each.key), is_first=not stored) for each in fresh]
    for before, alone in _passages_without_record(stored, {each.key for each in fresh}):
        at = next((number for number, each in enumerate(merged, start=1) if each.key == before), 0)
        merged.insert(at, _draft_passage_alone(alone))
    return tuple(merged)


def settle_passages(
    merged: Iterable[DraftPassage],
    texts: Mapping[str, str] | None = None,
    takes_record: Mapping[str, bool] | None = None,
) -> list[StoredPassage]:
    """What is to be saved.

    Args:
        texts: what was typed, by key; without it a passage stays as it is.
        takes_record: of clashing passages, whether the record's words shall stand; without an answer it clashes on.
    """
    typed, answers = texts or {}, takes_record or {}
    settled = (_settle_one(each, typed.get(each.key, each.text), takes_record=answers.get(each.key)) for each in merged)
    return [each for each in settled if each is not None]


def _merge_one(given: Passage, saved: StoredPassage | None, *, is_first: bool) -> DraftPassage:
    made = DraftPassage(
        given.key,
        given.kind,
        given.text,
        given.text,
        habit=given.habit,
        placement=given.placement,
        possible=given.possible,
    )
    if saved is None:
        return made if is_first or not given.text else replace(made, status=PassageStatus.CHANGED)
    if not saved.is_touched:
        same = given.text == saved.text
        return made if same else replace(made, before=saved.text, status=PassageStatus.CHANGED)
    if given.text in {saved.generated, saved.text}:
        return replace(made, text=saved.text)
    return replace(made, text=saved.text, before=saved.generated, status=PassageStatus.CLASHING)


def _passages_without_record(stored: Sequence[StoredPassage], known: set[str]) -> Iterator[tuple[str, StoredPassage]]:
    """(key of the one before, passage) of those that the record does not give, or gives no more."""
    before = ""
    for each in stored:
        if each.key not in known:
            yield before, each
        before = each.key


def _draft_passage_alone(saved: StoredPassage) -> DraftPassage:
    passage = DraftPassage(saved.key, saved.kind, saved.text, "", saved.generated)
    if not saved.generated:
        return passage
    if saved.is_touched:
        return replace(passage, status=PassageStatus.CLASHING)
    return replace(passage, text="", before=saved.text, status=PassageStatus.GONE)


def _merge_tables(stored: Sequence[StoredPassage], fresh: Iterable[Passage]) -> Iterator[DraftPassage]:
    saved = {each.key: each for each in stored}
    tables = (each for each in fresh if each.kind is PassageKind.TABLE)
    return (_merge_one(each, saved.get(each.key), is_first=not stored) for each in tables)


def _settle_one(passage: DraftPassage, typed: str, *, takes_record: bool | None) -> StoredPassage | None:
    if passage.kind is PassageKind.TABLE:
        return StoredPassage(passage.key, passage.kind, passage.given, passage.given)
    if passage.status is not PassageStatus.CLASHING:
        keeps = passage.given or typed or passage.possible
        return StoredPassage(passage.key, passage.kind, typed, passage.given) if keeps else None
    if takes_record is None:
        return StoredPassage(passage.key, passage.kind, typed, passage.before)
    text = passage.given if takes_record else typed
    return StoredPassage(passage.key, passage.kind, text, passage.given) if text else None
