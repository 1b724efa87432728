"""The learnt weights: what each channel counts, and the logistic calibration of their sum to a score of 0 to 100.

benchmarks/learn_matching.py learns them from labelled sets and writes knowledge/weights.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import FloatArray


@dataclass(frozen=True)
class RankingWeights:
    """`slope` and `middle` of the logistic curve; `beyond` comes off the sum of needs out of partner units' reach."""

    channels: Mapping[str, float]
    slope: float
    middle: float
    beyond: float

    def calibrated(self, total: FloatArray) -> FloatArray:
        """100 / (1 + exp(-slope (total - middle))).

        Four decimals: sums that differ in the last bit are the same score.
        """
        return np.asarray(np.round(100 / (1 + np.exp(-self.slope * (total - self.middle))), 4))


@cache
def load_weights() -> RankingWeights:
    table = load_table("weights")
    return RankingWeights(
        table["channels"], table["scale"]["slope"], table["scale"]["middle"], table["scale"]["beyond"]
    )
