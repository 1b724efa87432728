"""The quarter's plan: proposed, explained, changed by hand, and its units asked exactly once."""

import threading
from datetime import date
from typing import Any

import pytest
from flask import Flask

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.quarters import quarter_after, quarter_code
from partner_hub.matching.models import Dismissal, Match, PlanLine, QuarterPlan
from partner_hub.matching.planning import proposal, queries, service
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchOrigin, MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.database import on_both_databases
from tests.support.gathering import an_escort, an_offering, community, more_units, unit
from tests.support.page import Page, SignedIn
from tests.support.records import a_need, an_old_persons_need
from tests.support.world import World

THIS = clock.quarter_of(clock.local_today())


@pytest.fixture
def need(world: World) -> Need:
    return wanted(world)


@pytest.fixture
def escort(world: World) -> Offering:
    return an_escort(world)


def wanted(world: World, **facts: Any) -> Need:
    return an_old_persons_need(world, **({"year": THIS[0], "quarter": THIS[1]} | facts))


def a_plan(world: World, who: str = "staff") -> QuarterPlan:
    return service.make_plan(world.actor(who), community(world), THIS)


def chosen(plan: QuarterPlan) -> dict[int, int | None]:
    """Need -> offering of its lines."""
    return {line.need_id: line.offering_id for line in plan.lines}


def of_quarter(signed_in: SignedIn, world: World, who: str = "staff", page: str = "") -> Page:
    return signed_in(who).page(world.url(f"plan/{quarter_code(THIS)}{page}"))


def test_one_button_proposes_and_every_line_tells_why(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_quarter(signed_in, world)
    assert "No assignment has been proposed for this quarter yet." in page.text
    page = page.submit("Propose an assignment")
    assert "1 of 1 needs are served" in page.text
    assert "no other assignment serves more needs" in page.text
    (row,) = page.rows()
    assert row[0].startswith(need.name)
    assert row[1] == "老人陪诊 江州市第二医院"
    assert "same kind of help: " in row[2]
    assert db.session.scalars(db.select(Match)).all() == []


def test_the_menu_of_matches_leads_to_the_plan_of_this_quarter(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url("matches/")).follow("Plan of the quarter")
    assert page.url.endswith(f"/plan/{quarter_code(THIS)}")
    assert page.links()[f"Q{quarter_after(THIS)[1]} {quarter_after(THIS)[0]}"].endswith(
        f"/plan/{quarter_code(quarter_after(THIS))}"
    )
    assert "Plan of the quarter" not in signed_in("unit_member").page(world.url("matches/")).links()


def test_what_is_no_quarter_is_not_found(signed_in: SignedIn, world: World) -> None:
    signed_in("staff").page(world.url("plan/soon"), 404)


def test_points_weigh_urgency_and_people(world: World, escort: Offering) -> None:
    usual = wanted(world)
    urgent = wanted(world, urgency="特急")
    many = wanted(world, beneficiary_count=100, beneficiary_unit="人")
    lines = {
        line.need.id: line for line in proposal.propose_assignment(community(world), THIS, clock.local_today()).lines
    }
    assert (lines[usual.id].weight.urgency, lines[usual.id].weight.people) == (1, 1)
    assert lines[urgent.id].weight.urgency == 3
    assert (lines[many.id].weight.people, lines[many.id].weight.reached) == (2, 100)
    assert lines[urgent.id].points > lines[many.id].points > lines[usual.id].points


def test_merged_needs_count_with_the_one_they_are_merged_into(world: World, escort: Offering) -> None:
    into = wanted(world, beneficiary_count=40, beneficiary_unit="人")
    a_need(
        world, state=NeedState.MERGED, merged_into_id=into.id, beneficiary_count=60, beneficiary_unit="人",
        name="另一户也要", reporter_phone="13905910009",
    )  # fmt: skip
    db.session.expire_all()
    (line,) = proposal.propose_assignment(community(world), THIS, clock.local_today()).lines
    assert line.weight.reached == 100


def test_it_keeps_to_capacities(world: World, escort: Offering) -> None:
    escort.capacity_number = 2
    for _each in range(3):
        wanted(world)
    made = proposal.propose_assignment(community(world), THIS, clock.local_today())
    assert (len(made.lines), made.most) == (2, 2)
    assert made.objective == made.bound


def test_it_keeps_to_the_projects_of_a_unit(world: World, escort: Offering) -> None:
    community(world).projects_per_unit = 2
    an_escort(world, "陪诊服务")
    needs = [wanted(world) for _each in range(4)]
    assert len(proposal.propose_assignment(community(world), THIS, clock.local_today()).lines) == 2
    line = a_plan(world).lines[0]
    service.ask_unit_of_line(world.actor("staff"), next(each for each in line.plan.lines if each.offering_id))
    # One runs now, so that one more can be given.
    again = proposal.propose_assignment(community(world), THIS, clock.local_today())
    assert len(again.lines) == 1
    assert len(again.unserved) == len(needs) - 2


def test_needs_that_are_taken_or_not_listed_are_not_planned(world: World, need: Need, escort: Offering) -> None:
    wanted(world, state=NeedState.ACCEPTED)
    wanted(world, year=THIS[0] + 1)
    earlier = wanted(world, year=THIS[0] - 1)
    plan = a_plan(world)
    assert set(chosen(plan)) == {need.id, earlier.id}
    service.ask_unit_of_line(world.actor("staff"), plan.lines[0])
    assert len(proposal.propose_assignment(community(world), THIS, clock.local_today()).lines) == 1


@pytest.mark.parametrize("against", ["paused", "expired", "suspended", "dismissed", "own"])
def test_what_cannot_be_had_is_not_proposed(world: World, need: Need, escort: Offering, against: str) -> None:
    if against == "paused":
        escort.state = OfferingState.PAUSED
    elif against == "expired":
        escort.valid_to = date(2020, 1, 1)
    elif against == "suspended":
        unit(world, world.hospital).state = UnitState.SUSPENDED
    elif against == "dismissed":
        db.session.add(
            Dismissal(
                community_id=world.community, need_id=need.id, offering=escort, reason="远", dismissed_by="丁一鸣"
            )
        )
    else:
        need.asking_partnership_id = world.hospital
    db.session.flush()
    assert chosen(a_plan(world)) == {need.id: None}


def test_an_empty_quarter_has_an_empty_plan(signed_in: SignedIn, world: World) -> None:
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    assert "0 of 0 needs are served" in page.text


def test_a_line_is_changed_by_hand_and_kept_when_proposed_anew(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    other = an_escort(world, "陪诊与代取药", unit=world.school)
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    before = next(iter(chosen(the_plan(world)).values()))
    pick = other if before == escort.id else escort
    page = page.follow(f"Change: {need.name}").submit("Save", offering=str(pick.id))
    assert "chosen by hand" in page.text
    assert chosen(the_plan(world)) == {need.id: pick.id}
    page = page.submit("Propose anew")
    assert chosen(the_plan(world)) == {need.id: pick.id}
    assert "chosen by hand" in page.text


def the_plan(world: World) -> QuarterPlan:
    plan = queries.newest_plan(world.community, THIS)
    assert plan is not None
    return plan


def test_a_line_can_be_left_without_and_be_filled_again(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    page = page.follow(f"Change: {need.name}").submit("Save", offering="0")
    assert "left out by hand" in page.text
    assert "0 of 1 needs are served" in page.text
    page = page.follow(f"Choose an offering: {need.name}").submit("Save", offering=str(escort.id))
    assert "1 of 1 needs are served" in page.text


def test_other_offerings_are_found_by_their_words(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    an_escort(world, "会议室", content="可坐四十人", category_words="", audience="", audiences=[])
    page = of_quarter(signed_in, world).submit("Propose an assignment").follow(f"Change: {need.name}")
    assert "会议室" not in page.text
    found = page.submit("Search", q="会议室")
    assert "会议室" in found.text
    assert "老人陪诊" in found.text


def test_whoever_saves_over_another_persons_choice_is_told(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    of_quarter(signed_in, world).submit("Propose an assignment")
    first, second = (of_quarter(signed_in, world, who).follow(f"Change: {need.name}") for who in ("staff", "secretary"))
    first.submit("Save", offering="0")
    refused = second.submit("Save", status=422, offering=str(escort.id))
    assert "Somebody else has chosen “none” meanwhile." in refused.text
    refused.submit("Save", offering=str(escort.id))
    assert chosen(the_plan(world)) == {need.id: escort.id}


def test_warnings_tell_what_hand_made_choices_break(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    community(world).projects_per_unit = 1
    escort.capacity_number = 1
    other = wanted(world)
    of_quarter(signed_in, world).submit("Propose an assignment")
    for line in the_plan(world).lines:
        service.choose_offering(world.actor("staff"), community(world), line, escort)
    text = of_quarter(signed_in, world).text
    assert text.count("Room is left for 1, and the plan gives it 2 needs.") == 2
    assert "is to take on at most 1 needs; 0 run already, and the plan gives it 2." in text
    other.state = NeedState.WITHDRAWN
    escort.valid_to = date(2020, 1, 1)
    text = of_quarter(signed_in, world).text
    assert "The need is no longer on the list." in text
    assert "Out of date" in text


def test_needs_that_came_later_are_told(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    of_quarter(signed_in, world).submit("Propose an assignment")
    wanted(world)
    page = of_quarter(signed_in, world)
    assert "1 need came onto the list since." in page.text
    assert "2 of 2 needs are served" in page.submit("Propose anew").text


def test_a_line_asks_its_unit_and_keeps_the_match(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    page = page.submit(f"Ask: {need.name}")
    match = db.session.scalars(db.select(Match)).one()
    assert (match.state, match.origin) == (MatchState.PROPOSED, MatchOrigin.DISPATCH)
    assert the_plan(world).lines[0].match_id == match.id
    assert "Waiting for an answer" in page.text
    assert f"Ask: {need.name}" not in page.buttons()


def test_asking_twice_asks_once(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    of_quarter(signed_in, world).submit("Propose an assignment")
    first, second = (of_quarter(signed_in, world, who) for who in ("staff", "secretary"))
    first.submit(f"Ask: {need.name}")
    assert "has been asked already" in second.submit(f"Ask: {need.name}", status=422).text
    assert len(db.session.scalars(db.select(Match)).all()) == 1


def test_a_need_that_waits_for_review_is_planned_and_its_unit_asked_afterwards(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    waiting = wanted(world, name="阿公也要人陪诊", state=NeedState.SUBMITTED, public_name="", public_text="")
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    assert f"Ask: {waiting.name}" not in page.text
    assert f"Review it: {waiting.name}" in page.links()
    page.submit("Ask all these units (1)")


def test_nobody_is_asked_for_a_need_that_has_left_the_list(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    before = of_quarter(signed_in, world).submit("Propose an assignment")
    need.state = NeedState.WITHDRAWN
    page = of_quarter(signed_in, world)
    assert f"Ask: {need.name}" not in page.buttons()
    assert [button for button in page.buttons() if button.startswith("Ask all")] == []
    page = before.submit(f"Ask: {need.name}", status=422)
    assert "Only needs on a quarter's list can be taken" in page.text


def test_all_are_asked_at_once_and_refusals_stop_nobody(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    other = wanted(world, name="阿公也要人陪诊")
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    other.state = NeedState.WITHDRAWN
    page = page.submit("Ask all these units (2)", status=422)
    assert "A unit has been asked for 1 need, but none for these:" in page.text
    assert "阿公也要人陪诊: Only needs on a quarter's list can be taken" in page.text
    assert len(db.session.scalars(db.select(Match)).all()) == 1
    other.state = NeedState.PUBLISHED
    page = of_quarter(signed_in, world).submit("Ask all these units (1)")
    assert "A unit has been asked for 1 need." in page.text
    assert len(db.session.scalars(db.select(Match)).all()) == 2


@on_both_databases
def test_two_who_ask_all_at_the_same_moment_ask_each_unit_once(app: Flask, world: World) -> None:
    units = more_units(world, 4)
    for word in ("编程课", "法律咨询", "会议室", "消防演练", "合唱团", "理财讲座", "垃圾分类", "羽毛球场"):
        an_offering(world, word, content=f"{word}，周末开放。")
    for each in units:
        wanted(world)
        an_escort(world, f"陪诊{each.id}", unit=each.id, capacity_number=1)
    number = sum(line.offering_id is not None for line in a_plan(world).lines)
    assert number == 4
    db.session.commit()
    start, errors = threading.Barrier(2), []

    def ask() -> None:
        with app.app_context():
            actor, plan = world.actor("staff"), queries.newest_plan(world.community, THIS)
            assert plan is not None
            db.session.commit()
            start.wait()
            try:
                service.ask_units_of_plan(actor, plan)
                db.session.commit()
            except DomainError as error:
                errors.append(error)
                db.session.rollback()

    threads = [threading.Thread(target=ask) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert len(db.session.scalars(db.select(Match)).all()) == number
    assert all(line.match_id for line in db.session.scalars(db.select(PlanLine)))


def test_who_may_not_dispatch_makes_no_plan(world: World, need: Need) -> None:
    with pytest.raises(NotAllowed):
        a_plan(world, "unit_admin")


def test_partners_are_looked_for_in_public_wording(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    escort.state = OfferingState.PAUSED
    need.beneficiaries = "3座502的阿婆"
    page = of_quarter(signed_in, world).submit("Propose an assignment")
    page = page.follow("Partners wanted: the list to print or copy")
    assert "独居老人要人陪诊" in page.text
    assert "502" not in page.text
    assert "阿婆" not in page.value("Text to copy")
    assert "1. " in page.value("Text to copy")
    assert "陪同就医" in page.text


def test_a_plan_in_which_everybody_is_served_looks_for_nobody(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    assert "No assignment has been proposed" in of_quarter(signed_in, world, page="/wanted").text
    of_quarter(signed_in, world).submit("Propose an assignment")
    assert "Every need of this plan has a partner" in of_quarter(signed_in, world, page="/wanted").text


def test_a_past_quarter_is_planned_for_its_last_day_and_a_coming_one_for_its_first() -> None:
    assert proposal.day_of_plan((2020, 2)) == date(2020, 6, 30)
    assert proposal.day_of_plan((2199, 1)) == date(2199, 1, 1)
    assert proposal.day_of_plan(THIS) == clock.local_today()
