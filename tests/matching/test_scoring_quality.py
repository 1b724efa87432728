"""The ranking keeps what it can do on the project's labelled communities; a worsening shows here."""

import statistics
from dataclasses import replace
from functools import cache

import pytest

from benchmarks.labelled_sets import DAY, labelled_set, labelled_sets
from benchmarks.lessons import GENERAL_CHANNELS, HELD_OUT
from benchmarks.matching_quality import Quality, mean_quality, measure_index, measure_quality
from partner_hub.matching.scoring import Index
from partner_hub.matching.scoring.weights import load_weights

OWN = [each.name for each in labelled_sets() if each.name != "dev"]


@cache
def quality_of(name: str) -> Quality:
    return measure_quality(labelled_set(name))


@pytest.mark.parametrize("name", OWN)
def test_a_known_good_offering_stands_among_the_first(name: str) -> None:
    assert quality_of(name).hit_rate >= 0.96
    assert quality_of(name).mean_reciprocal_rank >= 0.9


@pytest.mark.parametrize("name", OWN)
def test_needs_that_nothing_serves_score_below_the_others(name: str) -> None:
    assert quality_of(name).served_auc >= 0.92


@pytest.mark.parametrize("name", OWN)
def test_fifty_parts_needs_that_are_served_from_those_that_are_not(name: str) -> None:
    labelled = labelled_set(name)
    ranked = Index.of(labelled.offerings).rank_all(labelled.needs, DAY, top=1)
    best = {need: found[0].score if found else 0.0 for need, found in ranked.items()}

    assert statistics.median(best[need] for need in labelled.good) >= 60
    assert statistics.median(best[need] for need in labelled.unserved) <= 25


@pytest.mark.parametrize("name", OWN)
def test_needs_told_twice_stand_among_the_first_pairs(name: str) -> None:
    first, more, known = quality_of(name).duplicates_found

    assert first >= known - 2
    assert more >= known - 1


def test_of_all_needs_told_twice_nearly_all_are_found() -> None:
    found = mean_quality([quality_of(name) for name in OWN])
    first, more, known = found.duplicates_found
    typed, tellings = found.twins_typed

    assert first >= 0.95 * known
    assert more >= 0.98 * known
    assert typed >= 0.91 * tellings


def test_communities_nobody_taught_are_served_without_the_thesaurus_too() -> None:
    learnt = load_weights()
    general = replace(learnt, channels={name: learnt.channels[name] for name in GENERAL_CHANNELS})

    found = [
        measure_index(labelled, Index.of(labelled.offerings).weighed(general))
        for labelled in map(labelled_set, HELD_OUT)
    ]

    assert statistics.fmean(each.hit_rate for each in found) >= 0.94
    assert statistics.fmean(each.mean_reciprocal_rank for each in found) >= 0.84
