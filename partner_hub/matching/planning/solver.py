"""The assignment problem of the plan as an integer linear program, proven optimal by HiGHS. Pure functions.

Objective, lexicographic: first the number of needs served, then the points of their pairs. Both are one number,
points + number x bonus, whose bonus is larger than all points that an assignment can have: one more need served is
always worth more than any better fit of the others.

Constraints: one offering for each need, the capacity of each offering, the projects of each unit. An offering belongs
to one unit, so that they form two laminar families: the matrix is totally unimodular, the linear relaxation has
integral vertices, and the largest communities take seconds. Costs are integers and columns ordered by id: the same
input has the same solution.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from partner_hub.matching.scoring.sparse import csr_matrix

# Seconds after which the best assignment so far is taken, with the distance to its bound.
TIME_LIMIT: Final = 45.0
# A bound that is this near to a whole number is that number: HiGHS counts in floating point.
ROUNDING_TOLERANCE: Final = 1e-2


class NotSolved(Exception):
    """The solver gave nothing that could be used."""


@dataclass(frozen=True, order=True)
class CandidatePair:
    """A pair that may be chosen; `points` is a whole number, 0 or more."""

    need_id: int
    offering_id: int
    points: int


@dataclass(frozen=True)
class Limits:
    """`capacity` by offering and `projects` by unit say how many needs they can take; what is missing has no limit."""

    capacity: Mapping[int, int]
    unit_of: Mapping[int, int | None]
    projects: Mapping[int, int]


@dataclass(frozen=True)
class Assignment:
    """What was chosen, in the order of needs, and what no other choice can exceed.

    No assignment serves more than `most` needs; of those that serve as many as this one, none has more points than
    `bound`.
    """

    pairs: tuple[CandidatePair, ...]
    most: int
    bound: int

    @property
    def served(self) -> int:
        return len(self.pairs)

    @property
    def points(self) -> int:
        return sum(pair.points for pair in self.pairs)

    @property
    def is_proven(self) -> bool:
        return (self.served, self.points) == (self.most, self.bound)


def solve_assignment(candidates: Iterable[CandidatePair], limits: Limits, patience: float = TIME_LIMIT) -> Assignment:
    """At most one offering for each need, within the limits. Raises NotSolved."""
    pairs = _usable_candidates(candidates, limits)
    if not pairs:
        return Assignment((), 0, 0)
    points = np.array([pair.points for pair in pairs], dtype=np.int64)
    bonus = 1 + int(points.max()) * len({pair.need_id for pair in pairs})
    rows, most = _constraint_rows(pairs, limits)
    found = _choose_most_worth(points + bonus, rows, most, patience)
    if found.x is None:
        raise NotSolved(found.message)
    chosen = np.asarray(found.x) > 0.5  # noqa: PLR2004 - whole numbers within a tolerance
    if (rows @ chosen.astype(float) > most + ROUNDING_TOLERANCE).any():
        raise NotSolved("the solver went beyond a limit")
    served = int(chosen.sum())
    bound = _whole_bound(-float(found.mip_dual_bound))
    return Assignment(
        tuple(pair for pair, is_chosen in zip(pairs, chosen.tolist(), strict=True) if is_chosen),
        max(served, bound // bonus),
        bound - served * bonus,
    )


def _choose_most_worth(worth: npt.NDArray[np.int64], rows: Any, most: npt.NDArray[np.float64], patience: float) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - most commands plan nothing

    return milp(
        -worth.astype(float),
        constraints=LinearConstraint(rows, ub=most),
        integrality=np.ones(len(worth)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "time_limit": patience},
    )


def _usable_candidates(candidates: Iterable[CandidatePair], limits: Limits) -> list[CandidatePair]:
    """In the order of their ids, each pair once with its best points; none of an offering or unit that has nothing."""
    best: dict[tuple[int, int], CandidatePair] = {}
    for each in sorted(candidates):
        unit = limits.unit_of.get(each.offering_id)
        free = limits.capacity.get(each.offering_id, 1) > 0 and (unit is None or limits.projects.get(unit, 1) > 0)
        if free:
            best[each.need_id, each.offering_id] = each
    return list(best.values())


def _constraint_rows(pairs: list[CandidatePair], limits: Limits) -> tuple[Any, npt.NDArray[np.float64]]:
    """A row for each need, offering with a capacity and unit with a limit: its sum, and the most it may be."""
    places: dict[tuple[str, int], int] = {}
    most: list[int] = []
    row: list[int] = []
    column: list[int] = []

    def enter(kind: str, number: int, limit: int, pair: int) -> None:
        if (kind, number) not in places:
            places[kind, number] = len(most)
            most.append(limit)
        row.append(places[kind, number])
        column.append(pair)

    for place, pair in enumerate(pairs):
        enter("need", pair.need_id, 1, place)
        if pair.offering_id in limits.capacity:
            enter("offering", pair.offering_id, limits.capacity[pair.offering_id], place)
        unit = limits.unit_of.get(pair.offering_id)
        if unit is not None and unit in limits.projects:
            enter("unit", unit, limits.projects[unit], place)
    matrix = csr_matrix((np.ones(len(row)), (row, column)), shape=(len(most), len(pairs)))
    return matrix, np.array(most, dtype=float)


def _whole_bound(bound: float) -> int:
    """What an objective of whole numbers cannot exceed."""
    nearest = round(bound)
    return nearest if abs(bound - nearest) <= ROUNDING_TOLERANCE else int(np.floor(bound))
