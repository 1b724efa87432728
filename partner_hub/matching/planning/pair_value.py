"""Objective of the plan: the points of a pair, by how well it fits, how urgent the need is, and whom it reaches.

    points = fit (0 to 100) x urgency (特急 3, 紧急 2, 一般 1) x people (1 person: 1, ten: 1.5, a hundred: 2 ...)

People are damped by the logarithm: a hundred residents count twice as much as one and not a hundred times, so that
somebody who lies in bed does not always stand behind a crowd.
"""

import math
from dataclasses import dataclass
from typing import Final

URGENCY_FACTORS: Final = {"特急": 3, "紧急": 2}
# Persons of a usual household, by the census of 2020.
PERSONS_PER_HOUSEHOLD: Final = 2.62
# What counts households and not persons.
HOUSEHOLD_UNITS: Final = frozenset({"户", "家", "个家庭", "家庭", "组家庭"})


@dataclass(frozen=True)
class NeedWeight:
    """Of one need: whatever is chosen for it, its points are the fit times `urgency` times `people`."""

    urgency: int
    people: float
    reached: int

    def points(self, fit: float) -> int:
        """A whole number; at least 1, since a pair that fits at all is worth something."""
        return max(1, round(max(fit, 0.0) * self.urgency * self.people))


def weight_for(urgency: str, reached: int) -> NeedWeight:
    """`reached`: persons; one when nobody counted them."""
    return NeedWeight(URGENCY_FACTORS.get(urgency, 1), round(1 + math.log10(max(reached, 1)) / 2, 2), max(reached, 1))


def persons_reached(count: int | None, unit: str, *, everyone: bool, households: int) -> int:
    """How many persons "30户" or "全体居民" are; `households` is the size of the community."""
    if count is None:
        return round(households * PERSONS_PER_HOUSEHOLD) if everyone else 1
    return round(count * PERSONS_PER_HOUSEHOLD) if unit in HOUSEHOLD_UNITS else count
