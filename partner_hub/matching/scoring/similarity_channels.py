"""Similarity channels: each a matrix of needs x offerings, from 0 (nothing in common) to 1 or little above.

    words     BM25-weighted n-grams             help      cosine of concepts, related concepts included
    salience  cosine of salience vectors        category, audience, time  overlap of labels, graded
    unit      concepts that this kind of institution deals with

Their weighted sum is calibrated to the score (weights.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from partner_hub.matching.scoring.feature_rows import NeedFeatures, OfferingRows
from partner_hub.matching.scoring.gram_columns import GramColumns
from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, IntArray
from partner_hub.matching.scoring.salience import need_salience, offering_salience
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    csr_matrix,
    inverse_document_frequency,
    replace_data,
    row_sums_by_entry,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.thesaurus import (
    KNOWN_AUDIENCES,
    KNOWN_CATEGORIES,
    load_thesaurus,
    load_unit_kinds,
)

# Okapi BM25: saturation of term frequency, and how far length is made up for.
BM25_K1: Final = 1.2
BM25_B: Final = 0.6
# How far a concept that helps with the same trouble counts as the concept itself.
RELATED_CONCEPT_WEIGHT: Final = 0.2
DENSE_CHANNELS: Final = ("category", "audience", "time")


@dataclass(frozen=True, eq=False)
class OfferingMatrices:
    """The offerings' side of every channel; columns are offerings in the order of their ids."""

    gram_columns: GramColumns
    gram_idf: FloatArray
    grams: SparseMatrix
    concept_idf: FloatArray
    concepts: SparseMatrix
    salience: FloatArray
    units: SparseMatrix
    dense: dict[str, FloatArray]

    @staticmethod
    def of(rows: OfferingRows, similarities: FloatArray) -> "OfferingMatrices":
        """`similarities` are those to all concepts."""
        columns = GramColumns.of(rows.grams)
        grams = columns.narrowed(rows.grams)
        concept_idf = concept_rarity(rows.concepts)
        return OfferingMatrices(
            gram_columns=columns,
            gram_idf=inverse_document_frequency(grams),
            grams=transpose_rows(_saturate_bm25(grams)),
            concept_idf=concept_idf,
            concepts=transpose_rows(weight_columns(rows.concepts, concept_idf)),
            salience=offering_salience(similarities).T,
            units=transpose_rows(rows.unit_kinds),
            dense={name: rows.dense[name].T for name in DENSE_CHANNELS},
        )

    def narrowed(self, places: IntArray) -> "OfferingMatrices":
        """Only these columns; IDF and salience stay those among all offerings."""
        return replace(
            self,
            grams=self.grams[:, places],
            concepts=self.concepts[:, places],
            salience=self.salience[:, places],
            units=self.units[:, places],
            dense={name: each[:, places] for name, each in self.dense.items()},
        )

    def similarities(self, needs: Sequence[NeedFeatures]) -> dict[str, FloatArray]:
        """Each channel as needs x offerings."""
        concepts = self._need_concepts([each.concepts for each in needs])
        found = {
            "words": (self._need_grams([each.grams for each in needs]) @ self.grams).toarray(),
            "help": (concepts @ self.concepts).toarray(),
            "salience": need_salience(np.stack([each.similarities for each in needs])) @ self.salience,
            "unit": (concepts @ _unit_concept_matrix() @ self.units).toarray(),
        }
        return found | {name: self._dense_similarity(name, needs) for name in DENSE_CHANNELS}

    def _need_grams(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        """Square root of the counts times IDF; a row adds up to 1, so that long stories gain nothing."""
        asked = self.gram_columns.narrowed(stack_rows(rows, GRAM_COUNT))
        data = np.sqrt(asked.data) * self.gram_idf[asked.indices]
        return replace_data(asked, data / row_sums_by_entry(asked, data))

    def _need_concepts(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        asked = stack_rows(rows, len(load_thesaurus().concepts))
        return weight_columns(csr_matrix(asked @ related_concept_matrix()), self.concept_idf)

    def _dense_similarity(self, name: str, needs: Sequence[NeedFeatures]) -> FloatArray:
        asked = np.stack([each.dense[name] for each in needs])
        return (asked if name == "time" else asked @ _label_similarity_matrix(name)) @ self.dense[name]


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


@cache
def _label_similarity_matrix(name: str) -> FloatArray:
    """What is asked x what is given: how far an offering under the one label serves a need under the other."""
    file, order = ("categories", KNOWN_CATEGORIES) if name == "category" else ("audiences", KNOWN_AUDIENCES)
    matrix = np.eye(len(order))
    for label, others in load_table(file)["soft"].items():
        for other, worth in others.items():
            matrix[order.index(label), order.index(other)] = worth
    return matrix


@cache
def _unit_concept_matrix() -> SparseMatrix:
    """Concept x kind of unit, each kind of length 1: one that does few things is surer to do them."""
    matrix = np.zeros((len(load_thesaurus().concepts), len(load_unit_kinds().labels)))
    for kind, concepts in enumerate(load_unit_kinds().concepts):
        matrix[list(concepts), kind] = len(concepts) ** -0.5
    return csr_matrix(matrix)
