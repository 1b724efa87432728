"""Columns for the grams that some texts use: far fewer than GRAM_COUNT, so that matrices over them stay small."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partner_hub.matching.scoring.ngrams import GRAM_COUNT, IntArray, KeyArray
from partner_hub.matching.scoring.sparse import SparseMatrix, SparseRow, csr_matrix, joined_keys, stack_rows


@dataclass(frozen=True, eq=False)
class GramColumns:
    """Column -> gram, ascending. The last column, under a number that no gram has, is that of every other gram."""

    grams: KeyArray

    @staticmethod
    def of(rows: Sequence[SparseRow]) -> "GramColumns":
        used = np.zeros(GRAM_COUNT + 1, dtype=np.bool_)
        used[joined_keys(rows)] = used[GRAM_COUNT] = True
        return GramColumns(np.flatnonzero(used).astype(np.int32))

    def places(self, grams: KeyArray | IntArray) -> KeyArray:
        """The column of each gram."""
        found = np.searchsorted(self.grams, grams)
        return np.where(self.grams[found] == grams, found, len(self.grams) - 1).astype(np.int32)

    def stack(self, rows: Sequence[SparseRow]) -> SparseMatrix:
        """Texts x columns, the entries of a text in the order of its grams; the last column may have several."""
        whole = stack_rows(rows, GRAM_COUNT)
        shape = (len(rows), len(self.grams))
        return csr_matrix((whole.data, self.places(whole.indices), whole.indptr), shape=shape)
