"""Sparse vectors and matrices (CSR): stacking, inverse document frequency, L2 normalisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from partner_hub.matching.scoring.ngrams import FloatArray, KeyArray, WeightArray

# Empty documents added in the IDF. About a third of what a usual community offers: more makes common words count too
# much.
SMOOTHING_ROWS: Final = 40
# SciPy's sparse arrays have no types.
SparseMatrix = Any


@dataclass(frozen=True, eq=False)
class SparseRow:
    """A sparse vector: ascending column numbers with their weights."""

    keys: KeyArray
    weights: WeightArray


def csr_matrix(content: Any, shape: tuple[int, int] | None = None) -> SparseMatrix:
    """`content` as csr_array takes it. SciPy is loaded with the first matrix: most commands rank nothing."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - see load_ranking

    return csr_array(content, shape=shape)


def stack_rows(rows: Sequence[SparseRow], width: int) -> SparseMatrix:
    ends = np.cumsum([0, *(len(row.keys) for row in rows)], dtype=np.int32)
    keys = np.concatenate([np.zeros(0, dtype=np.int32), *(row.keys for row in rows)])
    weights = np.concatenate([np.zeros(0, dtype=np.float32), *(row.weights for row in rows)])
    return csr_matrix((weights, keys, ends), shape=(len(rows), width))


def join_rows(parts: Sequence[SparseMatrix]) -> SparseMatrix:
    """One matrix below the other."""
    from scipy.sparse import vstack  # noqa: PLC0415 - see load_ranking

    return vstack(parts, format="csr")


def row_of(rows: SparseMatrix, place: int) -> SparseRow:
    here = slice(rows.indptr[place], rows.indptr[place + 1])
    return SparseRow(rows.indices[here], rows.data[here])


def replace_data(rows: SparseMatrix, data: FloatArray) -> SparseMatrix:
    return csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


def inverse_document_frequency(rows: SparseMatrix) -> FloatArray:
    """ln(1 + (N - df + 0.5) / (df + 0.5)) for each column, N rows and SMOOTHING_ROWS more that hold none of them.

    Without these, what the two offerings of a new community have in common would count as a common word.
    """
    document_frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    return np.log1p((rows.shape[0] + SMOOTHING_ROWS - document_frequency + 0.5) / (document_frequency + 0.5))


def row_sums_by_entry(rows: SparseMatrix, data: FloatArray) -> FloatArray:
    """For each entry the sum of `data` over its row, 1 where that is 0."""
    places = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    totals = np.bincount(places, weights=data, minlength=rows.shape[0])
    totals[totals == 0] = 1.0
    return np.asarray(totals[places], dtype=np.float64)


def weight_columns(rows: SparseMatrix, factors: FloatArray) -> SparseMatrix:
    """Each column times its factor, then each row divided by its Euclidean length."""
    data = rows.data * factors[rows.indices]
    return replace_data(rows, data / np.sqrt(row_sums_by_entry(rows, data**2)))


def transpose_rows(rows: SparseMatrix) -> SparseMatrix:
    return rows.T.tocsr()
