"""A community's own weights: bounded, near the global ones, and the same from the same choices."""

from collections.abc import Sequence

import numpy as np
import pytest

from partner_hub.matching.scoring import Index, NeedText, OfferingText
from partner_hub.matching.scoring.choices import MAX_RIVALS, Rivals, choice_of_dismissed, choice_of_taken
from partner_hub.matching.scoring.community_weights import (
    LEAST_FACTOR,
    MIN_CHOICES,
    MOST_FACTOR,
    Choice,
    learn_factors,
    with_factors,
)
from partner_hub.matching.scoring.weights import RankingWeights, load_weights
from tests.matching.test_scoring import DAY, NEEDS, OFFERINGS

WEIGHTS = RankingWeights({"words": 10.0, "help": 5.0, "unit": 1.0}, slope=0.5, middle=8.0, beyond=5.0)
NEITHER = (0.3, 0.5, 0.5)
BY_WORDS, BY_HELP = (0.6, 0.4, 0.5), (0.2, 0.9, 0.5)


def preferring(first: Sequence[float], *others: Sequence[float], weight: float = 1.0) -> Choice:
    rows = np.array([first, *others])
    return Choice(rows, np.arange(len(rows)) == 0, weight)


def test_what_is_always_chosen_by_counts_more_and_the_rest_less() -> None:
    found = learn_factors(WEIGHTS, [preferring(BY_HELP, BY_WORDS, NEITHER)] * 60)
    assert found["help"] > 1.05
    assert found["words"] < 0.97


def test_the_usual_chosen_pair_keeps_its_score() -> None:
    found = with_factors(WEIGHTS, learn_factors(WEIGHTS, [preferring(BY_HELP, BY_WORDS)] * 60))
    chosen = {name: np.array([each]) for name, each in zip(WEIGHTS.channels, BY_HELP, strict=True)}
    assert found.calibrated(found.sums(chosen)) == pytest.approx(WEIGHTS.calibrated(WEIGHTS.sums(chosen)), abs=0.1)


@pytest.mark.parametrize("times", [MIN_CHOICES, 10_000])
@pytest.mark.parametrize(("first", "other"), [(BY_HELP, BY_WORDS), (BY_WORDS, BY_HELP), ((1, 0, 0), (0, 1, 1))])
def test_however_one_sided_the_choices_no_channel_leaves_the_bounds(
    first: Sequence[float], other: Sequence[float], times: int
) -> None:
    # One choice that weighs as much as all of them.
    choices = [preferring(first, other)] * MIN_CHOICES + [preferring(first, other, weight=times)]
    found = learn_factors(WEIGHTS, choices)
    assert all(LEAST_FACTOR <= factor <= MOST_FACTOR for factor in found.values())
    assert len(found) == len(WEIGHTS.channels)


def test_few_choices_change_nothing_and_neither_do_those_that_tell_nothing() -> None:
    telling = [preferring(BY_HELP, BY_WORDS)] * (MIN_CHOICES - 1)
    silent = [preferring(BY_HELP), Choice(np.array([BY_WORDS, BY_HELP]), np.array([False, False]))]
    assert learn_factors(WEIGHTS, [*telling, *silent]) == {}
    assert learn_factors(WEIGHTS, [*telling, *telling]) != {}
    assert learn_factors(WEIGHTS, []) == {}


def test_more_is_learnt_from_more_choices_and_always_the_same() -> None:
    few, many = ([preferring(BY_HELP, BY_WORDS)] * number for number in (MIN_CHOICES, 20 * MIN_CHOICES))
    assert learn_factors(WEIGHTS, many)["help"] > learn_factors(WEIGHTS, few)["help"] > 1
    assert learn_factors(WEIGHTS, many) == learn_factors(WEIGHTS, many)


def test_factors_of_no_channel_and_out_of_bounds_do_no_harm() -> None:
    found = with_factors(WEIGHTS, {"words": 9.0, "unit": -3.0, "a channel of yesterday": 1.3})
    assert found.channels == {"words": 10 * MOST_FACTOR, "help": 5, "unit": LEAST_FACTOR}
    assert found.factors == {"words": MOST_FACTOR, "unit": LEAST_FACTOR}


def test_without_factors_every_score_is_as_elsewhere() -> None:
    index = Index.of(OFFERINGS)
    same = index.weighed(with_factors(load_weights(), {}))
    assert same.rank_all(NEEDS, DAY, 5) == index.rank_all(NEEDS, DAY, 5)


def test_factors_change_scores_and_reasons_and_stay_when_offerings_change() -> None:
    index, need = Index.of(OFFERINGS), NEEDS[0]
    own = index.weighed(with_factors(load_weights(), {"help": 1.3}))
    (best,), (before,) = own.rank(need, DAY, 1), index.rank(need, DAY, 1)
    assert best.offering_id == before.offering_id
    assert best.score > before.score
    renewed = own.changed([OfferingText(99, "单位", "磨剪子")])
    assert renewed.weights == own.weights
    assert index.weighed(index.weights) is index


def test_a_taken_offering_is_held_against_those_that_could_be_had() -> None:
    rivals = Rivals.of(Index.of(OFFERINGS), NEEDS[0], DAY, without=[OFFERINGS[1].id])
    choice = choice_of_taken(rivals, {OFFERINGS[0].id})
    assert choice is not None
    assert choice.preferred.sum() == 1
    assert len(choice.similarities) == len(rivals.ids) < len(OFFERINGS)
    assert choice_of_taken(rivals, {OFFERINGS[1].id}) is None


def test_one_that_was_searched_for_counts_more_and_one_put_aside_stands_behind_those_shown() -> None:
    crowd = [OfferingText(number, "口腔诊所", "口腔检查", "上门检查牙齿") for number in range(1, 80)]
    far = OfferingText(900, "法律服务所", "法律咨询")
    rivals = Rivals.of(Index.of([*crowd, far]), NeedText(1, "老人牙疼想看牙", ""), DAY)
    searched, shown = choice_of_taken(rivals, {900}), choice_of_taken(rivals, {1})
    aside = choice_of_dismissed(rivals, 1)
    assert searched is not None
    assert shown is not None
    assert aside is not None
    assert searched.weight > shown.weight
    assert len(searched.similarities) == MAX_RIVALS + 1
    assert (aside.preferred.sum(), len(aside.preferred)) == (10, 11)
    assert choice_of_dismissed(rivals, 901) is None
