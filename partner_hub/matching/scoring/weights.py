"""The learnt weights: what each channel counts, and the logistic calibration of their sum to a score of 0 to 100.

benchmarks/learn_matching.py learns them from labelled sets and writes knowledge/weights.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from partner_hub.matching.scoring.knowledge import load_table
from partner_hub.matching.scoring.ngrams import FloatArray


@dataclass(frozen=True)
class RankingWeights:
    """`slope` and `middle` of the logistic curve; `beyond` comes off the sum of needs out of partner units' reach.

    `factors`: how much more or less than elsewhere a channel counts in this community (already in `channels`).
    """

    channels: Mapping[str, float]
    slope: float
    middle: float
    beyond: float
    factors: Mapping[str, float] = field(default_factory=dict)

    def sums(self, channels: Mapping[str, FloatArray]) -> FloatArray:
        """Each pair's similarities times their weights."""
        total = np.zeros_like(next(iter(channels.values())))
        for name, weight in self.channels.items():
            total += weight * channels[name]
        return total

    def points(self, similarities: Mapping[str, float]) -> dict[str, float]:
        """What each channel of one pair adds to the sum."""
        return {name: weight * similarities[name] for name, weight in self.channels.items()}

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
