"""The thesaurus: concepts with what residents and institutions call them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from partner_hub.matching.scoring.knowledge import load_concept_tables

WORD_FIELDS: Final = ("says", "offers", "tellings", "titles")


@dataclass(frozen=True)
class Concept:
    """`near` are numbers of concepts that help with the same trouble; `words` all its words, parted by blanks."""

    label: str
    near: tuple[int, ...]
    words: str = field(repr=False)


@dataclass(frozen=True)
class Thesaurus:
    """`areas`: name of an area of life -> the numbers of its concepts; `numbers`: label -> number."""

    concepts: tuple[Concept, ...]
    areas: Mapping[str, tuple[int, ...]]
    numbers: Mapping[str, int]


ConceptEntry = tuple[str, dict[str, str]]


@cache
def load_thesaurus() -> Thesaurus:
    """Read once in the life of a process. Raises ValueError for a label that two tables have."""
    files = load_concept_tables()
    entries = list(_concept_entries(files))
    numbers = {label: number for number, (label, _) in enumerate(entries)}
    if len(numbers) < len(entries):
        raise ValueError(f"a concept stands twice among {[label for label, _ in entries]}")
    concepts = tuple(_build_concept(entry, numbers) for entry in entries)
    areas = {file["area"]["name"]: tuple(numbers[each] for each in file if each != "area") for file in files}
    return Thesaurus(concepts, areas, numbers)


def _concept_entries(files: list[dict[str, Any]]) -> Iterator[ConceptEntry]:
    for file in files:
        for label, table in file.items():
            if label != "area":
                yield label, table


def _build_concept(entry: ConceptEntry, numbers: Mapping[str, int]) -> Concept:
    label, table = entry
    near = tuple(numbers[each] for each in table.get("near", "").split())
    words = " ".join([label, *(table.get(name, "") for name in WORD_FIELDS)])
    return Concept(label, near, words.lower())
