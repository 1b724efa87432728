"""Salience: by how many standard deviations a text resembles a concept more than texts about other things do.

Concept similarity alone favours concepts that everything resembles a little. A need's similarities are standardised
over the examples of the thesaurus, an offering's over all offerings of its index; what lies below the mean is 0.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.concepts import concept_similarities
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, weighted_gram_counts
from partner_hub.matching.scoring.sparse import SparseRow, stack_rows
from partner_hub.matching.scoring.thesaurus import load_thesaurus

# So many words of a concept's examples make one reference text: about the length of a need's sentence.
WORDS_PER_REFERENCE_TEXT: Final = 4
# Few offerings are no sample: mean and deviation are taken as if so many reference texts stood beside them.
PRIOR_TEXTS: Final = 30
NEED_SALIENCE_EXPONENT: Final = 1.5


@dataclass(frozen=True, eq=False)
class SimilarityDistribution:
    """Of each concept: mean and standard deviation of the similarity of texts that are not about it."""

    mean: FloatArray
    deviation: FloatArray

    def standardised(self, similarities: FloatArray, exponent: float = 1.0) -> FloatArray:
        """Rows of length 1; 0 for what a text resembles no more than other texts do."""
        above = np.maximum((similarities - self.mean) / self.deviation, 0.0) ** exponent
        length = np.sqrt((above**2).sum(axis=1, keepdims=True))
        return above / np.where(length > 0, length, 1.0)


def need_salience(similarities: FloatArray) -> FloatArray:
    """Args: needs x concepts. Gives the same shape."""
    return reference_distribution().standardised(similarities, NEED_SALIENCE_EXPONENT)


def offering_salience(similarities: FloatArray) -> FloatArray:
    """Args: offerings x concepts. Standardised among each other, shrunk to the reference texts where they are few."""
    prior, count = reference_distribution(), len(similarities) + PRIOR_TEXTS
    mean = (similarities.sum(axis=0) + PRIOR_TEXTS * prior.mean) / count
    squares = ((similarities - mean) ** 2).sum(axis=0) + PRIOR_TEXTS * (prior.deviation**2 + (prior.mean - mean) ** 2)
    return SimilarityDistribution(mean, np.sqrt(squares / count)).standardised(similarities)


@cache
def reference_distribution() -> SimilarityDistribution:
    """Over the examples of the thesaurus, each left out for its own concept."""
    numbers, texts = zip(*_reference_texts(), strict=True)
    similarities = concept_similarities(
        stack_rows([SparseRow(*weighted_gram_counts([(text, 1.0)])) for text in texts], GRAM_COUNT)
    )
    similarities[np.arange(len(texts)), numbers] = np.nan
    return SimilarityDistribution(np.nanmean(similarities, axis=0), np.nanstd(similarities, axis=0))


def _reference_texts() -> list[tuple[int, str]]:
    """The examples of every concept in short pieces, with the concept's number."""
    size = WORDS_PER_REFERENCE_TEXT
    return [
        (number, " ".join(concept.examples[start : start + size]))
        for number, concept in enumerate(load_thesaurus().concepts)
        for start in range(0, len(concept.examples), size)
    ]
