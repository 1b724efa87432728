"""Sparse rows: stacking them, weighing their columns, bringing them to one length."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

from partner_hub.matching.scoring.ngrams import Numbers, Weights

# About a third of what a usual community offers: more makes common words count too much.
OTHERS: Final = 40
# SciPy's sparse arrays have no types.
Matrix = Any


@dataclass(frozen=True, eq=False)
class Row:
    """Ascending numbers with their weights."""

    keys: Numbers
    weights: Weights


def stacked(rows: Sequence[Row], width: int) -> Matrix:
    ends = np.cumsum([0, *(len(row.keys) for row in rows)])
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(row.keys for row in rows)]).astype(np.int32)
    weights = np.concatenate([np.zeros(0), *(row.weights for row in rows)])
    return sparse.csr_array((weights, keys, ends), shape=(len(rows), width))


def with_data(rows: Matrix, data: Weights) -> Matrix:
    return sparse.csr_array((data, rows.indices, rows.indptr), shape=rows.shape)


def rarity(rows: Matrix) -> Weights:
    """The inverse document frequency of each column, as if OTHERS rows more were there that hold none of them.

    Without these, what the two offerings of a new community have in common would count as a common word.
    """
    spread = np.bincount(rows.indices, minlength=rows.shape[1])
    return np.log1p((rows.shape[0] + OTHERS - spread + 0.5) / (spread + 0.5))


def sums(rows: Matrix, data: Weights) -> Weights:
    """For each entry the sum of `data` over its row, 1 where that is 0."""
    places = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    totals = np.bincount(places, weights=data, minlength=rows.shape[0])
    totals[totals == 0] = 1.0
    return np.asarray(totals[places], dtype=np.float64)


def scaled(rows: Matrix, factors: Weights) -> Matrix:
    """Each column times its factor, each row brought to length 1."""
    data = rows.data * factors[rows.indices]
    return with_data(rows, data / np.sqrt(sums(rows, data**2)))


def turned(rows: Matrix) -> Matrix:
    return rows.T.tocsr()
