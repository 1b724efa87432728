"""How well a ranking finds the known good offerings of a labelled set, and the needs told twice."""

import math
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.bm25 import rank_by_bm25
from benchmarks.knowledge_variants import knowledge_without
from benchmarks.labelled_sets import DAY, LabelledSet, labelled_set
from partner_hub.matching.scoring import Index, NeedText, find_near_duplicates, find_needs_like

# The lengths of a first page of suggestions and of a first page of duplicates.
HIT: Final = 5
FIRST_PAIRS, MORE_PAIRS = 12, 20


@dataclass(frozen=True)
class Quality:
    """`served_auc`: how often a need that can be served scores above one that cannot (area under the ROC curve).

    `duplicates_found`: among the first FIRST_PAIRS pairs, among MORE_PAIRS, and how many there are.
    `twins_typed`: how often the other telling comes first for the text of one, and of how many.
    """

    hit_rate: float
    mean_reciprocal_rank: float
    served_auc: float = math.nan
    duplicates_found: tuple[int, int, int] = (0, 0, 0)
    twins_typed: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        ranking = f"hit@{HIT} {self.hit_rate:.3f}  MRR {self.mean_reciprocal_rank:.3f}"
        (first, more, known), (typed, tellings) = self.duplicates_found, self.twins_typed
        if math.isnan(self.served_auc):
            return ranking
        duplicates = (
            f"duplicates {first} of {known} in {FIRST_PAIRS}, {more} in {MORE_PAIRS}, typed {typed} of {tellings}"
        )
        return f"{ranking}  served or not {self.served_auc:.3f}  {duplicates}"


def measure_variant(name: str, without: Collection[str], files: Mapping[str, bytes]) -> Quality:
    """For a process of its own: see `knowledge_without`."""
    with knowledge_without(without, files):
        return measure_quality(labelled_set(name))


def measure_quality(labelled: LabelledSet) -> Quality:
    return measure_index(labelled, Index.of(labelled.offerings))


def measure_index(labelled: LabelledSet, index: Index) -> Quality:
    """`index`: of the set's offerings, with any weights."""
    ranked = index.rank_all(labelled.needs, DAY, len(labelled.offerings))
    order = {need: [each.offering_id for each in found] for need, found in ranked.items()}
    best = {need: found[0].score if found else 0.0 for need, found in ranked.items()}
    return Quality(
        *hit_rate_and_mrr(order, labelled.good),
        _area_under_curve([best[need] for need in labelled.good], [best[need] for need in labelled.unserved]),
        count_duplicates_found(labelled, index),
        count_twins_typed(labelled),
    )


def count_duplicates_found(labelled: LabelledSet, index: Index) -> tuple[int, int, int]:
    pairs = [(each.first, each.second) for each in find_near_duplicates(labelled.needs, MORE_PAIRS, index)]
    first, more = (len(labelled.duplicates & set(pairs[:most])) for most in (FIRST_PAIRS, MORE_PAIRS))
    return first, more, len(labelled.duplicates)


def count_twins_typed(labelled: LabelledSet) -> tuple[int, int]:
    """As in the form of a new need: title and text are typed, nothing else is known of it."""
    needs = {need.id: need for need in labelled.needs}
    shown = [NeedText(each.id, each.name, each.content, each.category, each.category_words) for each in labelled.needs]
    found = 0
    tellings = [*labelled.duplicates, *((other, one) for one, other in labelled.duplicates)]
    for one, other in tellings:
        others = [each for each in shown if each.id != one]
        found += find_needs_like(f"{needs[one].name} {needs[one].content}", others, 1)[0].need_id == other
    return found, len(tellings)


def measure_bm25(labelled: LabelledSet) -> Quality:
    order = {need.id: rank_by_bm25(need, labelled.offerings) for need in labelled.needs if need.id in labelled.good}
    return Quality(*hit_rate_and_mrr(order, labelled.good))


def mean_quality(every: Sequence[Quality]) -> Quality:
    """Duplicates and twins are added up."""
    first, more, known = (sum(each) for each in zip(*(each.duplicates_found for each in every), strict=True))
    typed, tellings = (sum(each) for each in zip(*(each.twins_typed for each in every), strict=True))
    return Quality(
        statistics.fmean(each.hit_rate for each in every),
        statistics.fmean(each.mean_reciprocal_rank for each in every),
        statistics.fmean(each.served_auc for each in every),
        (first, more, known),
        (typed, tellings),
    )


def hit_rate_and_mrr(order: Mapping[int, list[int]], good: Mapping[int, frozenset[int]]) -> tuple[float, float]:
    """`order`: need -> ids of offerings, the best first."""
    ranks = [_rank_of_first_good(order[need], each) for need, each in good.items()]
    return statistics.fmean(rank <= HIT for rank in ranks), statistics.fmean(1 / rank for rank in ranks)


def _rank_of_first_good(order: list[int], good: frozenset[int]) -> int:
    """The place of the first known good; one that is excluded stands behind all."""
    return min((place for place, each in enumerate(order, start=1) if each in good), default=len(order) + 1)


def _area_under_curve(served: Sequence[float], unserved: Sequence[float]) -> float:
    return statistics.fmean((one > other) + (one == other) / 2 for one in served for other in unserved)
