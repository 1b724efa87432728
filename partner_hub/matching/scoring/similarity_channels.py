"""The channels of the comparison: in each, every need against every offering, from 0 (nothing) to 1 (all)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from scipy import sparse

from partner_hub.matching.scoring import salience
from partner_hub.matching.scoring.features import Features, offering_features
from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, IntArray
from partner_hub.matching.scoring.records import OfferingText
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    inverse_document_frequency,
    replace_data,
    row_sums_by_entry,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.thesaurus import KNOWN_AUDIENCES, KNOWN_CATEGORIES, load_thesaurus, load_unit_kinds

# Saturation and length of Okapi's formula.
BM25_K1: Final = 1.2
BM25_B: Final = 0.6
# How far a concept that helps with the same trouble counts as the concept itself.
RELATED_CONCEPT_WEIGHT: Final = 0.2
DENSE_CHANNELS: Final = ("category", "audience", "time")


@dataclass(frozen=True, eq=False)
class OfferingMatrices:
    """The offerings' side of every channel; columns are offerings in the order of their ids."""

    gram_rarity: FloatArray
    grams: SparseMatrix
    topic_rarity: FloatArray
    topics: SparseMatrix
    standing: FloatArray
    units: SparseMatrix
    flat: dict[str, FloatArray]

    @staticmethod
    def of(features: Sequence[Features]) -> "OfferingMatrices":
        grams = stack_rows([each.grams for each in features], GRAM_COUNT)
        topics = stack_rows([each.topics for each in features], len(load_thesaurus().concepts))
        rare = np.log1p(len(features) / (1 + np.bincount(topics.indices, topics.data, topics.shape[1])))
        flat = {
            name: _stack_columns([each.flat[name] for each in features], width)
            for name, width in _dense_channel_widths().items()
        }
        units_named = sparse.csr_array(
            _stack_columns([each.flat["unit"] for each in features], len(load_unit_kinds().labels))
        )
        alike = salience.offering_salience(_stack_similarities(features))
        return OfferingMatrices(
            inverse_document_frequency(grams),
            transpose_rows(_saturate_bm25(grams)),
            rare,
            transpose_rows(weight_columns(topics, rare)),
            alike.T,
            units_named,
            flat,
        )

    def narrowed(self, places: IntArray) -> "OfferingMatrices":
        """Only these columns; what is rare stays what is rare among all."""
        return replace(
            self,
            grams=self.grams[:, places],
            topics=self.topics[:, places],
            standing=self.standing[:, places],
            units=self.units[:, places],
            flat={name: each[:, places] for name, each in self.flat.items()},
        )

    def compare(self, needs: Sequence[Features]) -> dict[str, FloatArray]:
        """Each channel as needs x offerings."""
        topics = self._asked_topics([each.topics for each in needs])
        found = {
            "words": (self._asked_grams([each.grams for each in needs]) @ self.grams).toarray(),
            "help": (topics @ self.topics).toarray(),
            "standing": salience.need_salience(_stack_similarities(needs)) @ self.standing,
            "unit": (topics @ _unit_concept_matrix() @ self.units).toarray(),
        }
        return found | {name: self._flat(name, needs) for name in DENSE_CHANNELS}

    def _asked_grams(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        """The weights of a row add up to 1, so that long stories gain nothing."""
        asked = stack_rows(rows, GRAM_COUNT)
        data = np.sqrt(asked.data) * self.gram_rarity[asked.indices]
        return replace_data(asked, data / row_sums_by_entry(asked, data))

    def _asked_topics(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        asked = stack_rows(rows, len(load_thesaurus().concepts))
        return weight_columns(sparse.csr_array(asked @ related_concept_matrix()), self.topic_rarity)

    def _flat(self, name: str, needs: Sequence[Features]) -> FloatArray:
        asked = np.stack([each.flat[name] for each in needs])
        return (asked if name == "time" else asked @ _label_similarity_matrix(name)) @ self.flat[name]


def _stack_similarities(features: Sequence[Features]) -> FloatArray:
    return np.stack([each.alike for each in features]) if features else np.zeros((0, len(load_thesaurus().concepts)))


def _stack_columns(vectors: Sequence[FloatArray], width: int) -> FloatArray:
    """Side by side; a shelf may be empty, and compares with every need all the same."""
    return np.ascontiguousarray(np.stack(vectors).T) if vectors else np.zeros((width, 0))


@cache
def _dense_channel_widths() -> dict[str, int]:
    (nothing,) = offering_features([OfferingText(0, "", "")]).values()
    return {name: len(nothing.flat[name]) for name in DENSE_CHANNELS}


def _saturate_bm25(rows: SparseMatrix) -> SparseMatrix:
    """Okapi's weight of every entry, between 0 and 1."""
    lengths = row_sums_by_entry(rows, rows.data)
    usual = max(float(rows.data.sum()) / max(rows.shape[0], 1), 1.0)
    return replace_data(rows, rows.data / (rows.data + BM25_K1 * (1 - BM25_B + BM25_B * lengths / usual)))


@cache
def related_concept_matrix() -> SparseMatrix:
    """Concept x concept: 1 on the diagonal, NEAR for a link in either direction."""
    concepts = load_thesaurus().concepts
    matrix = np.eye(len(concepts))
    for number, concept in enumerate(concepts):
        matrix[number, list(concept.near)] = matrix[list(concept.near), number] = RELATED_CONCEPT_WEIGHT
    return sparse.csr_array(matrix)


@cache
def _label_similarity_matrix(name: str) -> FloatArray:
    """What is asked x what is given: how far the one serves the other."""
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
    return sparse.csr_array(matrix)
