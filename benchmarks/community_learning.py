"""A simulated year of a community that learns from what its committee chooses (matching/scoring/community_weights.py).

    .venv/bin/python -m benchmarks.community_learning

Words drawn from a set are left out of the knowledge for it. Three quarters of its needs come up in the course of a
year. For each the clerk reads the first suggestions by what was learnt before, takes a known good offering (one time in
ten a wrong one), and puts aside a wrong one that stands before it. Told is how the needs of the fourth part are ranked,
which nobody chose for: by the global weights and after each quarter by the learnt ones; every need once for each seed.
The same again where the columns of the needs cannot be trusted: category and beneficiaries are filled in by chance.
"""

import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.knowledge_variants import fresh_processes, knowledge_without
from benchmarks.labelled_sets import DAY, LabelledSet, labelled_sets
from partner_hub.communities.word_lists import AUDIENCES, CATEGORIES
from partner_hub.matching.scoring import Index
from partner_hub.matching.scoring.choices import SHOWN, Rivals, choice_of_dismissed, choice_of_taken
from partner_hub.matching.scoring.community_weights import Choice, learn_factors, with_factors
from partner_hub.matching.scoring.weights import RankingWeights, load_weights

SEEDS: Final = range(5)
QUARTERS, PARTS = 4, 4
HIT: Final = 5
WRONG_CHOICES: Final = 0.1


@dataclass(frozen=True)
class Quality:
    hit_rate: float
    mean_reciprocal_rank: float

    @staticmethod
    def mean(parts: Sequence["Quality"]) -> "Quality":
        return Quality(
            statistics.fmean(each.hit_rate for each in parts),
            statistics.fmean(each.mean_reciprocal_rank for each in parts),
        )


@dataclass(frozen=True, eq=False)
class Need:
    """One need with all offerings that could be had, and those known to be good for it."""

    rivals: Rivals
    good: frozenset[int]

    def order(self, weights: RankingWeights) -> list[int]:
        sums = self.rivals.similarities @ np.array(list(weights.channels.values()))
        ranked: list[int] = self.rivals.ids[np.argsort(-sums, kind="stable")].tolist()
        return ranked

    def choices(self, weights: RankingWeights, chance: random.Random) -> Iterator[Choice | None]:
        order = self.order(weights)
        best = next(each for each in order if each in self.good)
        wrong = [each for each in order[:SHOWN] if each not in self.good]
        yield choice_of_taken(self.rivals, {chance.choice(wrong) if chance.random() < WRONG_CHOICES else best})
        for each in wrong[:1]:
            if order.index(each) < order.index(best):
                yield choice_of_dismissed(self.rivals, each)


@dataclass(frozen=True)
class Years:
    """The mean of simulated years: `quarters` is the quality before the first quarter and after each.

    `error` is the standard error of the gain in MRR.
    """

    quarters: tuple[Quality, ...]
    error: float
    factors: str

    def __str__(self) -> str:
        hits = " ".join(f"{each.hit_rate:.3f}" for each in self.quarters)
        ranks = " ".join(f"{each.mean_reciprocal_rank:.3f}" for each in self.quarters)
        gain = self.quarters[-1].mean_reciprocal_rank - self.quarters[0].mean_reciprocal_rank
        return f"hit@{HIT} {hits}  MRR {ranks}  gain {gain:+.4f} (error {self.error:.4f})"


def main() -> None:
    names = [each.name for each in labelled_sets()]
    with fresh_processes() as pool:
        started = {how: {name: pool.submit(years_of_set, name, how) for name in names} for how in VARIANTS}
    for how, works in started.items():
        print(how)  # noqa: T201
        found = {name: work.result() for name, work in works.items()}
        for name, years in found.items():
            print(f"    {name:10} {years}\n{'':15}{years.factors}")  # noqa: T201
        ends = [Quality.mean([each.quarters[place] for each in found.values()]) for place in (0, -1)]
        print(f"    mean       {Years(tuple(ends), 0.0, '')}")  # noqa: T201


def years_of_set(name: str, how: str) -> Years:
    """In a process of its own."""
    labelled = next(each for each in labelled_sets() if each.name == name)
    with knowledge_without([name]):
        return mean_of_years(needs_of_set(VARIANTS[how](labelled)))


def needs_of_set(labelled: LabelledSet) -> list[Need]:
    index, needs = Index.of(labelled.offerings), [each for each in labelled.needs if each.id in labelled.good]
    found = [Need(Rivals.of(index, each, DAY), labelled.good[each.id]) for each in needs]
    return [each for each in found if each.good & set(each.rivals.ids.tolist())]


def with_columns_by_chance(labelled: LabelledSet) -> LabelledSet:
    chance = random.Random(labelled.name)  # noqa: S311 - a simulation
    needs = []
    for need in labelled.needs:
        category, audience = chance.choice(CATEGORIES), chance.choice(AUDIENCES)
        columns = replace(need, category=category, category_words=category, audiences=(audience,))
        needs.append(replace(columns, beneficiaries=audience))
    return replace(labelled, needs=tuple(needs))


VARIANTS: Final[Mapping[str, Callable[[LabelledSet], LabelledSet]]] = {
    "as it is": lambda labelled: labelled,
    "columns by chance": with_columns_by_chance,
}


def mean_of_years(needs: Sequence[Need]) -> Years:
    years = [simulate_year(needs, seed, part) for seed in SEEDS for part in range(PARTS)]
    told = tuple(Quality.mean(parts) for parts in zip(*(qualities for qualities, _factors in years), strict=True))
    gains = [parts[-1].mean_reciprocal_rank - parts[0].mean_reciprocal_rank for parts, _factors in years]
    error = statistics.stdev(gains) / len(gains) ** 0.5
    return Years(told, error, ranges_of_factors([factors for _parts, factors in years]))


def ranges_of_factors(years: Sequence[Mapping[str, float]]) -> str:
    ranges = ((name, [year.get(name, 1.0) for year in years]) for name in load_weights().channels)
    return "  ".join(f"{name} {min(values):.2f}-{max(values):.2f}" for name, values in ranges)


def simulate_year(needs: Sequence[Need], seed: int, part: int) -> tuple[list[Quality], Mapping[str, float]]:
    """The quality on the needs of this part before the year and after each quarter, and the last factors."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    shuffled = chance.sample(needs, len(needs))
    unseen = shuffled[part::PARTS]
    chosen_from = [each for place, each in enumerate(shuffled) if place % PARTS != part]
    weights, choices = load_weights(), list[Choice]()
    told = [quality_of_order(unseen, weights)]
    for quarter in range(QUARTERS):
        for need in chosen_from[quarter::QUARTERS]:
            choices += [each for each in need.choices(weights, chance) if each]
        weights = with_factors(load_weights(), learn_factors(load_weights(), choices))
        told.append(quality_of_order(unseen, weights))
    return told, weights.factors


def quality_of_order(needs: Sequence[Need], weights: RankingWeights) -> Quality:
    ranks = []
    for need in needs:
        order = need.order(weights)
        ranks.append(min(order.index(each) for each in need.good if each in order) + 1)
    return Quality(statistics.fmean(rank <= HIT for rank in ranks), statistics.fmean(1 / rank for rank in ranks))


if __name__ == "__main__":
    main()
