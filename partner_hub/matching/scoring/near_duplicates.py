"""Near-duplicate needs: one trouble told by a resident in one wording, by a grid worker in another.

A weighted sum of cosines (concepts, meaning, n-grams, locations, offerings that serve both), of whether both are of one
grid, and of how far apart their registers are, from 0 to 100.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.locations import LOCATION_COUNT, location_row
from partner_hub.matching.scoring.ngrams import GRAM_COUNT, FloatArray, IntArray, normalise_text
from partner_hub.matching.scoring.records import DuplicatePair, NeedText, SimilarNeed
from partner_hub.matching.scoring.register import register_of_text
from partner_hub.matching.scoring.similarity_channels import concept_rarity, related_concept_matrix
from partner_hub.matching.scoring.sparse import (
    SparseMatrix,
    SparseRow,
    csr_matrix,
    stack_rows,
    transpose_rows,
    weight_columns,
)
from partner_hub.matching.scoring.text_vectors import load_meaning_map, text_vectors
from partner_hub.matching.scoring.thesaurus import load_thesaurus
from partner_hub.matching.scoring.used_columns import UsedColumns
from partner_hub.matching.scoring.word_vectors import table_width

ROWS_PER_CHUNK: Final = 250
# How much each similarity counts: tuned on the duplicates of the sets that may be learnt from, each without the words
# drawn from it; values nearby do as well. They add up to 1.
CONCEPT_WEIGHT: Final = 0.3
MEANING_WEIGHT: Final = 0.12
GRAM_WEIGHT: Final = 0.08
LOCATION_WEIGHT: Final = 0.15
OFFERING_WEIGHT: Final = 0.16
GRID_WEIGHT: Final = 0.11
# That one speaks and the other reports.
REGISTER_WEIGHT: Final = 0.08
# Twins share few letters; but of what is being typed there is little more than letters.
TYPED_GRAM_WEIGHT: Final = 0.4
OFFERINGS_COMPARED: Final = 20
# What a pair loses for each point by which one of the two has a nearer need.
NEARER_NEIGHBOUR_PENALTY: Final = 0.8
# Grid words with this character mean the whole community, and so no place.
WHOLE_COMMUNITY: Final = "全"


def find_near_duplicates(needs: Sequence[NeedText], top: int, index: Index | None = None) -> list[DuplicatePair]:
    """The likeliest pairs, best first, ties by ids. With an index, needs that the same offerings serve are nearer."""
    ordered = sorted(needs, key=lambda need: need.id)
    if len(ordered) < 2 or top < 1:  # noqa: PLR2004 - a pair takes two
        return []
    similarities = _NeedSimilarities(ordered, index)
    nearest = np.concatenate([rows.max(axis=1) for _, rows in similarities.chunks()])
    found: list[tuple[float, int, int]] = []
    for start, rows in similarities.chunks():
        nearer = np.maximum(nearest[start : start + len(rows), None], nearest[None, :])
        found = _best_pairs(
            [*found, *_pairs_of_rows(rows - NEARER_NEIGHBOUR_PENALTY * (nearer - rows), start, top)], top
        )
    return [DuplicatePair(ordered[first].id, ordered[second].id, round(score, 2)) for score, first, second in found]


def find_needs_like(text: str, needs: Sequence[NeedText], top: int) -> list[SimilarNeed]:
    """Needs that resemble a text which is being typed, best first."""
    ordered = sorted(needs, key=lambda need: need.id)
    if not ordered or not text.strip():
        return []
    score = _NeedSimilarities([NeedText(0, text), *ordered], gram_weight=TYPED_GRAM_WEIGHT).rows(0, 1)[0][1:]
    best = np.argsort(-score, kind="stable")[:top]
    return [SimilarNeed(ordered[each].id, round(float(score[each]), 2)) for each in best.tolist() if score[each] > 0]


class _NeedSimilarities:
    """All pairs of needs; each cosine as a matrix with rows of length 1 and its transpose."""

    def __init__(self, needs: Sequence[NeedText], index: Index | None = None, gram_weight: float = GRAM_WEIGHT) -> None:
        features = [need_features(need) for need in needs]
        concepts = stack_rows([each.concepts for each in features], len(load_thesaurus().concepts))
        self._cosines = [
            (gram_weight, _rare_factors([each.grams for each in features], GRAM_COUNT)),
            (
                CONCEPT_WEIGHT,
                _cosine_factors(csr_matrix(concepts @ related_concept_matrix()), concept_rarity(concepts)),
            ),
            (LOCATION_WEIGHT, _rare_factors([_location_row_of(need) for need in needs], LOCATION_COUNT)),
        ]
        if index and len(index.ids):
            served = stack_rows(index.nearest_offerings(needs, OFFERINGS_COMPARED), len(index.ids))
            self._cosines.append((OFFERING_WEIGHT, _cosine_factors(served, np.ones(len(index.ids)))))
        words = stack_rows([each.words for each in features], table_width())
        self._meanings = load_meaning_map().of_needs(text_vectors(words, UsedColumns.of(words)))
        self._registers = np.array([register_of_text(f"{each.name} {each.content}") for each in needs])
        self._grids = _grid_numbers([need.grid for need in needs])

    def chunks(self) -> Iterator[tuple[int, FloatArray]]:
        """Where a chunk starts, and its rows; nothing is its own duplicate."""
        for start in range(0, len(self._grids), ROWS_PER_CHUNK):
            rows = self.rows(start, start + ROWS_PER_CHUNK)
            own = np.arange(len(rows))
            rows[own, start + own] = 0.0
            yield start, rows

    def rows(self, start: int, end: int) -> FloatArray:
        """The similarity of these needs to all, from 0 to 100."""
        total: FloatArray = MEANING_WEIGHT * (self._meanings[start:end] @ self._meanings.T).astype(np.float64)
        for weight, (rows, columns) in self._cosines:
            total += weight * (rows[start:end] @ columns).toarray()
        here, there = self._grids[start:end, None], self._grids[None, :]
        total += GRID_WEIGHT * np.where((here == 0) | (there == 0), 0.5, here == there)
        total += REGISTER_WEIGHT * np.minimum(np.abs(self._registers[start:end, None] - self._registers[None, :]), 1.0)
        return np.round(100 * np.clip(total, 0.0, 1.0), 4)


def _cosine_factors(rows: SparseMatrix, rare: FloatArray) -> tuple[SparseMatrix, SparseMatrix]:
    level = weight_columns(rows, rare)
    return level, transpose_rows(level)


def _rare_factors(rows: Sequence[SparseRow], width: int) -> tuple[SparseMatrix, SparseMatrix]:
    """The rarer what two needs share, the more telling."""
    stacked = stack_rows(rows, width)
    columns = UsedColumns.of(stacked)
    return _cosine_factors(columns.narrowed(stacked), columns.idf)


def _location_row_of(need: NeedText) -> SparseRow:
    """The numbers of buildings and floors that the texts name."""
    return location_row(normalise_text(f"{need.name} {need.content} {need.beneficiaries}"))


def _grid_numbers(grids: Sequence[str]) -> IntArray:
    """The same number for the same place, 0 for none."""
    places = sorted({each for each in grids if each and WHOLE_COMMUNITY not in each})
    order = {place: number for number, place in enumerate(places, start=1)}
    return np.array([order.get(each, 0) for each in grids], dtype=np.int64)


def _pairs_of_rows(rows: FloatArray, start: int, top: int) -> list[tuple[float, int, int]]:
    """The best pairs of these rows, each once: the second place lies behind the first."""
    places = np.arange(rows.shape[1])
    later = places[None, :] > start + np.arange(len(rows))[:, None]
    scores = rows[later]
    least = np.partition(scores, len(scores) - top)[len(scores) - top] if len(scores) > top else 0.0
    kept = later & (rows >= max(least, 0.0))
    return [(float(rows[a, b]), int(a) + start, int(b)) for a, b in zip(*np.nonzero(kept), strict=True)]


def _best_pairs(found: list[tuple[float, int, int]], top: int) -> list[tuple[float, int, int]]:
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))[:top]
