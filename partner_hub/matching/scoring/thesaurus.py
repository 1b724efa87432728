"""The thesaurus: what residents and institutions call the same thing, and which area of life it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from .knowledge import concept_files, load
from .lexicon import Lexicon, Sense

CATEGORIES: Final = tuple(load("categories")["order"])
AUDIENCES: Final = tuple(load("audiences")["order"])
# What a word of `hints` is worth beside one that says the thing plainly.
HINT: Final = 0.35


@dataclass(frozen=True)
class Concept:
    """`area` and `categories` are numbers; `near` are the numbers of concepts that help with the same trouble."""

    label: str
    area: int
    categories: tuple[int, ...]
    near: tuple[int, ...]


@dataclass(frozen=True)
class Thesaurus:
    concepts: tuple[Concept, ...]
    areas: tuple[str, ...]
    lexicon: Lexicon
    numbers: Mapping[str, int] = field(repr=False)


Entry = tuple[str, int, dict[str, Any], str]


@cache
def thesaurus() -> Thesaurus:
    """Read once in the life of a process."""
    files = concept_files()
    entries = list(_entries(files))
    numbers = {label: number for number, (label, _, _, _) in enumerate(entries)}
    if len(numbers) < len(entries):
        raise ValueError(f"a concept stands twice: {_doubles(entries)}")
    concepts = tuple(_concept(entry, numbers) for entry in entries)
    areas = tuple(str(file["area"]["name"]) for file in files)
    return Thesaurus(concepts, areas, Lexicon(_senses(entries)), numbers)


def _entries(files: list[dict[str, Any]]) -> Iterator[Entry]:
    for area, file in enumerate(files):
        for label, entry in file.items():
            if label != "area":
                yield label, area, entry, str(entry.get("categories") or file["area"]["categories"])


def _doubles(entries: list[Entry]) -> list[str]:
    labels = [label for label, _, _, _ in entries]
    return sorted({label for label in labels if labels.count(label) > 1})


def _concept(entry: Entry, numbers: Mapping[str, int]) -> Concept:
    label, area, words, categories = entry
    near = tuple(numbers[each] for each in str(words.get("near", "")).split() if each in numbers)
    return Concept(label, area, tuple(CATEGORIES.index(each) for each in categories.split()), near)


def _senses(entries: list[Entry]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, dict[int, float]] = {}
    for number, (_, _, words, _) in enumerate(entries):
        for kind, strength in (("hints", HINT), ("offers", 1.0), ("says", 1.0)):
            for word in str(words.get(kind, "")).lower().split():
                found.setdefault(word, {})[number] = strength
    return {word: _shared_out(meant) for word, meant in found.items()}


def _shared_out(meant: Mapping[int, float]) -> tuple[Sense, ...]:
    """A word of several meanings speaks less for each of them."""
    share = len(meant) ** -0.5
    return tuple(Sense(number, strength * share) for number, strength in sorted(meant.items()))


@dataclass(frozen=True)
class Units:
    """Kinds of institution by their names, and what each kind does: one row of concepts and one of categories."""

    lexicon: Lexicon
    labels: tuple[str, ...]
    concepts: tuple[tuple[int, ...], ...]
    categories: tuple[tuple[int, ...], ...]


@cache
def units() -> Units:
    kinds: dict[str, dict[str, str]] = load("units")
    known = thesaurus()
    concepts = tuple(_of_kind(kind, known) for kind in kinds.values())
    categories = tuple(
        tuple(CATEGORIES.index(c) for c in kind.get("categories", "").split()) for kind in kinds.values()
    )
    return Units(named({label: kind["names"] for label, kind in kinds.items()}), tuple(kinds), concepts, categories)


def _of_kind(kind: dict[str, str], known: Thesaurus) -> tuple[int, ...]:
    """Concepts named one by one, and all those of an area named as a whole."""
    areas = {known.areas.index(area) for area in kind.get("areas", "").split()}
    whole = {number for number, concept in enumerate(known.concepts) if concept.area in areas}
    return tuple(sorted(whole | {known.numbers[label] for label in kind.get("concepts", "").split()}))


def named(words: Mapping[str, str]) -> Lexicon:
    """A lexicon of a table name -> words; the names count from 0 in their order."""
    found: dict[str, list[Sense]] = {}
    for number, listed in enumerate(words.values()):
        for word in listed.lower().split():
            found.setdefault(word, []).append(Sense(number, 1.0))
    return Lexicon({word: tuple(meant) for word, meant in found.items()})
