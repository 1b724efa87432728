"""The ranking keeps what it can do on the project's labelled communities; a worsening shows here."""

import pytest

from benchmarks.labelled_sets import LabelledSet, labelled_sets
from benchmarks.matching_quality import measure_quality

OWN = [each for each in labelled_sets() if each.name != "dev"]


@pytest.mark.parametrize("labelled", OWN, ids=lambda each: each.name)
def test_a_known_good_offering_stands_among_the_first(labelled: LabelledSet) -> None:
    found = measure_quality(labelled)

    assert found.hit_rate >= 0.95
    assert found.mean_reciprocal_rank >= 0.88


@pytest.mark.parametrize("labelled", OWN, ids=lambda each: each.name)
def test_needs_that_nothing_serves_score_below_the_others(labelled: LabelledSet) -> None:
    assert measure_quality(labelled).served_auc >= 0.92


@pytest.mark.parametrize(
    ("name", "first", "more"), [("demo", 6, 6), ("north", 7, 7), ("south", 7, 8), ("county", 7, 8)]
)
def test_needs_told_twice_stand_among_the_first_pairs(name: str, first: int, more: int) -> None:
    (labelled,) = (each for each in OWN if each.name == name)

    found = measure_quality(labelled).duplicates_found

    assert found[0] >= first
    assert found[1] >= more
