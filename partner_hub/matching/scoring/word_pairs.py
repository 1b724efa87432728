"""Which words of a need and of an offering bring the two texts near to each other, though they share no letter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from partner_hub.matching.scoring.ngrams import FloatArray, KeyArray
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.text_vectors import load_meaning_map
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_edges import is_telling
from partner_hub.matching.scoring.word_vectors import (
    VectorArray,
    load_word_table,
    scale_to_length_one,
    word_of_number,
)

# A pair that brings less than this part of what the best one brings says nothing beside it.
MIN_PART_OF_BEST: Final = 0.4
# Cosines from which two words are plainly near: as the dictionary has them, with the first led to what serves it, both.
MIN_COSINE: Final = 0.35
MIN_SERVED_COSINE: Final = 0.22
MIN_SUM_OF_COSINES: Final = 0.75
# Words rarer than this among the offerings (about one in fifteen has them) tell one from another.
MIN_RARITY: Final = 2.7

WordPair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class WeighedWords:
    """Words of a text with their vectors of length 1, IDF among the offerings, and weight in the text."""

    keys: KeyArray
    vectors: VectorArray
    rarity: FloatArray
    weights: FloatArray

    @staticmethod
    def of(words: SparseRow, columns: UsedColumns) -> "WeighedWords":
        rarity = columns.idf[columns.places(words.keys)]
        return WeighedWords(words.keys, load_word_table().vectors(words.keys), rarity, np.sqrt(words.weights) * rarity)

    def told(self) -> "WeighedWords":
        kept = np.array([is_telling(word_of_number(key)) for key in self.keys.tolist()], dtype=np.bool_)
        return WeighedWords(self.keys[kept], self.vectors[kept], self.rarity[kept], self.weights[kept])


@dataclass(frozen=True, eq=False)
class AskedWords:
    """A need's words, what serves each (vectors of length 1), and the part of each in what the need looks for."""

    words: WeighedWords
    served: VectorArray
    sought: VectorArray

    @staticmethod
    def of(row: SparseRow, columns: UsedColumns) -> "AskedWords":
        meaning, every = load_meaning_map(), WeighedWords.of(row, columns)
        whole = every.weights @ every.vectors
        apart = whole / (np.linalg.norm(whole) or 1.0) - meaning.need_mean
        words = every.told()
        led = words.vectors @ meaning.matrix
        looked_for = words.vectors / (np.linalg.norm(apart) or 1.0) + led / (
            np.linalg.norm(apart @ meaning.matrix) or 1.0
        )
        return AskedWords(words, scale_to_length_one(led), words.weights[:, None] * looked_for)

    def nearest(
        self, given: WeighedWords, *, plainly: bool, fits: Callable[[str, str], bool], most: int
    ) -> list[WordPair]:
        """Pairs with a word of the offering that fit, the one that brings most first; each word once.

        Args: `plainly`: only of words that are near by themselves and tell this offering from others.
        """
        worth = (self.sought @ given.vectors.T) * given.weights
        if plainly:
            worth = worth * self._plainly_near(given)
        found: list[WordPair] = []
        for one, other in _likeliest_pairs(worth):
            asked, offered = word_of_number(int(self.words.keys[one])), word_of_number(int(given.keys[other]))
            news = not any(word in pair for pair in found for word in (asked, offered))
            if news and not set(asked) & set(offered) and fits(asked, offered):
                found.append((asked, offered))
            if len(found) == most:
                break
        return found

    def _plainly_near(self, given: WeighedWords) -> npt.NDArray[np.bool_]:
        alike, served = self.words.vectors @ given.vectors.T, self.served @ given.vectors.T
        near = (alike >= MIN_COSINE) & (served >= MIN_SERVED_COSINE) & (alike + served >= MIN_SUM_OF_COSINES)
        rare = (self.words.rarity >= MIN_RARITY)[:, None] & (given.rarity >= MIN_RARITY)
        return np.asarray(near & rare)


def _likeliest_pairs(worth: FloatArray) -> Iterator[tuple[int, int]]:
    likely = np.flatnonzero(worth > MIN_PART_OF_BEST * max(float(worth.max(initial=0.0)), 0.0))
    for place in likely[np.argsort(-worth.flat[likely], kind="stable")].tolist():
        yield divmod(place, worth.shape[1])
