"""Align a short unit name with a full one: the longest common subsequence of their tokens that favours neighbours."""

import itertools
from collections.abc import Sequence


def adjacent_token_pairs(form: Sequence[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(form))


def places_in_full_name(short: Sequence[str], long: Sequence[str]) -> list[int | None]:
    """A longest common subsequence: the place in `long` of each token of `short`, the tightest late one."""
    table = [[0.0] * (len(long) + 1) for _ in range(len(short) + 1)]
    for i in range(len(short) - 1, -1, -1):
        for j in range(len(long) - 1, -1, -1):
            table[i][j] = max(table[i + 1][j], table[i][j + 1])
            if short[i] == long[j]:
                table[i][j] = max(table[i][j], 1 + table[i + 1][j + 1] + _adjacency_bonus(short, long, i, j))
    return _trace_alignment(short, long, table)


def _adjacency_bonus(short: Sequence[str], long: Sequence[str], i: int, j: int) -> float:
    """A little more for neighbours that stay neighbours, so that 望屏所 finds its 望屏 in one piece."""
    together = i + 1 < len(short) and j + 1 < len(long) and short[i + 1] == long[j + 1]
    return 0.01 if together else 0.0


def _trace_alignment(short: Sequence[str], long: Sequence[str], table: Sequence[Sequence[float]]) -> list[int | None]:
    places: list[int | None] = [None] * len(short)
    i = j = 0
    while i < len(short) and j < len(long):
        taken = 1 + table[i + 1][j + 1] + _adjacency_bonus(short, long, i, j) if short[i] == long[j] else -1.0
        if taken >= table[i][j]:
            places[i] = j
            i, j = i + 1, j + 1
        elif table[i][j + 1] >= table[i + 1][j]:
            j += 1
        else:
            i += 1
    return places


def contiguity_of_places(places: Sequence[int | None]) -> float:
    """1 for a form in one piece, a little less for each gap: breaks the tie between two that fit."""
    found = [place for place in places if place is not None]
    gaps = sum(1 for before, after in itertools.pairwise(found) if after != before + 1)
    return 1 - 0.25 * gaps / max(len(places) - 1, 1)
