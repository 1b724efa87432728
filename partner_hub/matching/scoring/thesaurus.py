"""The thesaurus: what residents and institutions call the same thing, and which area of life it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from partner_hub.matching.scoring.knowledge import load_concept_tables, load_table, tellings
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists

KNOWN_CATEGORIES: Final = tuple(load_table("categories")["order"])
KNOWN_AUDIENCES: Final = tuple(load_table("audiences")["order"])
# What a word of `hints` is worth beside one that says the thing plainly.
HINT_WEIGHT: Final = 0.5


@dataclass(frozen=True)
class Concept:
    """`categories` are numbers; `near` are the numbers of concepts that help with the same trouble.

    `fields` are the words and tellings, each text with its weight.
    """

    label: str
    categories: tuple[int, ...]
    near: tuple[int, ...]
    fields: tuple[tuple[str, float], ...] = field(repr=False)


@dataclass(frozen=True)
class Thesaurus:
    """`areas` are the numbers of the concepts of each file."""

    concepts: tuple[Concept, ...]
    areas: Mapping[str, tuple[int, ...]]
    numbers: Mapping[str, int]


ConceptEntry = tuple[str, dict[str, str], str]


@cache
def load_thesaurus() -> Thesaurus:
    """Read once in the life of a process."""
    files = load_concept_tables()
    entries = list(_concept_entries(files))
    numbers = {label: number for number, (label, _, _) in enumerate(entries)}
    if len(numbers) < len(entries):
        raise ValueError(f"a concept stands twice among {[label for label, _, _ in entries]}")
    told = tellings()
    if strangers := told.keys() - numbers.keys():
        raise ValueError(f"tellings of concepts that are not there: {sorted(strangers)}")
    concepts = tuple(_build_concept(entry, numbers, told.get(entry[0], "")) for entry in entries)
    areas = {file["area"]["name"]: tuple(numbers[each] for each in file if each != "area") for file in files}
    return Thesaurus(concepts, areas, numbers)


def _concept_entries(files: list[dict[str, Any]]) -> Iterator[ConceptEntry]:
    for file in files:
        for label, words in file.items():
            if label != "area":
                yield label, words, words.get("categories") or file["area"]["categories"]


def _build_concept(entry: ConceptEntry, numbers: Mapping[str, int], told: str) -> Concept:
    label, words, categories = entry
    near = tuple(numbers[each] for each in words.get("near", "").split())
    plain_words = " ".join([label, words.get("says", ""), words.get("offers", ""), told])
    fields = ((plain_words.lower(), 1.0), (words.get("hints", "").lower(), HINT_WEIGHT))
    return Concept(label, tuple(KNOWN_CATEGORIES.index(each) for each in categories.split()), near, fields)


@dataclass(frozen=True)
class UnitKinds:
    """Kinds of institution by their names, and the concepts that each kind deals with."""

    lexicon: Lexicon
    labels: tuple[str, ...]
    concepts: tuple[tuple[int, ...], ...]


@cache
def load_unit_kinds() -> UnitKinds:
    kinds: dict[str, dict[str, str]] = load_table("units")
    concepts = tuple(_concepts_of_unit_kind(kind, load_thesaurus()) for kind in kinds.values())
    return UnitKinds(lexicon_of_lists(kind["names"] for kind in kinds.values()), tuple(kinds), concepts)


def _concepts_of_unit_kind(kind: dict[str, str], known: Thesaurus) -> tuple[int, ...]:
    """Concepts named one by one, and all those of an area named as a whole."""
    whole = {number for area in kind.get("areas", "").split() for number in known.areas[area]}
    return tuple(sorted(whole | {known.numbers[label] for label in kind.get("concepts", "").split()}))
