"""Which concepts of the thesaurus a text resembles: by all its characters and pairs, not by single fixed words.

A resident who has never read the thesaurus still uses its letters: 假牙松了, 牙一松就掉 and 镶的牙老掉 all come out
at the same concept.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, weighted_gram_counts
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    inverse_document_frequency,
    replace_data,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.thesaurus import load_thesaurus

# Likenesses are raised to this power, so that the likeliest concepts stand out, and all but the first are dropped.
SIMILARITY_EXPONENT: Final = 2.0
MAX_CONCEPTS_PER_TEXT: Final = 24
# What stands often among a concept's words counts hardly more than what stands there once: many voices, one trouble.
COUNT_EXPONENT: Final = 0.4


def concept_similarities(grams: Sequence[SparseRow]) -> FloatArray:
    """Every text against every concept."""
    asked = stack_rows(grams, GRAM_COUNT)
    alike = weight_columns(replace_data(asked, np.sqrt(asked.data)), _concept_gram_idf()) @ _concept_profiles()
    return np.asarray(alike.toarray(), dtype=np.float64)


def strongest_concepts(alike: FloatArray) -> list[SparseRow]:
    """The concepts of each text; the likeliest weighs 1."""
    return [_strongest_of_text(row) for row in alike]


def _strongest_of_text(likeness: FloatArray) -> SparseRow:
    kept = np.sort(np.argsort(-likeness, kind="stable")[:MAX_CONCEPTS_PER_TEXT])
    kept = kept[likeness[kept] > 0]
    best = likeness[kept].max(initial=0.0) or 1.0
    return SparseRow(kept.astype(np.int64), (likeness[kept] / best) ** SIMILARITY_EXPONENT)


@cache
def _concept_gram_counts() -> SparseMatrix:
    return stack_rows(
        [SparseRow(*weighted_gram_counts(concept.fields)) for concept in load_thesaurus().concepts], GRAM_COUNT
    )


@cache
def _concept_gram_idf() -> FloatArray:
    """A single figure tells of nothing: 5, in 5元 as in 5楼."""
    rare = inverse_document_frequency(_concept_gram_counts())
    rare[ord("0") : ord("9") + 1] = 0.0
    return rare


@cache
def _concept_profiles() -> SparseMatrix:
    """Characters and pairs x concepts."""
    words = _concept_gram_counts()
    return transpose_rows(weight_columns(replace_data(words, words.data**COUNT_EXPONENT), _concept_gram_idf()))
