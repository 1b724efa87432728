"""Which words of a need and of an offering bring the two texts near to each other, though they share no letter."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import FloatArray
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.text_vectors import load_meaning_map
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_vectors import VectorArray, load_word_table, word_of_number

# A pair that brings less than this part of what the best one brings says nothing beside it.
MIN_PART_OF_BEST: Final = 0.4
MIN_LETTERS: Final = 2


def nearest_words(asked: SparseRow, given: SparseRow, columns: UsedColumns, most: int) -> list[tuple[str, str]]:
    """Pairs of a need's and an offering's word, the one that brings most first; each word once.

    Args: the words of both, each at least once; `columns` say how rare words are.
    """
    if not (len(asked.keys) and len(given.keys)):
        return []
    found: list[tuple[str, str]] = []
    for one, other in _likeliest_pairs(_worth_of_pairs(asked, given, columns)):
        pair = word_of_number(int(asked.keys[one])), word_of_number(int(given.keys[other]))
        if _can_be_told(*pair) and not any(word in told for told in found for word in pair):
            found.append(pair)
        if len(found) == most:
            break
    return found


def _worth_of_pairs(asked: SparseRow, given: SparseRow, columns: UsedColumns) -> FloatArray:
    """Asked x given: what each pair adds to the cosine, but for a factor that all share."""
    meaning, words = load_meaning_map(), _weighted_vectors(asked, columns)
    whole = words.sum(axis=0)
    words = words / (np.linalg.norm(whole) or 1.0)
    apart = words.sum(axis=0) - meaning.need_mean
    led = words @ meaning.matrix / (np.linalg.norm(apart @ meaning.matrix) or 1.0)
    return np.asarray((words / (np.linalg.norm(apart) or 1.0) + led) @ _weighted_vectors(given, columns).T)


def _weighted_vectors(words: SparseRow, columns: UsedColumns) -> VectorArray:
    weights = np.sqrt(words.weights) * columns.idf[columns.places(words.keys)]
    return load_word_table().vectors(words.keys) * weights[:, None].astype(np.float32)


def _likeliest_pairs(worth: FloatArray) -> Iterator[tuple[int, int]]:
    least = max(MIN_PART_OF_BEST * float(worth.max()), 0.0)
    for place in np.argsort(-worth, axis=None, kind="stable").tolist():
        one, other = divmod(place, worth.shape[1])
        if worth[one, other] <= least:
            return
        yield one, other


def _can_be_told(asked: str, given: str) -> bool:
    """Shared letters are told as words in common; single letters mean too much."""
    return min(len(asked), len(given)) >= MIN_LETTERS and not set(asked) & set(given)
