"""How good and how quick the ranking of offerings and the search for duplicate needs are.

    .venv/bin/python -m benchmarks.matching

Quality on every labelled set that is at hand (benchmarks/labelled_sets.py); times on the offerings of all of them,
told again and again in slightly other words until there are 16,000.
"""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from typing import Final, TypeVar

from benchmarks.labelled_sets import DAY, LabelledSet, labelled_sets
from partner_hub.matching.scoring import Index, NeedText, OfferingText, find_near_duplicates
from partner_hub.matching.scoring.features import need_features

T = TypeVar("T")
R = TypeVar("R", NeedText, OfferingText)

FEW, MANY, NEEDS = 250, 16_000, 2_000
# The lengths of a first page of suggestions and of a first page of duplicates.
HIT: Final = 5
FIRST_PAIRS, MORE_PAIRS = 12, 20


@dataclass(frozen=True)
class Quality:
    """`served_auc`: how often a need that can be served scores above one that cannot (area under the ROC curve).

    `duplicates_found`: among the first FIRST_PAIRS pairs, and among MORE_PAIRS.
    """

    hit_rate: float
    mean_reciprocal_rank: float
    served_auc: float
    duplicates_found: tuple[int, int]


def main() -> None:
    sets = list(labelled_sets())
    for each in sets:
        found = measure_quality(each)
        first, more = found.duplicates_found
        ranking = f"hit@{HIT} {found.hit_rate:.3f}  MRR {found.mean_reciprocal_rank:.3f}"
        duplicates = f"duplicates {first} of {len(each.duplicates)} in {FIRST_PAIRS}, {more} in {MORE_PAIRS}"
        print(f"{each.name:6} {ranking}  served or not {found.served_auc:.3f}  {duplicates}")  # noqa: T201
    measure_times(sets)


def measure_quality(labelled: LabelledSet) -> Quality:
    index = Index.of(labelled.offerings)
    ranked = index.rank_all(labelled.needs, DAY, len(labelled.offerings))
    order = {need: [each.offering_id for each in found] for need, found in ranked.items()}
    ranks = [_rank_of_first_good(order[need], good) for need, good in labelled.good.items()]
    best = {need: found[0].score if found else 0.0 for need, found in ranked.items()}
    pairs = [(each.first, each.second) for each in find_near_duplicates(labelled.needs, MORE_PAIRS, index)]
    return Quality(
        statistics.fmean(rank <= HIT for rank in ranks),
        statistics.fmean(1 / rank for rank in ranks),
        _area_under_curve([best[need] for need in labelled.good], [best[need] for need in labelled.unserved]),
        (len(labelled.duplicates & set(pairs[:FIRST_PAIRS])), len(labelled.duplicates & set(pairs))),
    )


def _rank_of_first_good(order: list[int], good: frozenset[int]) -> int:
    """The place of the first known good; one that is excluded stands behind all."""
    return min((place for place, each in enumerate(order, start=1) if each in good), default=len(order) + 1)


def _area_under_curve(served: Sequence[float], unserved: Sequence[float]) -> float:
    return statistics.fmean((one > other) + (one == other) / 2 for one in served for other in unserved)


def measure_times(sets: Sequence[LabelledSet]) -> None:
    offerings = vary_records([each for labelled in sets for each in labelled.offerings], MANY)
    needs = vary_records([each for labelled in sets for each in labelled.needs], NEEDS)
    few = Index.of(offerings[:FEW])
    many = time_work(f"index of {MANY} offerings", lambda: Index.of(offerings))
    time_work("one offering changed", lambda: many.changed([replace(offerings[0], name="新的名称")]))
    for index in (few, many):
        time_work(f"one need among {len(index.ids)}", partial(_rank_unseen_need, index, needs[0]), runs=20)
    time_work(f"{len(needs)} needs among {MANY}", lambda: many.rank_all(needs, DAY, 20))
    time_work(f"duplicates among {len(needs)} needs", lambda: find_near_duplicates(needs, MORE_PAIRS))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB at most")  # noqa: T201


def _rank_unseen_need(index: Index, need: NeedText) -> None:
    """As for a need that nobody has asked about before."""
    need_features.cache_clear()
    index.rank(need, DAY, 10)


def time_work(what: str, work: Callable[[], T], runs: int = 1) -> T:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    print(f"{1000 * statistics.median(seconds):10.1f} ms  {what}")  # noqa: T201
    return result


def vary_records(records: Sequence[R], how_many: int) -> list[R]:
    """The records over and over, each time with the content of another one behind their own."""
    rounds = (
        replace(each, id=0, content=each.content + records[(place + step) % len(records)].content)
        for step in count()
        for place, each in enumerate(records)
    )
    return [replace(each, id=number) for number, each in enumerate(islice(rounds, how_many), start=1)]


if __name__ == "__main__":
    main()
