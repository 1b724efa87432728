"""The pages of suggestions: what fits and why, what is left out and why, and what each reader may learn from it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partner_hub.core.db import db
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.matching.suggestions import queries
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import an_escort, an_offering, community, unit
from tests.support.page import Page, SignedIn
from tests.support.records import a_need, an_old_persons_need
from tests.support.world import World


@pytest.fixture
def need(world: World) -> Need:
    return an_old_persons_need(world)


@pytest.fixture
def escort(world: World) -> Offering:
    return an_escort(world)


def joined(world: World, need: Need, offering: Offering, **facts: Any) -> Match:
    match = Match(community_id=world.community, **({"state": MatchState.AGREED} | facts))
    match.needs = [MatchNeed(need_id=need.id)]
    match.partners = [MatchPartner(partnership_id=offering.partnership_id, offering_id=offering.id, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    return match


def of_need(signed_in: SignedIn, world: World, need: Need, who: str = "staff") -> Page:
    return signed_in(who).page(world.url(f"needs/{need.id}/suggestions"))


def test_what_fits_stands_with_its_reasons_and_leads_to_the_unit(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_need(signed_in, world, need)
    assert "老人陪诊 江州市第二医院" in page.text
    assert "same kind of help: " in page.text
    assert " of 100" in page.text
    asked = page.follow("Ask the unit: 老人陪诊")
    assert asked.heading == "Ask a unit to take “3座502的阿婆要人陪诊”"


def test_without_word_vectors_the_pages_work(
    word_vectors_in: Callable[[Path], None],
    tmp_path: Path,
    signed_in: SignedIn,
    world: World,
    need: Need,
    escort: Offering,
) -> None:
    word_vectors_in(tmp_path)
    assert "老人陪诊 江州市第二医院" in of_need(signed_in, world, need).text
    assert need.name in of_offering(signed_in, world, escort, "staff").text


def test_the_page_of_a_need_leads_to_its_suggestions(signed_in: SignedIn, world: World, need: Need) -> None:
    page = signed_in("staff").page(world.url(f"needs/{need.id}")).follow("Offerings that fit")
    assert page.heading == "Offerings for “3座502的阿婆要人陪诊”"
    assert "No offering of today fits this need." in page.text
    assert "Offerings that fit" not in signed_in("unit_member").page(world.url(f"needs/{need.id}")).links()


def test_a_need_that_is_not_listed_asks_nobody(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    need.state = NeedState.ACCEPTED
    page = of_need(signed_in, world, need)
    assert "Units can be asked once the need is on a quarter's list." in page.text
    assert "Ask the unit: 老人陪诊" not in page.links()


BARS = {
    "Out of date": {"valid_to": date(2020, 1, 1)},
    "Not to be had yet": {"valid_from": date(2099, 1, 1)},
    "Full": {"capacity_number": 0},
}


@pytest.mark.parametrize(("why", "facts"), BARS.items())
def test_what_cannot_be_had_is_folded_away_with_the_reason(
    signed_in: SignedIn, world: World, need: Need, escort: Offering, why: str, facts: dict[str, Any]
) -> None:
    for name, value in facts.items():
        setattr(escort, name, value)
    if why == "Full":
        escort.capacity_number = 1
        joined(world, a_need(world), escort)
    page = of_need(signed_in, world, need)
    assert "Ask the unit: 老人陪诊" not in page.links()
    assert "Would fit, but cannot be had: 1 老人陪诊" in page.text
    assert why in page.text


def test_units_that_may_start_nothing_are_named_for_it(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    unit(world, world.hospital).state = UnitState.SUSPENDED
    assert "The unit may start nothing new now" in of_need(signed_in, world, need).text


def test_a_unit_is_not_asked_for_its_own_need(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    need.asking_partnership_id = world.hospital
    page = of_need(signed_in, world, need)
    assert "The unit asks for this itself" in page.text


def test_offerings_for_another_age_are_left_out(signed_in: SignedIn, world: World, need: Need) -> None:
    need.beneficiaries, need.audiences = "老年人", ["老年人"]
    an_offering(world, "陪诊", audience="青少年", audiences=["青少年"], content="陪同学去医院看病。")
    page = of_need(signed_in, world, need)
    assert "Ask the unit: 陪诊" not in page.links()


def test_what_is_joined_already_is_marked_and_stays(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    escort.capacity_number = 1
    match = joined(world, need, escort)
    page = of_need(signed_in, world, need)
    assert "Agreed by both sides" in page.text
    assert page.links()["The match"] == world.url(f"matches/{match.id}")
    assert "Ask the unit: 老人陪诊" not in page.links()
    assert "cannot be had" not in page.text


def test_what_is_put_aside_stays_aside_until_it_is_taken_back(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_need(signed_in, world, need)
    page = page.submit("Put aside: 老人陪诊", fields={"Why does it not fit?": "离得太远"})
    assert "“老人陪诊” is no longer proposed for this need." in page.text
    assert "Ask the unit: 老人陪诊" not in page.links()
    assert "Put aside before: 1 老人陪诊 离得太远 丁一鸣" in page.text
    assert queries.suggestions_for_offering(world.actor("staff"), community(world), escort, date(2026, 12, 1)) == []
    page = page.submit("Propose again: 老人陪诊")
    assert "Ask the unit: 老人陪诊" in page.links()
    assert db.session.scalars(db.select(Dismissal)).all() == []
    assert "An offering was put aside for it" in signed_in("staff").page(world.url(f"needs/{need.id}")).text


def test_putting_aside_needs_a_reason(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    page = of_need(signed_in, world, need)
    refused = page.submit("Put aside: 老人陪诊", status=422)
    assert "Please give a reason." in refused.text


def test_a_joined_pair_is_not_put_aside(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    page = of_need(signed_in, world, need)
    joined(world, need, escort)
    refused = page.submit("Put aside: 老人陪诊", status=422, fields={"Why does it not fit?": "离得太远"})
    assert "A match joins the two." in refused.text


def test_two_people_put_it_aside_once(signed_in: SignedIn, world: World, need: Need, escort: Offering) -> None:
    first, second = (of_need(signed_in, world, need, who) for who in ("staff", "secretary"))
    first.submit("Put aside: 老人陪诊", fields={"Why does it not fit?": "离得太远"})
    refused = second.submit("Put aside: 老人陪诊", status=422, fields={"Why does it not fit?": "没有车"})
    assert "“老人陪诊” was put aside before." in refused.text
    assert "没有车" in refused.text


def of_offering(signed_in: SignedIn, world: World, offering: Offering, who: str) -> Page:
    return signed_in(who).page(world.url(f"offerings/{offering.id}/suggestions"))


def test_a_unit_finds_the_needs_for_its_offering_in_public_wording(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = signed_in("unit_member").page(world.url(f"offerings/{escort.id}")).follow("Needs that fit")
    assert "独居老人要人陪诊" in page.text
    assert "502" not in page.text
    assert page.follow("Take this need: 独居老人要人陪诊").heading == "Take the need “独居老人要人陪诊”"


def test_what_a_unit_may_not_read_does_not_move_its_ranking(world: World, need: Need, escort: Offering) -> None:
    """The recorded words name what the public wording hides; the score must not tell."""
    plain = an_old_persons_need(
        world, name="无", content="无", public_name=need.public_name, public_text=need.public_text
    )
    who, day = world.actor("unit_member"), date(2026, 12, 1)
    found = queries.suggestions_for_offering(who, community(world), escort, day, states=queries.TAKEABLE_NEED_STATES)
    scores = {fit.reading.id: fit.suggestion for fit in found}
    assert scores[need.id].score == scores[plain.id].score
    assert scores[need.id].reasons == scores[plain.id].reasons
    full = {
        fit.reading.id: fit.suggestion.score
        for fit in queries.suggestions_for_offering(world.actor("staff"), community(world), escort, day)
    }
    assert full[need.id] != full[plain.id]


def test_needs_that_a_unit_may_not_see_are_not_proposed(world: World, escort: Offering) -> None:
    a_need(world, state=NeedState.SUBMITTED)
    a_need(world, state=NeedState.CLOSED)
    a_need(world, community_id=world.elsewhere)
    day = date(2026, 12, 1)
    own = queries.suggestions_for_offering(
        world.actor("unit_member"), community(world), escort, day, states=queries.TAKEABLE_NEED_STATES
    )
    assert own == []
    assert len(queries.suggestions_for_offering(world.actor("staff"), community(world), escort, day)) == 1


def test_staff_put_a_need_aside_on_the_page_of_an_offering(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    page = of_offering(signed_in, world, escort, "staff")
    page = page.submit("Put aside: 3座502的阿婆要人陪诊", fields={"Why does it not fit?": "离得太远"})
    assert page.heading == "Needs for “老人陪诊”"
    assert "No open need fits this offering now." in page.text


def test_an_offering_that_is_not_listed_is_not_proposed(
    signed_in: SignedIn, world: World, need: Need, escort: Offering
) -> None:
    escort.state = OfferingState.PAUSED
    page = of_offering(signed_in, world, escort, "unit_member")
    assert "This offering is not on the list now" in page.text
    assert "独居老人要人陪诊" not in page.text


def test_the_units_best_needs_stand_together_each_once(world: World, need: Need, escort: Offering) -> None:
    an_escort(world, "陪独居老人看病")
    an_escort(world, "别家的陪诊", unit=world.school)
    other = an_old_persons_need(
        world, name="要人陪诊", public_name="高龄老人看病要人陪", public_text="去医院没有人陪。"
    )
    joined(world, other, escort)
    found = queries.suggestions_for_units(world.actor("unit_member"), community(world), date(2026, 12, 1), top=5)
    assert [fit.reading.id for _offering, fit in found].count(need.id) == 1
    assert {offering.partnership_id for offering, _fit in found} == {world.hospital}
    assert queries.suggestions_for_units(world.actor("grid_worker"), community(world), date(2026, 12, 1), top=5) == []
