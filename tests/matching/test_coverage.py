"""How far a need is taken care of: none, partial, full; the same in Python and in SQL."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.core.db import db
from partner_hub.matching.coverage import Coverage, Promised, coverage_of_needs, coverage_of_promises, is_fully_covered
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, MatchState
from tests.support.gathering import an_offering
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World

C = Coverage
PROMISES = st.lists(st.builds(Promised, st.integers(1, 50), st.sampled_from(["人", "户", "场", ""])), max_size=5)


def test_without_a_promise_nobody_takes_it() -> None:
    assert coverage_of_promises(10, "人", []) is C.NONE


def test_promises_in_the_needs_own_unit_add_up() -> None:
    assert coverage_of_promises(10, "人", [Promised(4, "人"), Promised(5, "人")]) is C.PARTIAL
    assert coverage_of_promises(10, "人", [Promised(4, "人"), Promised(6, "人")]) is C.FULL


def test_what_cannot_be_compared_takes_the_whole_need() -> None:
    assert coverage_of_promises(10, "人", [Promised(2, "场")]) is C.FULL
    assert coverage_of_promises(10, "", [Promised(2, "")]) is C.FULL
    assert coverage_of_promises(None, "", [Promised(1, "")]) is C.FULL


@given(st.none() | st.integers(1, 100), st.sampled_from(["人", "户", ""]), PROMISES, PROMISES)
def test_another_promise_in_the_same_unit_never_takes_less(
    count: int | None, unit: str, promises: list[Promised], more: list[Promised]
) -> None:
    order = [C.NONE, C.PARTIAL, C.FULL]
    before = coverage_of_promises(count, unit, promises)
    if any(each.unit == unit for each in promises):
        assert order.index(coverage_of_promises(count, unit, [*promises, *more])) >= order.index(before)


def matched(world: World, need: Need, state: MatchState, *quantities: tuple[int, str], waiting: bool = False) -> None:
    match = Match(community_id=world.community, state=state)
    match.needs = [MatchNeed(need=need)]
    match.partners = [
        MatchPartner(
            partnership_id=world.hospital, quantity=number, is_waiting=waiting,
            offering=an_offering(world, capacity_unit=counted) if counted else None,
        )
        for number, counted in quantities
    ]  # fmt: skip
    db.session.add(match)
    db.session.flush()


@pytest.mark.parametrize("facts", [{"beneficiary_count": 10, "beneficiary_unit": "人"}, {}])
def test_both_ways_of_asking_say_the_same(world: World, facts: dict[str, Any]) -> None:
    made: list[int] = []
    for state in MatchState:
        for parts in ([(4, "人")], [(4, "人"), (6, "人")], [(2, "场")], [(1, "")], [(4, "人"), (2, "场")]):
            need = a_need(world, **facts)
            matched(world, need, state, *parts)
            made.append(need.id)
    waiting = a_need(world, **facts)
    matched(world, waiting, MatchState.AGREED, (10, "人"), waiting=True)
    made += [waiting.id, a_need(world, **facts).id]
    full = set(db.session.scalars(db.select(Need.id).where(is_fully_covered())))
    with statements() as seen:
        found = coverage_of_needs(made)
    assert len(seen) == 1
    assert {number for number, each in found.items() if each is C.FULL} == full
    assert found[waiting.id] is C.NONE
    assert sum(each is not C.NONE for each in found.values()) == 5 * len(AGREED_MATCH_STATES)
