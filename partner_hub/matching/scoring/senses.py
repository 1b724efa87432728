"""What a text is about, as numbers: concepts, areas, categories, audiences, times, manner and kind of unit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from .knowledge import load
from .letters import Weights
from .lexicon import Lexicon
from .thesaurus import AUDIENCES, CATEGORIES, named, thesaurus, units

# A thing that is said again and again counts at most this much more than one said once in the title.
SATURATION: Final = 1.5


@dataclass(frozen=True)
class Words:
    """The smaller word lists, each with the labels its numbers stand for."""

    lexicon: Lexicon
    labels: tuple[str, ...]

    def counts(self, fields: Iterable[tuple[str, float]]) -> Weights:
        found = np.zeros(len(self.labels))
        for text, weight in fields:
            for each in self.lexicon.find(text):
                for sense in each.senses:
                    found[sense.key] += weight
        return found


@cache
def audience_words() -> Words:
    return _words(load("audiences")["words"])


@cache
def category_words() -> Words:
    return _words(load("categories")["words"])


@cache
def time_words() -> Words:
    return _words(load("times")["words"])


@cache
def asking_words() -> Words:
    return _words({label: entry["asks"] for label, entry in load("manners").items()})


@cache
def giving_words() -> Words:
    return _words({label: entry["gives"] for label, entry in load("manners").items()})


def _words(table: Mapping[str, str]) -> Words:
    return Words(named(table), tuple(table))


@cache
def chatter() -> re.Pattern[str]:
    words = sorted(load("chatter")["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


def concepts(fields: Iterable[tuple[str, float]]) -> dict[int, float]:
    """Each concept with its weight, which grows ever slower with every further mention."""
    lexicon = thesaurus().lexicon
    found: dict[int, float] = {}
    for text, weight in fields:
        for each in lexicon.find(text):
            for sense in each.senses:
                found[sense.key] = found.get(sense.key, 0.0) + weight * sense.strength
    return {key: weight / (weight + SATURATION) for key, weight in sorted(found.items())}


def areas(found: Mapping[int, float]) -> Weights:
    weights = np.zeros(len(thesaurus().areas))
    for key, weight in found.items():
        weights[thesaurus().concepts[key].area] += weight
    return unit_length(weights)


def categories(given: str, column: str, found: Mapping[int, float]) -> Weights:
    """What the list says, once as a code and once in its own words, and what the text itself speaks of."""
    coded = np.array([float(each == given) for each in CATEGORIES])
    written = shares(category_words().counts([(column, 1.0)]))
    spoken = np.zeros(len(CATEGORIES))
    for key, weight in found.items():
        for category in thesaurus().concepts[key].categories:
            spoken[category] += weight
    return shares(coded + written + shares(spoken))


def audiences(codes: Iterable[str], words: str) -> Weights:
    """The codes where there are any, else what the words of the column say."""
    coded = np.array([float(each in set(codes)) for each in AUDIENCES])
    return coded if coded.any() else np.minimum(audience_words().counts([(words, 1.0)]), 1.0)


def times(text: str) -> Weights:
    return np.minimum(time_words().counts([(text, 1.0)]), 1.0)


def kinds(unit_name: str) -> Weights:
    found = np.zeros(len(units().labels))
    for each in units().lexicon.find(unit_name):
        for sense in each.senses:
            found[sense.key] = 1.0
    return found


def shares(weights: Weights) -> Weights:
    total = weights.sum()
    return weights / total if total else weights


def unit_length(weights: Weights) -> Weights:
    length = float(np.sqrt((weights**2).sum()))
    return weights / length if length else weights
