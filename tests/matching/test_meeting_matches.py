"""Matches: exactly one lead, at most one live match for each pair, and who may say so."""

import itertools
import threading
from typing import Any

import pytest
from flask import Flask

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.matching.commands import meeting_matches
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings.models import AgendaItem
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, VERDICT_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import ItemKind
from tests.support.database import on_both_databases
from tests.support.gathering import an_item, an_offering, community, unit
from tests.support.records import a_need
from tests.support.world import World

M = MatchState


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.MATCHING)


@pytest.fixture
def need(world: World) -> Need:
    return a_need(world, name="夜间停车难")


@pytest.fixture
def offering(world: World) -> Offering:
    return an_offering(world, "地下车位夜间开放")


def of(offering: Offering, *, lead: bool = True) -> Contribution:
    return Contribution(offering.partnership, offering, is_lead=lead)


def write(world: World, item: AgendaItem, needs: list[Need], given: list[Contribution], **more: Any) -> Match:
    return meeting_matches.record_match(
        world.actor("staff"), community(world), agenda_item=item, needs=needs, contributions=given, **more
    )


def test_matches_of_an_item_are_lettered_in_order(world: World, item: AgendaItem, offering: Offering) -> None:
    found = [write(world, item, [a_need(world)], [of(offering)]) for _each in range(28)]
    letters = [match.letter for match in found]
    assert letters[:3] + letters[25:] == ["a", "b", "c", "z", "aa", "ab"]


@pytest.mark.parametrize("leads", [[False, False], [True, True]])
def test_exactly_one_leads(world: World, item: AgendaItem, need: Need, offering: Offering, leads: list[bool]) -> None:
    school = unit(world, world.school)
    with pytest.raises(DomainError):
        write(world, item, [need], [of(offering, lead=leads[0]), Contribution(school, None, is_lead=leads[1])])
    match = write(world, item, [need], [of(offering, lead=False), Contribution(school, None, is_lead=True)])
    assert match.lead is not None
    assert match.lead.partnership is school


def test_a_pair_has_at_most_one_live_match(world: World, item: AgendaItem, need: Need, offering: Offering) -> None:
    first = write(world, item, [need], [of(offering)], promise="先放30个")
    with pytest.raises(Conflict) as refusal:
        write(world, item, [a_need(world), need], [of(an_offering(world)), of(offering, lead=False)])
    assert "夜间停车难" in str(refusal.value)
    assert "先放30个" in str(refusal.value)
    meeting_matches.record_verdict(world.actor("staff"), first, M.REJECTED)
    second = write(world, item, [need], [of(offering)])
    with pytest.raises(Conflict):
        meeting_matches.record_verdict(world.actor("staff"), first, M.CONFIRMED)
    meeting_matches.record_verdict(world.actor("staff"), second, M.RELEASED, reason="单位搬走了")
    meeting_matches.record_verdict(world.actor("staff"), first, M.CONFIRMED)


def test_a_rejected_match_may_be_written_down_beside_a_live_one(
    world: World, item: AgendaItem, need: Need, offering: Offering
) -> None:
    write(world, item, [need], [of(offering)])
    write(world, item, [need], [of(offering)], state=M.REJECTED)


def test_a_match_may_be_changed_without_standing_in_its_own_way(
    world: World, item: AgendaItem, need: Need, offering: Offering
) -> None:
    match, more = write(world, item, [need], [of(offering)]), a_need(world)
    staff, here = world.actor("staff"), community(world)
    meeting_matches.change_match(
        staff, here, match, needs=[need, more], contributions=[of(offering)], promise="先放20个"
    )
    assert ([entry.need for entry in match.needs], match.promise, match.version) == ([need, more], "先放20个", 2)
    other = write(world, item, [a_need(world)], [of(an_offering(world))])
    with pytest.raises(Conflict):
        meeting_matches.change_match(staff, here, other, needs=[need], contributions=[of(offering)], promise="")


def test_the_same_need_or_offering_named_twice_stands_once(
    world: World, item: AgendaItem, need: Need, offering: Offering
) -> None:
    match = write(world, item, [need, need], [of(offering), of(offering, lead=False)])
    assert (len(match.needs), len(match.partners)) == (1, 1)
    assert match.lead is not None


def test_the_communitys_own_offering_has_no_unit(world: World, item: AgendaItem, need: Need) -> None:
    hall = an_offering(world, "二楼议事厅", partnership_id=None)
    match = write(world, item, [need], [Contribution(None, hall, is_lead=True)])
    assert match.partners[0].as_written == "柳岸社区"


def test_parts_of_a_match_belong_together(world: World, item: AgendaItem, need: Need, offering: Offering) -> None:
    foreign_need = a_need(world, community_id=world.elsewhere)
    school = unit(world, world.school)
    wrong: list[tuple[list[Need], list[Contribution]]] = [
        ([], [of(offering)]),
        ([need], []),
        ([need], [Contribution(None, None, is_lead=True)]),
        ([need], [Contribution(school, offering, is_lead=True)]),
        ([foreign_need], [of(offering)]),
        ([need], [Contribution(unit(world, world.stranger_unit), None, is_lead=True)]),
    ]
    for needs, partners in wrong:
        with pytest.raises(DomainError):
            write(world, item, needs, partners)


def test_removing_closes_up_the_letters_and_stays_in_the_history(
    world: World, item: AgendaItem, need: Need, offering: Offering
) -> None:
    first, second = write(world, item, [need], [of(offering)]), write(world, item, [a_need(world)], [of(offering)])
    meeting_matches.delete_recorded_match(world.actor("staff"), first)
    assert second.letter == "a"
    assert history_of(first)[-1].details["needs"] == [need.id]


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_matches_are_written_by_the_committee(
    world: World, item: AgendaItem, need: Need, offering: Offering, who: str
) -> None:
    match = write(world, item, [need], [of(offering)])
    actor = world.actor(who)
    with pytest.raises(NotAllowed):
        meeting_matches.record_verdict(actor, match, M.CONFIRMED)
    with pytest.raises(NotAllowed):
        meeting_matches.delete_recorded_match(actor, match)
    with pytest.raises(NotAllowed):
        meeting_matches.record_match(
            actor, community(world), agenda_item=item, needs=[need], contributions=[of(offering)]
        )


@on_both_databases
def test_of_two_who_join_the_same_pair_at_once_one_is_told(app: Flask, world: World) -> None:
    item_id, need_id, offering_id = an_item(world, ItemKind.MATCHING).id, a_need(world).id, an_offering(world).id
    staff, start, told = world.actor("staff"), threading.Barrier(2), list[str]()
    db.session.commit()

    def join() -> None:
        with app.app_context():
            start.wait()
            item, need = db.session.get_one(AgendaItem, item_id), db.session.get_one(Need, need_id)
            offering = db.session.get_one(Offering, offering_id)
            try:
                meeting_matches.record_match(
                    staff, community(world), agenda_item=item, needs=[need], contributions=[of(offering)]
                )
                db.session.commit()
            except Conflict as refusal:
                told.append(str(refusal))

    people = [threading.Thread(target=join) for _each in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(told) == 1
    assert len(db.session.scalars(db.select(Match)).all()) == 1


def test_every_live_match_can_be_released_and_nothing_comes_back_from_there() -> None:
    starts = {start for start, to in MATCH_WORKFLOW.rules if to is M.RELEASED}
    assert starts == set(LIVE_MATCH_STATES)
    assert {M.RELEASED, M.DECLINED}.isdisjoint({start for start, _ in MATCH_WORKFLOW.rules})
    assert [(start, to) for start, to in MATCH_WORKFLOW.rules if start is to] == []


def test_the_verdicts_of_a_meeting_lead_to_one_another() -> None:
    from_table = itertools.product([M.TABLED], VERDICT_MATCH_STATES)
    assert {*itertools.permutations(VERDICT_MATCH_STATES, 2), *from_table} <= MATCH_WORKFLOW.rules.keys()
