"""The few learnt numbers: how much each channel counts, and how their sum becomes a score from 0 to 100."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import FloatArray


@dataclass(frozen=True)
class RankingWeights:
    """`beyond` is what a need loses that is plainly a matter for higher places."""

    channels: Mapping[str, float]
    slope: float
    middle: float
    beyond: float

    def points(self, total: FloatArray) -> FloatArray:
        """The middle of the scale is 50. Four decimals: sums that differ in the last bit are the same score."""
        return np.asarray(np.round(100 / (1 + np.exp(-self.slope * (total - self.middle))), 4))


@cache
def load_weights() -> RankingWeights:
    table = load_table("weights")
    return RankingWeights(
        table["channels"], table["scale"]["slope"], table["scale"]["middle"], table["scale"]["beyond"]
    )
