"""What the columns and plain words of a text say, as numbers: categories, audiences, times, kind of unit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from partner_hub.matching.scoring.knowledge import load
from partner_hub.matching.scoring.lexicon import Lexicon, named
from partner_hub.matching.scoring.ngrams import Weights
from partner_hub.matching.scoring.sparse import Row
from partner_hub.matching.scoring.thesaurus import AUDIENCES, CATEGORIES, thesaurus, units


@dataclass(frozen=True)
class Words:
    """A word list with the labels that its numbers stand for."""

    lexicon: Lexicon
    labels: tuple[str, ...]

    def said(self, text: str) -> Weights:
        """1 for each label that the text names."""
        found = np.zeros(len(self.labels))
        found[self.lexicon.find(text)] = 1.0
        return found


def _words(table: Mapping[str, str]) -> Words:
    return Words(named(table.values()), tuple(table))


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
def unit_words() -> Words:
    return Words(units().lexicon, units().labels)


@cache
def chatter() -> re.Pattern[str]:
    words = sorted(load("chatter")["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


def categories(given: str, column: str, topics: Row) -> Weights:
    """What the list says, once as a code and once in its own words, and what the text itself speaks of."""
    coded = np.array([float(each == given) for each in CATEGORIES])
    spoken = topics.weights @ _concept_categories()[topics.keys]
    return shares(coded + shares(category_words().said(column)) + shares(spoken))


@cache
def _concept_categories() -> Weights:
    return np.stack([_in_shares(concept.categories) for concept in thesaurus().concepts])


def _in_shares(categories: tuple[int, ...]) -> Weights:
    row = np.zeros(len(CATEGORIES))
    row[list(categories)] = 1 / len(categories)
    return row


def audiences(codes: Iterable[str], words: str) -> Weights:
    """The codes where there are any, else what the words of the column say."""
    known = set(codes)
    coded = np.array([float(each in known) for each in AUDIENCES])
    return coded if coded.any() else audience_words().said(words)


def shares(weights: Weights) -> Weights:
    total = weights.sum()
    return weights / total if total else weights
