"""Categorical features: the labels that columns and plain words name, as short dense vectors.

Labels are categories, audiences, times and kinds of unit; their words are in knowledge/*.toml.
"""

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
    """A lexicon with the labels that its numbers stand for."""

    lexicon: Lexicon
    labels: tuple[str, ...]

    def labels_in(self, text: str) -> FloatArray:
        """1 for each label that the text names, 0 for the others."""
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
    """What says nothing about what is wanted, the longest phrase first."""
    words = sorted(load_table("stop_phrases")["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


def category_vector(code: str, column: str, concepts: SparseRow) -> FloatArray:
    """In equal parts: the code of the list, the words of its column, and what the text itself speaks of. Sum 1."""
    coded = np.array([float(each == code) for each in KNOWN_CATEGORIES])
    spoken = concepts.weights @ _concept_category_matrix()[concepts.keys]
    return scale_to_sum_one(coded + scale_to_sum_one(category_words().labels_in(column)) + scale_to_sum_one(spoken))


@cache
def _concept_category_matrix() -> FloatArray:
    """Concepts x categories; a concept of several belongs to each in equal shares."""
    return np.stack([_equal_shares(concept.categories) for concept in load_thesaurus().concepts])


def _equal_shares(categories: tuple[int, ...]) -> FloatArray:
    row = np.zeros(len(KNOWN_CATEGORIES))
    row[list(categories)] = 1 / len(categories)
    return row


def audience_vector(codes: Iterable[str], words: str) -> FloatArray:
    """1 for each code; where there are none, for what the words of the column name."""
    known = set(codes)
    coded = np.array([float(each in known) for each in KNOWN_AUDIENCES])
    return coded if coded.any() else audience_words().labels_in(words)


def scale_to_sum_one(weights: FloatArray) -> FloatArray:
    total = weights.sum()
    return weights / total if total else weights
