"""Columns for the grams that some texts use: far fewer than GRAM_COUNT, so that matrices over them stay small."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from partner_hub.matching.scoring.ngrams import GRAM_COUNT, IntArray, KeyArray
from partner_hub.matching.scoring.sparse import SparseMatrix, csr_matrix

# Grams of more than a few texts are sooner found in a table of all than one by one.
MAX_SEARCHED: Final = 4_000


@dataclass(frozen=True, eq=False)
class GramColumns:
    """Column -> gram, ascending. The last column, under a number that no gram has, is that of every other gram."""

    grams: KeyArray

    @staticmethod
    def of(rows: SparseMatrix) -> "GramColumns":
        """Those of texts x GRAM_COUNT."""
        used = np.zeros(GRAM_COUNT + 1, dtype=np.bool_)
        used[rows.indices] = used[GRAM_COUNT] = True
        return GramColumns(np.flatnonzero(used).astype(np.int32))

    def places(self, grams: KeyArray | IntArray) -> KeyArray:
        """The column of each gram."""
        if len(grams) > MAX_SEARCHED:
            return self._table_of_places()[grams]
        found = np.searchsorted(self.grams, grams)
        return np.where(self.grams[found] == grams, found, len(self.grams) - 1).astype(np.int32)

    def _table_of_places(self) -> KeyArray:
        """For every gram there can be; never kept."""
        table = np.full(GRAM_COUNT + 1, len(self.grams) - 1, dtype=np.int32)
        table[self.grams] = np.arange(len(self.grams))
        return table

    def narrowed(self, rows: SparseMatrix) -> SparseMatrix:
        """Texts x columns of texts x GRAM_COUNT, in 64 bits; a text may have several entries in the last column."""
        shape = (rows.shape[0], len(self.grams))
        return csr_matrix((rows.data.astype(np.float64), self.places(rows.indices), rows.indptr), shape=shape)
