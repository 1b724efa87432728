"""The thesaurus: concepts with what residents and institutions call them, and kinds of institution."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from partner_hub.matching.scoring.knowledge import load_concept_tables, load_table
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists

KNOWN_CATEGORIES: Final = tuple(load_table("categories")["order"])
KNOWN_AUDIENCES: Final = tuple(load_table("audiences")["order"])
# What a word of `hints` is worth beside one that says the thing plainly.
HINT_WEIGHT: Final = 0.5
PLAIN_FIELDS: Final = ("says", "offers", "tellings", "titles")


@dataclass(frozen=True)
class Concept:
    """`categories` and `near` are numbers: of KNOWN_CATEGORIES, and of concepts that help with the same trouble.

    `fields` are all its words, each text with its weight; `examples` the words of its tellings and titles.
    """

    label: str
    categories: tuple[int, ...]
    near: tuple[int, ...]
    fields: tuple[tuple[str, float], ...] = field(repr=False)
    examples: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Thesaurus:
    """`areas`: name of an area of life -> the numbers of its concepts; `numbers`: label -> number."""

    concepts: tuple[Concept, ...]
    areas: Mapping[str, tuple[int, ...]]
    numbers: Mapping[str, int]


# Label, table, and its categories or those of its area.
ConceptEntry = tuple[str, dict[str, str], str]


@cache
def load_thesaurus() -> Thesaurus:
    """Read once in the life of a process. Raises ValueError for a label that two tables have."""
    files = load_concept_tables()
    entries = list(_concept_entries(files))
    numbers = {label: number for number, (label, _, _) in enumerate(entries)}
    if len(numbers) < len(entries):
        raise ValueError(f"a concept stands twice among {[label for label, _, _ in entries]}")
    concepts = tuple(_build_concept(entry, numbers) for entry in entries)
    areas = {file["area"]["name"]: tuple(numbers[each] for each in file if each != "area") for file in files}
    return Thesaurus(concepts, areas, numbers)


def _concept_entries(files: list[dict[str, Any]]) -> Iterator[ConceptEntry]:
    for file in files:
        for label, table in file.items():
            if label != "area":
                yield label, table, table.get("categories") or file["area"]["categories"]


def _build_concept(entry: ConceptEntry, numbers: Mapping[str, int]) -> Concept:
    label, table, categories = entry
    near = tuple(numbers[each] for each in table.get("near", "").split())
    plain_words = " ".join([label, *(table.get(name, "") for name in PLAIN_FIELDS)])
    fields = ((plain_words.lower(), 1.0), (table.get("hints", "").lower(), HINT_WEIGHT))
    examples = f"{table.get('tellings', '')} {table.get('titles', '')}".lower().split()
    known = tuple(KNOWN_CATEGORIES.index(each) for each in categories.split())
    return Concept(label, known, near, fields, tuple(examples))


@dataclass(frozen=True)
class UnitKinds:
    """Kinds of institution: the words of their names, their labels, and the concepts that each deals with."""

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
