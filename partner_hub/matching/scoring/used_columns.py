"""Columns for the features that some texts use: far fewer than there can be, so that matrices over them stay small."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import FloatArray, IntArray, KeyArray
from partner_hub.matching.scoring.sparse import SparseMatrix, csr_matrix, inverse_document_frequency

# Features of more than a few texts are sooner found in a table of all than one by one.
MAX_SEARCHED: Final = 4_000


@dataclass(frozen=True, eq=False)
class UsedColumns:
    """Column -> feature (a gram or a word), ascending, and the IDF of each among the texts.

    The last column, under the number `width` that no feature has, is that of every other feature.
    """

    features: KeyArray
    idf: FloatArray
    width: int

    @staticmethod
    def of(rows: SparseMatrix) -> "UsedColumns":
        """Those of texts x all features."""
        width = rows.shape[1]
        used = np.zeros(width + 1, dtype=np.bool_)
        used[rows.indices] = used[width] = True
        bare = UsedColumns(np.flatnonzero(used).astype(np.int32), np.zeros(0), width)
        return UsedColumns(bare.features, inverse_document_frequency(bare.narrowed(rows)), width)

    def places(self, features: KeyArray | IntArray) -> KeyArray:
        """The column of each feature."""
        if len(features) > MAX_SEARCHED:
            return self._table_of_places()[features]
        found = np.searchsorted(self.features, features)
        return np.where(self.features[found] == features, found, len(self.features) - 1).astype(np.int32)

    def _table_of_places(self) -> KeyArray:
        """For every feature there can be; never kept."""
        table = np.full(self.width + 1, len(self.features) - 1, dtype=np.int32)
        table[self.features] = np.arange(len(self.features))
        return table

    def narrowed(self, rows: SparseMatrix) -> SparseMatrix:
        """Texts x columns of texts x all features, in 64 bits; a text may have several entries in the last column."""
        shape = (rows.shape[0], len(self.features))
        return csr_matrix((rows.data.astype(np.float64), self.places(rows.indices), rows.indptr), shape=shape)
