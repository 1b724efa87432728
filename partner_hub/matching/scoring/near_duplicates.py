"""Needs that may be one trouble told twice: by a resident in one wording, by a grid worker in another."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy import sparse

from partner_hub.matching.scoring.features import of_need
from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.locations import WIDTH, marks
from partner_hub.matching.scoring.ngrams import SIZE, Numbers, Weights, counted, plain
from partner_hub.matching.scoring.records import Likeness, NeedText, Pair
from partner_hub.matching.scoring.register import voice
from partner_hub.matching.scoring.similarity_channels import nearness
from partner_hub.matching.scoring.sparse import Matrix, Row, rarity, scaled, stacked, turned
from partner_hub.matching.scoring.thesaurus import thesaurus

CHUNK: Final = 250
# How much each likeness counts: found on the duplicates of all labelled sets; values nearby do as well.
GRAMS: Final = 0.28
TOPICS: Final = 0.28
CATEGORY: Final = 0.15
GRID: Final = 0.11
MARKS: Final = 0.15
SERVED: Final = 0.25
FOR_WHOM: Final = 0.05
# That one speaks and the other reports.
VOICE: Final = 0.06
MOST_SERVING: Final = 20
# What a pair loses for each point by which one of the two has a nearer need.
NEARER: Final = 0.8
# Grid words that name no place: told of the whole community, a trouble may be anybody's.
WHOLE: Final = "全"


def duplicates(needs: Sequence[NeedText], top: int, index: Index | None = None) -> list[Pair]:
    """The likeliest pairs, best first, ties by ids. With an index, needs that the same offerings serve are nearer."""
    ordered = sorted(needs, key=lambda need: need.id)
    if len(ordered) < 2 or top < 1:  # noqa: PLR2004 - a pair takes two
        return []
    wall = _Wall(ordered, index)
    nearest = np.concatenate([rows.max(axis=1) for _, rows in wall.chunks()])
    found: list[tuple[float, int, int]] = []
    for start, rows in wall.chunks():
        nearer = np.maximum(nearest[start : start + len(rows), None], nearest[None, :])
        found = _best_pairs([*found, *_pairs(rows - NEARER * (nearer - rows), start, top)], top)
    return [Pair(ordered[first].id, ordered[second].id, round(score, 2)) for score, first, second in found]


def similar(text: str, needs: Sequence[NeedText], top: int) -> list[Likeness]:
    """Needs that resemble a text which is being typed, best first."""
    ordered = sorted(needs, key=lambda need: need.id)
    if not ordered or not text.strip():
        return []
    score = _Wall([NeedText(0, text), *ordered]).rows(0, 1)[0][1:]
    best = np.argsort(-score, kind="stable")[:top]
    return [Likeness(ordered[each].id, round(float(score[each]), 2)) for each in best.tolist() if score[each] > 0]


class _Wall:
    """All needs side by side, each likeness as one matrix with rows of length 1."""

    def __init__(self, needs: Sequence[NeedText], index: Index | None = None) -> None:
        features = [of_need(need) for need in needs]
        grams = stacked([each.grams for each in features], SIZE)
        topics = stacked([each.topics for each in features], len(thesaurus().concepts))
        spread = np.bincount(topics.indices, topics.data, topics.shape[1])
        self._likenesses = [
            (GRAMS, _likeness(grams, rarity(grams))),
            (TOPICS, _likeness(sparse.csr_array(topics @ nearness()), np.log1p(len(features) / (1 + spread)))),
            (MARKS, _places(needs)),
            (FOR_WHOM, _beneficiaries(needs)),
        ]
        if index and len(index.ids):
            served = stacked(index.likeliest(needs, MOST_SERVING), len(index.ids))
            self._likenesses.append((SERVED, _likeness(served, np.ones(len(index.ids)))))
        self._categories = np.stack([_length_one(each.flat["category"]) for each in features])
        self._voices = np.array([voice(f"{each.name} {each.content}") for each in needs])
        self._grids = _numbers([need.grid for need in needs])

    def chunks(self) -> Iterator[tuple[int, Weights]]:
        """Where a chunk starts, and its rows; nothing is its own likeness."""
        for start in range(0, len(self._grids), CHUNK):
            rows = self.rows(start, start + CHUNK)
            own = np.arange(len(rows))
            rows[own, start + own] = 0.0
            yield start, rows

    def rows(self, start: int, end: int) -> Weights:
        """The likeness of these needs to all, from 0 to 100."""
        total: Weights = CATEGORY * (self._categories[start:end] @ self._categories.T)
        for weight, (rows, columns) in self._likenesses:
            total += weight * (rows[start:end] @ columns).toarray()
        here, there = self._grids[start:end, None], self._grids[None, :]
        total += GRID * np.where((here == 0) | (there == 0), 0.5, here == there)
        total += VOICE * np.minimum(np.abs(self._voices[start:end, None] - self._voices[None, :]), 1.0)
        return np.round(100 * np.minimum(total, 1.0), 4)


def _likeness(rows: Matrix, rare: Weights) -> tuple[Matrix, Matrix]:
    level = scaled(rows, rare)
    return level, turned(level)


def _places(needs: Sequence[NeedText]) -> tuple[Matrix, Matrix]:
    """By the numbers of buildings and floors that the texts name; the rarer, the more telling."""
    rows = stacked([marks(plain(f"{each.name} {each.content} {each.beneficiaries}")) for each in needs], WIDTH)
    return _likeness(rows, rarity(rows))


def _beneficiaries(needs: Sequence[NeedText]) -> tuple[Matrix, Matrix]:
    """By the words of the column that says for whom."""
    rows = stacked([Row(*counted([(plain(each.beneficiaries), 1.0)])) for each in needs], SIZE)
    return _likeness(rows, rarity(rows))


def _length_one(weights: Weights) -> Weights:
    return weights / (np.sqrt((weights**2).sum()) or 1.0)


def _numbers(grids: Sequence[str]) -> Numbers:
    """The same number for the same place, 0 for none."""
    places = sorted({each for each in grids if each and WHOLE not in each})
    order = {place: number for number, place in enumerate(places, start=1)}
    return np.array([order.get(each, 0) for each in grids], dtype=np.int64)


def _pairs(rows: Weights, start: int, top: int) -> list[tuple[float, int, int]]:
    """The best pairs of these rows, each once: the second place lies behind the first."""
    places = np.arange(rows.shape[1])
    later = places[None, :] > start + np.arange(len(rows))[:, None]
    scores = rows[later]
    least = np.partition(scores, len(scores) - top)[len(scores) - top] if len(scores) > top else 0.0
    kept = later & (rows >= max(least, 0.0))
    return [(float(rows[a, b]), int(a) + start, int(b)) for a, b in zip(*np.nonzero(kept), strict=True)]


def _best_pairs(found: list[tuple[float, int, int]], top: int) -> list[tuple[float, int, int]]:
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))[:top]
