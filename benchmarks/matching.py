"""How good and how quick the ranking of offerings and the search for duplicate needs are.

    .venv/bin/python -m benchmarks.matching

Quality on every labelled set that is at hand (benchmarks/labelled_sets.py), four rows for each; the second and third
tell how the ranking does in a community that nobody has seen:

    BM25       the yardstick (benchmarks/bm25.py)
    general    letters, dictionary and learnt map alone, both learnt without the set
    left out   all channels; words drawn from the set are left out, weights and map learnt without it
    everything the ranking as it is

Times on the offerings of all sets, told again and again in slightly other words until there are 16,000.
"""

import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count, islice
from typing import TypeVar

from benchmarks.knowledge_variants import fresh_processes
from benchmarks.labelled_sets import DAY, LabelledSet, labelled_sets
from benchmarks.learn_matching import learnt_files
from benchmarks.lessons import GENERAL_CHANNELS, learn_from, lessons_without
from benchmarks.matching_quality import MORE_PAIRS, Quality, mean_quality, measure_bm25, measure_variant
from partner_hub.matching.scoring import Index, NeedText, OfferingText, find_near_duplicates
from partner_hub.matching.scoring.features import need_features

T = TypeVar("T")
R = TypeVar("R", NeedText, OfferingText)
Row = dict[str, Quality]

FEW, MANY, NEEDS = 250, 16_000, 2_000


def main() -> None:
    sets = list(labelled_sets())
    rows = measure_rows(sets)
    for row in rows.values():
        row["mean"] = mean_quality(list(row.values()))
    for name in [*(each.name for each in sets), "mean"]:
        for how, row in rows.items():
            print(f"{name:10} {how:10} {row[name]}")  # noqa: T201
    measure_times(sets)


def measure_rows(sets: Sequence[LabelledSet]) -> dict[str, Row]:
    names = [each.name for each in sets]
    lessons = lessons_without(names)
    general = {each: learnt_files(learn_from(lessons[each], GENERAL_CHANNELS)) for each in names}
    left_out = {each: learnt_files(learn_from(lessons[each])) for each in names}
    with fresh_processes() as pool:
        started = {
            "general": {each: pool.submit(measure_variant, each, [each], general[each]) for each in names},
            "left out": {each: pool.submit(measure_variant, each, [each], left_out[each]) for each in names},
            "everything": {each: pool.submit(measure_variant, each, [], {}) for each in names},
        }
    measured = {how: {name: each.result() for name, each in row.items()} for how, row in started.items()}
    return {"BM25": {each.name: measure_bm25(each) for each in sets}} | measured


def measure_times(sets: Sequence[LabelledSet]) -> None:
    offerings = vary_records([each for labelled in sets for each in labelled.offerings], MANY)
    needs = vary_records([each for labelled in sets for each in labelled.needs], NEEDS)
    few = Index.of(offerings[:FEW])
    many = time_work(f"index of {MANY} offerings", lambda: Index.of(offerings))
    time_work("one offering changed", lambda: many.changed([replace(offerings[0], name="新的名称")]))
    measure_memory(offerings)
    for index in (few, many):
        time_work(f"one need among {len(index.ids)}", partial(_rank_unseen_need, index, needs[0]), runs=20)
    time_work(f"{len(needs)} needs among {MANY}", lambda: many.rank_all(needs, DAY, 20))
    time_work(f"duplicates among {len(needs)} needs", lambda: find_near_duplicates(needs, MORE_PAIRS))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB at most")  # noqa: T201


def measure_memory(offerings: Sequence[OfferingText]) -> None:
    for number in (FEW, MANY):
        tracemalloc.start()
        index = Index.of(offerings[:number])
        kept, most = (size / 2**20 for size in tracemalloc.get_traced_memory())
        tracemalloc.stop()
        print(f"{kept:10.1f} MB  index of {len(index.ids)} offerings, {most:.0f} MB while it is built")  # noqa: T201


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
