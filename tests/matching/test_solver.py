"""The solver of the quarter's plan against trying everything, and in the cases where there is nothing to choose."""

import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from partner_hub.matching.planning.pair_value import persons_reached, weight_for
from partner_hub.matching.planning.solver import Assignment, CandidatePair, Limits, solve_assignment

NEEDS, OFFERINGS, UNITS = 4, 4, 2


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[CandidatePair], Limits]:
    pairs = draw(st.sets(st.tuples(st.integers(1, NEEDS), st.integers(1, OFFERINGS)), max_size=9))
    candidates = [CandidatePair(need, offering, draw(st.integers(0, 900))) for need, offering in sorted(pairs)]
    capacity = draw(st.dictionaries(st.integers(1, OFFERINGS), st.integers(-1, 3)))
    unit_of = draw(st.dictionaries(st.integers(1, OFFERINGS), st.none() | st.integers(1, UNITS)))
    projects = draw(st.dictionaries(st.integers(1, UNITS), st.integers(0, 3)))
    return candidates, Limits(capacity, unit_of, projects)


def is_allowed(pairs: tuple[CandidatePair, ...], limits: Limits) -> bool:
    needs = Counter(pair.need_id for pair in pairs)
    offerings = Counter(pair.offering_id for pair in pairs)
    units = Counter(limits.unit_of.get(pair.offering_id) for pair in pairs)
    return (
        all(number == 1 for number in needs.values())
        and all(number <= limits.capacity.get(each, number) for each, number in offerings.items())
        and all(each is None or number <= limits.projects.get(each, number) for each, number in units.items())
    )


def best_by_trying(candidates: list[CandidatePair], limits: Limits) -> tuple[int, int]:
    """(needs served, points) of the best assignment."""
    sizes = range(min(NEEDS, len(candidates)) + 1)
    every = itertools.chain.from_iterable(itertools.combinations(candidates, size) for size in sizes)
    return max((len(pairs), sum(pair.points for pair in pairs)) for pairs in every if is_allowed(pairs, limits))


@settings(max_examples=300, deadline=None)
@given(questions())
def test_nothing_that_can_be_tried_is_better(question: tuple[list[CandidatePair], Limits]) -> None:
    candidates, limits = question
    found = solve_assignment(candidates, limits)
    assert is_allowed(found.pairs, limits)
    assert (found.served, found.points) == (found.most, found.bound) == best_by_trying(candidates, limits)
    assert found.is_proven


def test_nothing_to_choose_from_serves_nobody() -> None:
    nothing = Assignment((), 0, 0)
    assert solve_assignment([], Limits({}, {}, {})) == nothing
    assert solve_assignment([CandidatePair(1, 7, 90)], Limits({7: 0}, {}, {})) == nothing
    assert solve_assignment([CandidatePair(1, 7, 90)], Limits({7: 5}, {7: 3}, {3: 0})) == nothing


def test_one_more_need_served_beats_any_better_fit() -> None:
    candidates = [CandidatePair(1, 1, 900), CandidatePair(1, 2, 1), CandidatePair(2, 1, 1)]
    found = solve_assignment(candidates, Limits({1: 1, 2: 1}, {}, {}))
    assert [(pair.need_id, pair.offering_id) for pair in found.pairs] == [(1, 2), (2, 1)]


def test_the_unit_limit_holds_over_all_its_offerings() -> None:
    candidates = [CandidatePair(need, need, 10 * need) for need in (1, 2, 3)]
    found = solve_assignment(candidates, Limits({}, dict.fromkeys((1, 2, 3), 8), {8: 2}))
    assert [pair.need_id for pair in found.pairs] == [2, 3]


def test_the_order_of_the_question_does_not_change_the_answer() -> None:
    candidates = [CandidatePair(need, offering, 10) for need in range(30) for offering in range(8)]
    limits = Limits(dict.fromkeys(range(8), 3), {each: each % 3 for each in range(8)}, dict.fromkeys(range(3), 7))
    first = solve_assignment(candidates, limits)
    assert solve_assignment(candidates[::-1], limits) == first
    assert solve_assignment(candidates[::2] + candidates[1::2], limits) == first
    assert first.served == 20


def test_a_pair_that_is_named_twice_counts_once_with_its_best_points() -> None:
    assert solve_assignment([CandidatePair(1, 1, 5), CandidatePair(1, 1, 9)], Limits({}, {}, {})).points == 9


def test_points_weigh_fit_urgency_and_people() -> None:
    assert weight_for("一般", 1).points(80) == 80
    assert weight_for("紧急", 1).points(80) == 160
    assert weight_for("特急", 1).points(80) == 240
    assert weight_for("一般", 100).points(80) == 160
    assert weight_for("", 0).points(0) == 1


def test_households_and_everybody_are_counted_in_persons() -> None:
    assert persons_reached(30, "人", everyone=False, households=1000) == 30
    assert persons_reached(30, "户", everyone=False, households=1000) == 79
    assert persons_reached(None, "", everyone=True, households=1000) == 2620
    assert persons_reached(None, "", everyone=False, households=1000) == 1
