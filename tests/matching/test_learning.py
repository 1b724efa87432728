"""What a community agreed and put aside shifts the order of its suggestions, until it is switched off or forgotten."""

from datetime import timedelta

import pytest
from flask import Flask

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.matching.learning.past_choices import lessons_of_choices, read_past_choices
from partner_hub.matching.learning.queries import learnt_weights_of
from partner_hub.matching.learning.service import forget_learnt, learn_from_choices
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.matching.planning.proposal import recorded_text
from partner_hub.matching.scoring.community_weights import MIN_CHOICES
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from tests.support.database import on_both_databases
from tests.support.gathering import an_escort, an_offering, community
from tests.support.page import SignedIn
from tests.support.records import a_need, an_old_persons_need
from tests.support.world import World


@pytest.fixture
def escort(world: World) -> Offering:
    """It is taken, though its column names another field than the needs' and its rival's do: columns mean little."""
    return an_escort(world, category_words="文化文艺")


@pytest.fixture(autouse=True)
def rival(world: World) -> Offering:
    return an_escort(world, "陪诊")


@pytest.fixture
def need(world: World) -> Need:
    return an_old_persons_need(world)


def agree(world: World, offering: Offering, times: int, state: MatchState = MatchState.AGREED) -> None:
    for _ in range(times):
        match = Match(community_id=world.community, state=state)
        match.needs = [MatchNeed(need=an_old_persons_need(world, state=NeedState.IN_PROJECT))]
        match.partners = [MatchPartner(partnership_id=world.hospital, offering_id=offering.id, is_lead=True)]
        db.session.add(match)
    db.session.commit()


def put_aside(world: World, offering: Offering) -> None:
    need = an_old_persons_need(world)
    facts = {"reason": "太远", "dismissed_by": "丁一鸣"}
    db.session.add(Dismissal(community_id=world.community, need_id=need.id, offering=offering, **facts))
    db.session.commit()


def learn() -> int:
    return learn_from_choices(clock.local_today())


def score(world: World, need: Need, offering: Offering) -> float:
    db.session.commit()
    return indexed_offerings(community(world)).index.explained(recorded_text(need), offering.id).score


@on_both_databases
def test_what_was_agreed_shifts_the_order_and_is_told_in_words(
    signed_in: SignedIn, world: World, need: Need, escort: Offering, rival: Offering
) -> None:
    before = score(world, need, rival)
    put_aside(world, rival)
    agree(world, escort, MIN_CHOICES)
    assert (learn(), learn()) == (1, 0)
    assert score(world, need, rival) < before

    page = signed_in("staff").page(world.url(f"needs/{need.id}/suggestions")).follow("What the suggestions learnt here")
    assert "same field counts " in page.text
    assert " % less than elsewhere" in page.text
    assert f"from {MIN_CHOICES} agreed pairs and 1 that were put aside." in page.text
    assert "stood behind the first suggestions" not in page.text
    assert "Forget what was learnt" not in page.buttons()


def test_switched_off_it_is_as_elsewhere_at_once(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    before = score(world, need, escort)
    agree(world, escort, MIN_CHOICES)
    learn()
    assert score(world, need, escort) != before
    settings = signed_in("secretary").page(world.url("settings/"))
    settings.submit("Save", {"Suggestions learn from what was agreed and put aside here": False})
    assert score(world, need, escort) == before
    assert "This is switched off" in signed_in("secretary").page(world.url("learning/")).text
    assert learn() == 0


def test_what_is_forgotten_does_not_come_back(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    before = score(world, need, escort)
    agree(world, escort, MIN_CHOICES)
    learn()
    page = signed_in("secretary").page(world.url("learning/")).submit("Forget what was learnt")
    assert "Nothing yet: the order is the same as elsewhere." in page.text
    assert "does not count." in page.text
    assert score(world, need, escort) == before
    assert learn() == 0
    agree(world, escort, MIN_CHOICES)
    assert learn() == 1
    with pytest.raises(NotAllowed):
        forget_learnt(world.actor("staff"), community(world))


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.RELEASED, MatchState.FAILED, MatchState.DECLINED])
def test_nothing_is_learnt_from_what_nobody_agreed_or_what_failed(
    world: World, escort: Offering, state: MatchState
) -> None:
    agree(world, escort, MIN_CHOICES, state)
    agree(world, escort, MIN_CHOICES - 1)
    assert learn() == 0
    assert learnt_weights_of(world.community) is None


def test_a_match_beside_the_first_suggestions_was_searched_for(world: World, escort: Offering) -> None:
    for number in range(10):
        an_offering(world, f"老人理发{number}", category_words="养老助老", audiences=["老年人"])
    far = an_offering(world, "书法班", content="每周教写毛笔字。")
    agree(world, far, 2)
    agree(world, escort, MIN_CHOICES)
    learn()
    learnt = learnt_weights_of(world.community)
    assert learnt is not None
    assert (learnt.agreed, learnt.searched) == (MIN_CHOICES + 2, 2)


def test_an_offering_that_came_later_was_no_rival(world: World, escort: Offering) -> None:
    agree(world, escort, MIN_CHOICES)
    an_escort(world, "陪老人去医院", created_at=clock.utc_now() + timedelta(minutes=1))
    past = read_past_choices(community(world), None)
    assert past is not None
    assert {len(choice.preferred) for choice in lessons_of_choices(past).choices} == {2}


def test_the_command_line_tells_what_a_channel_counts_here(
    app: Flask, world: World, need: Need, escort: Offering
) -> None:
    agree(world, escort, MIN_CHOICES)
    learn()
    command = ["hub", "explain", "--need", str(need.id), "--offering", str(escort.id)]
    output = app.test_cli_runner().invoke(args=command).stdout
    (line,) = (each for each in output.splitlines() if "help: same kind of help" in each)
    assert "(x 1.0" in line


def test_another_communitys_choices_teach_nothing_here(world: World, need: Need, escort: Offering) -> None:
    before = score(world, need, escort)
    agree(world, escort, MIN_CHOICES)
    foreign = [a_need(world, community_id=world.elsewhere) for _ in range(MIN_CHOICES)]
    for each, match in zip(foreign, db.session.scalars(db.select(Match)), strict=True):
        match.community_id, match.needs = world.elsewhere, [MatchNeed(need=each)]
    db.session.commit()
    learn()
    assert score(world, need, escort) == before
