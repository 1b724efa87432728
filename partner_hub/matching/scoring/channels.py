"""The channels of the comparison: in each, every need against every offering, from 0 (nothing) to about 1 (all)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np
from scipy import sparse

from .features import Features, Sparse, of_offering
from .knowledge import load
from .letters import SINGLES, SIZE, Numbers, Weights
from .records import OfferingText
from .thesaurus import AUDIENCES, CATEGORIES, thesaurus, units

# Saturation and length of Okapi's formula.
K1: Final = 1.2
B: Final = 0.6
# A single character says less than a pair.
SINGLE: Final = 0.4
# How far a concept that helps with the same trouble counts as the concept itself.
NEAR: Final = 0.5
FLAT: Final = ("area", "category", "audience", "time", "manner", "unit")

Matrix = Any


def stacked(rows: Sequence[Sparse], width: int) -> Matrix:
    lengths = np.array([0, *(len(row.keys) for row in rows)], dtype=np.int64)
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(row.keys for row in rows)])
    weights = np.concatenate([np.zeros(0), *(row.weights for row in rows)])
    return sparse.csr_array((weights, keys.astype(np.int32), np.cumsum(lengths)), shape=(len(rows), width))


def rarity(rows: Matrix) -> Weights:
    """The inverse document frequency of each column."""
    spread = np.bincount(rows.indices, minlength=rows.shape[1])
    return np.log1p((rows.shape[0] - spread + 0.5) / (spread + 0.5))


def saturated(rows: Matrix) -> Matrix:
    """Okapi's weight of every entry, between 0 and 1."""
    lengths = np.asarray(rows.sum(axis=1)).ravel()
    usual = lengths.mean() if len(lengths) and lengths.mean() > 0 else 1.0
    norm = np.repeat(K1 * (1 - B + B * lengths / usual), np.diff(rows.indptr))
    return sparse.csr_array((rows.data / (rows.data + norm), rows.indices, rows.indptr), shape=rows.shape)


def scaled(rows: Matrix, factors: Weights) -> Matrix:
    """Each column times its factor, each row brought to length 1."""
    data = rows.data * factors[rows.indices]
    places = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    lengths = np.sqrt(np.bincount(places, weights=data**2, minlength=rows.shape[0]))
    lengths[lengths == 0] = 1.0
    return sparse.csr_array((data / lengths[places], rows.indices, rows.indptr), shape=rows.shape)


@dataclass(frozen=True, eq=False)
class Shelf:
    """The offerings' side of every channel; columns are offerings in the order of their ids."""

    gram_rarity: Weights
    grams: Matrix
    titles: Matrix
    concept_rarity: Weights
    concepts: Matrix
    title_concepts: Matrix
    flat: dict[str, Weights]

    @staticmethod
    def of(features: Sequence[Features]) -> "Shelf":
        grams = stacked([each.grams for each in features], SIZE)
        titles = stacked([each.title_grams for each in features], SIZE)
        concepts = stacked([each.concepts for each in features], len(thesaurus().concepts))
        heads = stacked([each.title_concepts for each in features], len(thesaurus().concepts))
        rare = rarity(concepts)
        flat = {name: _column([each.flat[name] for each in features], width) for name, width in _widths().items()}
        turned = [_turned(each) for each in (saturated(grams), saturated(titles), scaled(concepts, rare))]
        return Shelf(rarity(grams), turned[0], turned[1], rare, turned[2], _turned(scaled(heads, rare)), flat)

    def narrowed(self, places: Numbers) -> "Shelf":
        """Only these columns; what is rare stays what is rare among all."""
        return replace(
            self,
            grams=self.grams[:, places],
            titles=self.titles[:, places],
            concepts=self.concepts[:, places],
            title_concepts=self.title_concepts[:, places],
            flat={name: each[:, places] for name, each in self.flat.items()},
        )

    def compare(self, needs: Sequence[Features]) -> dict[str, Weights]:
        """Each channel as needs x offerings."""
        grams = self._asked_grams([each.grams for each in needs])
        heads = self._asked_grams([each.title_grams for each in needs])
        concepts = self.asked_concepts(needs)
        found = {
            "words": (grams @ self.grams).toarray(),
            "titles": (heads @ self.titles).toarray(),
            "help": (concepts @ self.concepts).toarray(),
            "title_help": (concepts @ self.title_concepts).toarray(),
            "unit": (concepts @ _unit_concepts()) @ self.flat["unit"],
        }
        return found | {name: self._flat(name, needs) for name in FLAT if name != "unit"}

    def _asked_grams(self, rows: Sequence[Sparse]) -> Matrix:
        """The need's side of the words: the weights of a row add up to 1, so that long stories gain nothing."""
        asked = stacked(rows, SIZE)
        factors = np.where(asked.indices < SINGLES, SINGLE, 1.0) * self.gram_rarity[asked.indices]
        data = np.sqrt(asked.data) * factors
        places = np.repeat(np.arange(len(rows)), np.diff(asked.indptr))
        totals = np.bincount(places, weights=data, minlength=len(rows))
        totals[totals == 0] = 1.0
        return sparse.csr_array((data / totals[places], asked.indices, asked.indptr), shape=asked.shape)

    def asked_concepts(self, needs: Sequence[Features]) -> Matrix:
        asked = stacked([each.concepts for each in needs], len(thesaurus().concepts))
        return sparse.csr_array(scaled(asked, self.concept_rarity) @ _nearness())

    def _flat(self, name: str, needs: Sequence[Features]) -> Weights:
        asked = np.stack([each.flat[name] for each in needs])
        return (asked @ _softness(name) if name in ("category", "audience") else asked) @ self.flat[name]


def _turned(rows: Matrix) -> Matrix:
    return rows.T.tocsr()


def _column(vectors: Sequence[Weights], width: int) -> Weights:
    """Side by side; a shelf may be empty, and compares with every need all the same."""
    return np.ascontiguousarray(np.stack(vectors).T) if vectors else np.zeros((width, 0))


@cache
def _widths() -> dict[str, int]:
    nothing = of_offering(OfferingText(0, "", ""))
    return {name: len(nothing.flat[name]) for name in FLAT}


@cache
def _nearness() -> Matrix:
    """Concept x concept: 1 on the diagonal, NEAR for a link in either direction."""
    concepts = thesaurus().concepts
    links = {(number, other) for number, concept in enumerate(concepts) for other in concept.near}
    both = sorted(links | {(other, number) for number, other in links})
    matrix = sparse.lil_array((len(concepts), len(concepts)))
    for number, other in both:
        matrix[number, other] = NEAR
    for number in range(len(concepts)):
        matrix[number, number] = 1.0
    return matrix.tocsr()


@cache
def _softness(name: str) -> Weights:
    table, order = (load("categories"), CATEGORIES) if name == "category" else (load("audiences"), AUDIENCES)
    matrix = np.eye(len(order))
    for label, others in table["soft"].items():
        for other, worth in others.items():
            matrix[order.index(label), order.index(other)] = worth
    return matrix


@cache
def _unit_concepts() -> Weights:
    """Concept x kind of unit: 1 where units of the kind do this."""
    matrix = np.zeros((len(thesaurus().concepts), len(units().labels)))
    for kind, concepts in enumerate(units().concepts):
        matrix[list(concepts), kind] = 1.0
    return matrix


def numbers_of(features: Sequence[Features]) -> Numbers:
    return np.array([each.age for each in features], dtype=np.int64)
