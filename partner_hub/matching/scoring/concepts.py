"""Concept similarity: the cosine between a text and each concept of the thesaurus, over weighted n-grams.

All characters and bigrams count, not a list of fixed keywords, so that a resident who has never read the thesaurus is
understood: 假牙松了, 牙一松就掉 and 镶的牙老掉 all come out at the same concept.
"""

from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, weighted_gram_counts
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    inverse_document_frequency,
    join_rows,
    replace_data,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.used_columns import UsedColumns

# Similarities are raised to this power, so that the likeliest concepts stand out; all but the first are dropped.
SIMILARITY_EXPONENT: Final = 2.0
MAX_CONCEPTS_PER_TEXT: Final = 24
# Sublinear term frequency of a concept's words: what many voices repeat counts hardly more than what one says.
COUNT_EXPONENT: Final = 0.4
# Texts whose cosines are computed at a time: what lies between stays in the processor's cache.
TEXTS_PER_BATCH: Final = 500
FIGURES: Final = np.arange(ord("0"), ord("9") + 1, dtype=np.int32)


def concept_similarities(grams: SparseMatrix) -> FloatArray:
    """Cosines, texts x concepts; a text's counts enter as their square root, both sides weighted by IDF.

    Args: texts x GRAM_COUNT.
    """
    starts = range(0, max(grams.shape[0], 1), TEXTS_PER_BATCH)
    return np.concatenate([_similarities_of_batch(grams[start : start + TEXTS_PER_BATCH]) for start in starts])


def _similarities_of_batch(grams: SparseMatrix) -> FloatArray:
    asked = concept_gram_columns().narrowed(grams)
    cosines = weight_columns(replace_data(asked, np.sqrt(asked.data)), concept_gram_idf()) @ concept_profiles()
    return np.asarray(cosines.toarray(), dtype=np.float64)


def strongest_concepts(similarities: FloatArray) -> list[SparseRow]:
    """The concepts of each text, weighted from 0 to 1; the likeliest weighs 1."""
    return [_strongest_of_text(row) for row in similarities]


def _strongest_of_text(similarities: FloatArray) -> SparseRow:
    kept = np.sort(np.argsort(-similarities, kind="stable")[:MAX_CONCEPTS_PER_TEXT])
    kept = kept[similarities[kept] > 0]
    best = similarities[kept].max(initial=0.0) or 1.0
    return SparseRow(kept.astype(np.int32), (similarities[kept] / best) ** SIMILARITY_EXPONENT)


@cache
def _concept_grams() -> SparseMatrix:
    concepts = load_thesaurus().concepts
    return stack_rows([SparseRow(*weighted_gram_counts([(concept.words, 1.0)])) for concept in concepts], GRAM_COUNT)


@cache
def concept_gram_columns() -> UsedColumns:
    """The grams of the thesaurus; figures are among them, so that they keep their weight where no concept has them."""
    return UsedColumns.of(
        join_rows([_concept_grams(), stack_rows([SparseRow(FIGURES, np.ones(len(FIGURES)))], GRAM_COUNT)])
    )


@cache
def concept_gram_idf() -> FloatArray:
    """IDF over concepts. A single figure weighs 0, since it tells of nothing: 5, in 5元 as in 5楼."""
    idf = inverse_document_frequency(concept_gram_columns().narrowed(_concept_grams()))
    idf[concept_gram_columns().places(FIGURES)] = 0.0
    return idf


@cache
def concept_profiles() -> SparseMatrix:
    """Grams x concepts, each concept of length 1."""
    counts = concept_gram_columns().narrowed(_concept_grams())
    return transpose_rows(weight_columns(replace_data(counts, counts.data**COUNT_EXPONENT), concept_gram_idf()))
