"""Records as vectors: one by one, and many offerings as the rows of matrices."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from partner_hub.matching.scoring.ngrams import IntArray
from partner_hub.matching.scoring.sparse import SparseMatrix, SparseRow, join_rows, row_of


@dataclass(frozen=True, eq=False)
class Features:
    """`grams` are weighted counts, `concepts` the strongest concepts.

    `words` are the words of the whole record, `category` those of its category and `audience` those of whom it is for.
    """

    grams: SparseRow
    concepts: SparseRow
    words: SparseRow
    category: SparseRow
    audience: SparseRow
    age_group: int


@dataclass(frozen=True, eq=False)
class NeedFeatures(Features):
    """`beyond_reach` (0 to 1): how much it sounds like what no partner unit has the power or the money for."""

    beyond_reach: float


@dataclass(frozen=True, eq=False)
class OfferingRows:
    """Offerings x what they say, in few arrays: an object for every vector would take several times the memory.

    The fields of Features; grams over all GRAM_COUNT, words over the whole table.
    """

    grams: SparseMatrix
    concepts: SparseMatrix
    words: SparseMatrix
    category: SparseMatrix
    audience: SparseMatrix
    age_groups: IntArray

    def of_place(self, place: int) -> Features:
        return Features(
            grams=row_of(self.grams, place),
            concepts=row_of(self.concepts, place),
            words=row_of(self.words, place),
            category=row_of(self.category, place),
            audience=row_of(self.audience, place),
            age_group=int(self.age_groups[place]),
        )

    def taken(self, places: IntArray) -> "OfferingRows":
        """These rows in this order."""
        return OfferingRows(*(getattr(self, each.name)[places] for each in fields(self)))

    @staticmethod
    def joined(parts: Sequence["OfferingRows"]) -> "OfferingRows":
        """One below the other; at least one part."""
        return OfferingRows(
            grams=join_rows([each.grams for each in parts]),
            concepts=join_rows([each.concepts for each in parts]),
            words=join_rows([each.words for each in parts]),
            category=join_rows([each.category for each in parts]),
            audience=join_rows([each.audience for each in parts]),
            age_groups=np.concatenate([each.age_groups for each in parts]),
        )
