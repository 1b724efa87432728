"""Similarity channels: each a matrix of needs x offerings, from 0 (nothing in common) to 1 or little above.

    words     BM25-weighted n-grams of all columns
    meaning   cosine of the texts' vectors, a need's led to what serves such needs (text_vectors.py); can be negative
    category  cosine of the vectors of the category columns       audience  of those that say for whom
    help      cosine of concepts, related concepts included

Their weighted sum is calibrated to the score (weights.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.feature_rows import NeedFeatures, OfferingRows
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, IntArray
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    csr_matrix,
    replace_data,
    row_sums_by_entry,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.text_vectors import VectorRows, load_meaning_map, text_vectors
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_vectors import VectorArray

# Okapi BM25: saturation of term frequency, and how far length is made up for.
BM25_K1: Final = 1.2
BM25_B: Final = 0.6
# How far a concept that helps with the same trouble counts as the concept itself.
RELATED_CONCEPT_WEIGHT: Final = 0.2


@dataclass(frozen=True, eq=False)
class OfferingMatrices:
    """The offerings' side of every channel, in the order of their ids: columns of matrices, rows of vectors."""

    gram_columns: UsedColumns
    grams: SparseMatrix
    concept_idf: FloatArray
    concepts: SparseMatrix
    word_columns: UsedColumns
    meaning: VectorArray
    category: VectorRows
    audience: VectorRows

    @staticmethod
    def of(rows: OfferingRows) -> "OfferingMatrices":
        grams, words = UsedColumns.of(rows.grams), UsedColumns.of(rows.words)
        concept_idf = concept_rarity(rows.concepts)
        return OfferingMatrices(
            gram_columns=grams,
            grams=transpose_rows(_saturate_bm25(grams.narrowed(rows.grams))),
            concept_idf=concept_idf,
            concepts=transpose_rows(weight_columns(rows.concepts, concept_idf)),
            word_columns=words,
            meaning=load_meaning_map().of_offerings(text_vectors(rows.words, words)),
            category=VectorRows.of(rows.category, words),
            audience=VectorRows.of(rows.audience, words),
        )

    def narrowed(self, places: IntArray) -> "OfferingMatrices":
        """Only these columns; IDF stays that among all offerings."""
        return replace(
            self,
            grams=self.grams[:, places],
            concepts=self.concepts[:, places],
            meaning=self.meaning[places],
            category=self.category.taken(places),
            audience=self.audience.taken(places),
        )

    def similarities(self, needs: Sequence[NeedFeatures]) -> dict[str, FloatArray]:
        """Each channel as needs x offerings."""
        concepts = self._need_concepts([each.concepts for each in needs])
        asked = load_meaning_map().of_needs(self.need_vectors([each.words for each in needs]))
        return {
            "words": (self._need_grams([each.grams for each in needs]) @ self.grams).toarray(),
            "meaning": (asked @ self.meaning.T).astype(np.float64),
            "category": self.category.cosines(self.need_vectors([each.category for each in needs])),
            "audience": self.audience.cosines(self.need_vectors([each.audience for each in needs])),
            "help": (concepts @ self.concepts).toarray(),
        }

    def need_vectors(self, words: Sequence[SparseRow]) -> VectorArray:
        """Texts x VECTOR_SIZE, words weighted by how rare they are among the offerings."""
        return text_vectors(stack_rows(words, self.word_columns.width), self.word_columns)

    def _need_grams(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        """Square root of the counts times IDF; a row adds up to 1, so that long stories gain nothing."""
        asked = self.gram_columns.narrowed(stack_rows(rows, GRAM_COUNT))
        data = np.sqrt(asked.data) * self.gram_columns.idf[asked.indices]
        return replace_data(asked, data / row_sums_by_entry(asked, data))

    def _need_concepts(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        asked = stack_rows(rows, len(load_thesaurus().concepts))
        return weight_columns(csr_matrix(asked @ related_concept_matrix()), self.concept_idf)


def concept_rarity(concepts: SparseMatrix) -> FloatArray:
    """ln(1 + N / (1 + df)) of each concept, where df is the sum of the weights it has in N texts."""
    frequency = np.bincount(concepts.indices, concepts.data, concepts.shape[1])
    return np.log1p(concepts.shape[0] / (1 + frequency))


def _saturate_bm25(rows: SparseMatrix) -> SparseMatrix:
    """Tf / (tf + k1 (1 - b + b length / mean length)), between 0 and 1; IDF is on the needs' side."""
    lengths = row_sums_by_entry(rows, rows.data)
    mean_length = max(float(rows.data.sum()) / max(rows.shape[0], 1), 1.0)
    return replace_data(rows, rows.data / (rows.data + BM25_K1 * (1 - BM25_B + BM25_B * lengths / mean_length)))


@cache
def related_concept_matrix() -> SparseMatrix:
    """Concept x concept: 1 on the diagonal, RELATED_CONCEPT_WEIGHT for a link in either direction."""
    concepts = load_thesaurus().concepts
    matrix = np.eye(len(concepts))
    for number, concept in enumerate(concepts):
        matrix[number, list(concept.near)] = matrix[list(concept.near), number] = RELATED_CONCEPT_WEIGHT
    return csr_matrix(matrix)
