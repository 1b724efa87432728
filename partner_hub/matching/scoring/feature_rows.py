"""Records as vectors: one by one, and many offerings as the rows of matrices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from partner_hub.matching.scoring.ngrams import FloatArray, IntArray
from partner_hub.matching.scoring.sparse import SparseMatrix, SparseRow, join_rows, row_of


@dataclass(frozen=True, eq=False)
class Features:
    """`concepts` are the strongest concepts, `dense` the short vectors by the names of their channels."""

    concepts: SparseRow
    dense: Mapping[str, FloatArray]
    age_group: int


@dataclass(frozen=True, eq=False)
class NeedFeatures(Features):
    """`grams` are weighted counts, `similarities` the cosine to every concept.

    `beyond_reach` (0 to 1) is how much the need sounds like what no partner unit has the power or the money for.
    """

    grams: SparseRow
    similarities: FloatArray
    beyond_reach: float


@dataclass(frozen=True, eq=False)
class OfferingFeatures(Features):
    """`unit_kinds` are the kinds of institution that its unit's name tells of."""

    unit_kinds: SparseRow


@dataclass(frozen=True, eq=False)
class OfferingRows:
    """Offerings x what they say, in few arrays: an object for every vector would take several times the memory.

    `grams` are weighted counts over all GRAM_COUNT. Cosines to all concepts are not kept: they follow from the grams.
    """

    grams: SparseMatrix
    concepts: SparseMatrix
    unit_kinds: SparseMatrix
    dense: Mapping[str, FloatArray]
    age_groups: IntArray

    def of_place(self, place: int) -> OfferingFeatures:
        return OfferingFeatures(
            concepts=row_of(self.concepts, place),
            dense={name: each[place] for name, each in self.dense.items()},
            age_group=int(self.age_groups[place]),
            unit_kinds=row_of(self.unit_kinds, place),
        )

    def taken(self, places: IntArray) -> "OfferingRows":
        """These rows in this order."""
        return OfferingRows(
            grams=self.grams[places],
            concepts=self.concepts[places],
            unit_kinds=self.unit_kinds[places],
            dense={name: each[places] for name, each in self.dense.items()},
            age_groups=self.age_groups[places],
        )

    @staticmethod
    def joined(parts: Sequence["OfferingRows"]) -> "OfferingRows":
        """One below the other; at least one part."""
        return OfferingRows(
            grams=join_rows([each.grams for each in parts]),
            concepts=join_rows([each.concepts for each in parts]),
            unit_kinds=join_rows([each.unit_kinds for each in parts]),
            dense={name: np.concatenate([each.dense[name] for each in parts]) for name in parts[0].dense},
            age_groups=np.concatenate([each.age_groups for each in parts]),
        )
