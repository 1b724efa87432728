"""What a text stands out in: which concepts it resembles more than other texts do, however weakly by itself.

Needs are held against the tellings of the thesaurus, offerings against all others on their shelf.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.concepts import concept_similarities
from partner_hub.matching.scoring.knowledge import tellings
from partner_hub.matching.scoring.ngrams import FloatArray, weighted_gram_counts
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.thesaurus import load_thesaurus

# So many words of a telling make one text to compare with.
WORDS_PER_REFERENCE_TEXT: Final = 4
# A shelf of few offerings is no measure: as if so many usual texts stood beside them.
PRIOR_TEXTS: Final = 30
NEED_SALIENCE_EXPONENT: Final = 1.5


@dataclass(frozen=True, eq=False)
class SimilarityDistribution:
    """Of each concept: how much texts about other things resemble it, and how far they differ in that."""

    middle: FloatArray
    spread: FloatArray

    def outstanding(self, alike: FloatArray, sharpness: float = 1.0) -> FloatArray:
        """Rows of length 1, 0 for what a text resembles no more than others."""
        above = np.maximum((alike - self.middle) / self.spread, 0.0) ** sharpness
        length = np.sqrt((above**2).sum(axis=1, keepdims=True))
        return above / np.where(length > 0, length, 1.0)


def need_salience(alike: FloatArray) -> FloatArray:
    return reference_distribution().outstanding(alike, NEED_SALIENCE_EXPONENT)


def offering_salience(alike: FloatArray) -> FloatArray:
    """Held against each other, and against the usual where they are few."""
    base, count = reference_distribution(), len(alike) + PRIOR_TEXTS
    middle = (alike.sum(axis=0) + PRIOR_TEXTS * base.middle) / count
    apart = ((alike - middle) ** 2).sum(axis=0) + PRIOR_TEXTS * (base.spread**2 + (base.middle - middle) ** 2)
    return SimilarityDistribution(middle, np.sqrt(apart / count)).outstanding(alike)


@cache
def reference_distribution() -> SimilarityDistribution:
    numbers, texts = zip(*_reference_texts(), strict=True)
    alike = concept_similarities([SparseRow(*weighted_gram_counts([(text, 1.0)])) for text in texts])
    alike[np.arange(len(texts)), numbers] = np.nan
    return SimilarityDistribution(np.nanmean(alike, axis=0), np.nanstd(alike, axis=0))


def _reference_texts() -> list[tuple[int, str]]:
    """Each telling in short pieces, with the number of its concept."""
    told = [(load_thesaurus().numbers[label], words.lower().split()) for label, words in tellings().items()]
    pieces = [
        (number, words[start : start + WORDS_PER_REFERENCE_TEXT])
        for number, words in told
        for start in range(0, len(words), WORDS_PER_REFERENCE_TEXT)
    ]
    return [(number, " ".join(words)) for number, words in pieces]
