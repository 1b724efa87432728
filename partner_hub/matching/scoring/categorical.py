"""What the columns and plain words of a text say, as numbers: categories, audiences, times, kind of unit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.lexicon import Lexicon, lexicon_of_lists
from partner_hub.matching.scoring.ngrams import FloatArray
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.thesaurus import KNOWN_AUDIENCES, KNOWN_CATEGORIES, load_thesaurus, load_unit_kinds


@dataclass(frozen=True)
class WordList:
    """A word list with the labels that its numbers stand for."""

    lexicon: Lexicon
    labels: tuple[str, ...]

    def said(self, text: str) -> FloatArray:
        """1 for each label that the text names."""
        found = np.zeros(len(self.labels))
        found[self.lexicon.find(text)] = 1.0
        return found


def _word_list_of_table(table: Mapping[str, str]) -> WordList:
    return WordList(lexicon_of_lists(table.values()), tuple(table))


@cache
def audience_words() -> WordList:
    return _word_list_of_table(load_table("audiences")["words"])


@cache
def category_words() -> WordList:
    return _word_list_of_table(load_table("categories")["words"])


@cache
def schedule_words() -> WordList:
    return _word_list_of_table(load_table("times")["words"])


@cache
def unit_words() -> WordList:
    return WordList(load_unit_kinds().lexicon, load_unit_kinds().labels)


@cache
def stop_phrase_pattern() -> re.Pattern[str]:
    words = sorted(load_table("chatter")["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


def category_vector(given: str, column: str, topics: SparseRow) -> FloatArray:
    """What the list says, once as a code and once in its own words, and what the text itself speaks of."""
    coded = np.array([float(each == given) for each in KNOWN_CATEGORIES])
    spoken = topics.weights @ _concept_category_matrix()[topics.keys]
    return scale_to_sum_one(coded + scale_to_sum_one(category_words().said(column)) + scale_to_sum_one(spoken))


@cache
def _concept_category_matrix() -> FloatArray:
    return np.stack([_equal_shares(concept.categories) for concept in load_thesaurus().concepts])


def _equal_shares(categories: tuple[int, ...]) -> FloatArray:
    row = np.zeros(len(KNOWN_CATEGORIES))
    row[list(categories)] = 1 / len(categories)
    return row


def audience_vector(codes: Iterable[str], words: str) -> FloatArray:
    """The codes where there are any, else what the words of the column say."""
    known = set(codes)
    coded = np.array([float(each in known) for each in KNOWN_AUDIENCES])
    return coded if coded.any() else audience_words().said(words)


def scale_to_sum_one(weights: FloatArray) -> FloatArray:
    total = weights.sum()
    return weights / total if total else weights
