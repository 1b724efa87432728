"""Needs that may be one trouble told twice: by a resident in one wording, by a grid worker in another."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from .features import Features, of_need
from .letters import SIZE, Numbers, Weights
from .records import Likeness, NeedText, Pair
from .rows import Matrix, Row, rarity, scaled, stacked, turned
from .thesaurus import thesaurus

CHUNK: Final = 250
# How much each likeness counts; together 1.
GRAMS: Final = 0.4
TOPICS: Final = 0.4
CATEGORY: Final = 0.1
GRID: Final = 0.1


def duplicates(needs: Sequence[NeedText], top: int) -> list[Pair]:
    """The likeliest pairs, best first, ties by ids."""
    ordered = sorted(needs, key=lambda need: need.id)
    if len(ordered) < 2:  # noqa: PLR2004 - a pair takes two
        return []
    shelf = _Wall(ordered)
    found: list[tuple[float, int, int]] = []
    for start in range(0, len(ordered), CHUNK):
        found = _best_pairs([*found, *_pairs(shelf.rows(start, start + CHUNK), start, top)], top)
    ids = [need.id for need in ordered]
    return [Pair(ids[first], ids[second], score) for score, first, second in found]


def similar(text: str, needs: Sequence[NeedText], top: int) -> list[Likeness]:
    """Needs that resemble a text which is being typed, best first."""
    ordered = sorted(needs, key=lambda need: need.id)
    if not ordered or not text.strip():
        return []
    score = _Wall([NeedText(0, text), *ordered]).rows(0, 1)[0][1:]
    best = np.lexsort((np.arange(len(score)), -score))[:top]
    return [Likeness(ordered[each].id, float(score[each])) for each in best.tolist() if score[each] > 0]


class _Wall:
    """All needs side by side, each likeness as one matrix with rows of length 1."""

    def __init__(self, needs: Sequence[NeedText]) -> None:
        features = [of_need(need) for need in needs]
        self._parts = [
            (GRAMS, _likeness([each.grams for each in features], SIZE)),
            (TOPICS, _likeness([each.topics for each in features], len(thesaurus().concepts))),
        ]
        self._categories = np.stack([_length_one(each) for each in features])
        self._grids = _numbers([need.grid for need in needs])

    def rows(self, start: int, end: int) -> Weights:
        """The likeness of these needs to all, from 0 to 100."""
        total = CATEGORY * self._categories[start:end] @ self._categories.T
        for weight, (rows, columns) in self._parts:
            total += weight * (rows[start:end] @ columns).toarray()
        here = self._grids[start:end, None]
        total += GRID * ((here == self._grids[None, :]) & (here > 0))
        return np.round(100 * total, 4)


def _likeness(rows: Sequence[Row], width: int) -> tuple[Matrix, Matrix]:
    matrix = stacked(rows, width)
    level = scaled(matrix, rarity(matrix))
    return level, turned(level)


def _length_one(features: Features) -> Weights:
    category = features.flat["category"]
    return category / (np.sqrt((category**2).sum()) or 1.0)


def _numbers(words: Sequence[str]) -> Numbers:
    """The same number for the same place, 0 for none."""
    order = {word: number for number, word in enumerate(sorted({each for each in words if each}), start=1)}
    return np.array([order.get(word, 0) for word in words], dtype=np.int64)


def _pairs(rows: Weights, start: int, top: int) -> list[tuple[float, int, int]]:
    """The best pairs of these rows, each once: the second place lies behind the first."""
    first, second = np.indices(rows.shape)
    later = second > first + start
    scores = rows[later]
    least = np.partition(scores, len(scores) - top)[len(scores) - top] if len(scores) > top else 0.0
    kept = later & (rows >= least)
    return [(float(rows[a, b]), int(a) + start, int(b)) for a, b in zip(*np.nonzero(kept), strict=True)]


def _best_pairs(found: list[tuple[float, int, int]], top: int) -> list[tuple[float, int, int]]:
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))[:top]
