"""The channels of the comparison: in each, every need against every offering, from 0 (nothing) to 1 (all)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from scipy import sparse

from partner_hub.matching.scoring import salience
from partner_hub.matching.scoring.features import Features, of_offerings
from partner_hub.matching.scoring.knowledge import load
from partner_hub.matching.scoring.ngrams import SIZE, Numbers, Weights
from partner_hub.matching.scoring.records import OfferingText
from partner_hub.matching.scoring.sparse import Matrix, Row, rarity, scaled, stacked, sums, turned, with_data
from partner_hub.matching.scoring.thesaurus import AUDIENCES, CATEGORIES, thesaurus, units

# Saturation and length of Okapi's formula.
K1: Final = 1.2
B: Final = 0.6
# How far a concept that helps with the same trouble counts as the concept itself.
NEAR: Final = 0.2
FLAT: Final = ("category", "audience", "time")


@dataclass(frozen=True, eq=False)
class Shelf:
    """The offerings' side of every channel; columns are offerings in the order of their ids."""

    gram_rarity: Weights
    grams: Matrix
    topic_rarity: Weights
    topics: Matrix
    standing: Weights
    units: Matrix
    flat: dict[str, Weights]

    @staticmethod
    def of(features: Sequence[Features]) -> "Shelf":
        grams = stacked([each.grams for each in features], SIZE)
        topics = stacked([each.topics for each in features], len(thesaurus().concepts))
        rare = np.log1p(len(features) / (1 + np.bincount(topics.indices, topics.data, topics.shape[1])))
        flat = {name: _columns([each.flat[name] for each in features], width) for name, width in _widths().items()}
        units_named = sparse.csr_array(_columns([each.flat["unit"] for each in features], len(units().labels)))
        alike = salience.of_offerings(_side_by_side(features))
        return Shelf(
            rarity(grams), turned(_saturated(grams)), rare, turned(scaled(topics, rare)), alike.T, units_named, flat
        )

    def narrowed(self, places: Numbers) -> "Shelf":
        """Only these columns; what is rare stays what is rare among all."""
        return replace(
            self,
            grams=self.grams[:, places],
            topics=self.topics[:, places],
            standing=self.standing[:, places],
            units=self.units[:, places],
            flat={name: each[:, places] for name, each in self.flat.items()},
        )

    def compare(self, needs: Sequence[Features]) -> dict[str, Weights]:
        """Each channel as needs x offerings."""
        topics = self._asked_topics([each.topics for each in needs])
        found = {
            "words": (self._asked_grams([each.grams for each in needs]) @ self.grams).toarray(),
            "help": (topics @ self.topics).toarray(),
            "standing": salience.of_needs(_side_by_side(needs)) @ self.standing,
            "unit": (topics @ _unit_topics() @ self.units).toarray(),
        }
        return found | {name: self._flat(name, needs) for name in FLAT}

    def _asked_grams(self, rows: Sequence[Row]) -> Matrix:
        """The weights of a row add up to 1, so that long stories gain nothing."""
        asked = stacked(rows, SIZE)
        data = np.sqrt(asked.data) * self.gram_rarity[asked.indices]
        return with_data(asked, data / sums(asked, data))

    def _asked_topics(self, rows: Sequence[Row]) -> Matrix:
        asked = stacked(rows, len(thesaurus().concepts))
        return scaled(sparse.csr_array(asked @ nearness()), self.topic_rarity)

    def _flat(self, name: str, needs: Sequence[Features]) -> Weights:
        asked = np.stack([each.flat[name] for each in needs])
        return (asked if name == "time" else asked @ _softness(name)) @ self.flat[name]


def _side_by_side(features: Sequence[Features]) -> Weights:
    return np.stack([each.alike for each in features]) if features else np.zeros((0, len(thesaurus().concepts)))


def _columns(vectors: Sequence[Weights], width: int) -> Weights:
    """Side by side; a shelf may be empty, and compares with every need all the same."""
    return np.ascontiguousarray(np.stack(vectors).T) if vectors else np.zeros((width, 0))


@cache
def _widths() -> dict[str, int]:
    (nothing,) = of_offerings([OfferingText(0, "", "")]).values()
    return {name: len(nothing.flat[name]) for name in FLAT}


def _saturated(rows: Matrix) -> Matrix:
    """Okapi's weight of every entry, between 0 and 1."""
    lengths = sums(rows, rows.data)
    usual = max(float(rows.data.sum()) / max(rows.shape[0], 1), 1.0)
    return with_data(rows, rows.data / (rows.data + K1 * (1 - B + B * lengths / usual)))


@cache
def nearness() -> Matrix:
    """Concept x concept: 1 on the diagonal, NEAR for a link in either direction."""
    concepts = thesaurus().concepts
    matrix = np.eye(len(concepts))
    for number, concept in enumerate(concepts):
        matrix[number, list(concept.near)] = matrix[list(concept.near), number] = NEAR
    return sparse.csr_array(matrix)


@cache
def _softness(name: str) -> Weights:
    """What is asked x what is given: how far the one serves the other."""
    file, order = ("categories", CATEGORIES) if name == "category" else ("audiences", AUDIENCES)
    matrix = np.eye(len(order))
    for label, others in load(file)["soft"].items():
        for other, worth in others.items():
            matrix[order.index(label), order.index(other)] = worth
    return matrix


@cache
def _unit_topics() -> Matrix:
    """Concept x kind of unit, each kind of length 1: one that does few things is surer to do them."""
    matrix = np.zeros((len(thesaurus().concepts), len(units().labels)))
    for kind, concepts in enumerate(units().concepts):
        matrix[list(concepts), kind] = len(concepts) ** -0.5
    return sparse.csr_array(matrix)
