"""Another promise goes back to the committee; a slip of the pen does not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.offerings.models import Offering
from partner_hub.offerings.review_rules import is_material_change
from partner_hub.offerings.service import change_offering, move_offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.offerings.conftest import Offer
from tests.support import records
from tests.support.page import SignedIn
from tests.support.world import World

CONTENT = "两名理发师每月上门一次，为出不了门的老年人免费理发，每次服务12人左右，请提前三天预约。"
BEFORE: dict[str, Any] = {
    "category_id": 3, "audiences": ["老年人", "残疾人"], "capacity_number": 12, "capacity_unit": "人",
    "valid_from": None, "valid_to": date(2026, 12, 31), "name": "上门理发", "content": CONTENT,
    "audience": "老年人、残疾人", "capacity": "12人", "available_time": "每月第一个周六上午", "venue": "居民家中",
    "contact": "罗玥", "contact_phone": "0590-6543210",
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"category_id": 4},
        {"category_id": None},
        {"audiences": ["老年人"]},
        {"capacity_number": 13},
        {"capacity_number": None},
        {"capacity_unit": "场"},
        {"valid_to": date(2026, 12, 30)},
        {"valid_to": None},
        {"valid_from": date(2026, 12, 1)},
        {"content": CONTENT.replace("12", "8")},
        {"content": CONTENT.replace("每月上门一次", "每月上门两次")},
        {"content": CONTENT.replace("免费", "收费")},
        {"content": CONTENT.replace("为出不了门", "为出得了门")},
        {"content": CONTENT.replace("每月", "每周")},
        {"content": CONTENT + "剪刀和围布请自备。"},
        {"content": CONTENT.replace("为出不了门的老年人", "为小区居民")},
        {"content": ""},
        {"available_time": "每月第一个周日上午"},
        {"available_time": "每月第一个周六下午"},
        {"venue": "活动中心"},
        {"venue": ""},
        {"name": "门诊义诊"},
        {"name": "剪发"},
    ],
)
def test_another_promise_is_material(change: dict[str, Any]) -> None:
    assert is_material_change(BEFORE, change)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"contact": "陶然", "contact_phone": "13905910001"},
        {"audiences": ["残疾人", "老年人"]},
        {"content": CONTENT.replace("，", ", ").replace("。", "")},
        {"content": CONTENT.replace("12", "１２")},
        {"content": f"  {CONTENT}\n"},
        {"content": CONTENT.replace("理发师", "理髮师")},
        {"content": CONTENT.replace("预约", "予约").replace("服务", "服物")},
        {"content": CONTENT.replace("左右", "左右右")},
        {"name": "上门理髮"},
        {"name": "上门 理发！"},
        {"venue": "居民家裡"},
    ],
)
def test_a_slip_of_the_pen_is_not(change: dict[str, Any]) -> None:
    assert not is_material_change(BEFORE, change)


@given(st.text(alphabet="，。！、； 　\n()（）“”", max_size=6), st.integers(0, len(CONTENT)))
def test_blanks_and_punctuation_never_are(signs: str, place: int) -> None:
    assert is_material_change(BEFORE, {"content": CONTENT[:place] + signs + CONTENT[place:]}) is (
        bool(signs) and CONTENT[place - 1 : place + 1] == "12"
    )


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_the_same_words_never_are_and_every_answer_is_the_same_both_ways(old: str, new: str) -> None:
    assert not is_material_change({"content": old}, {"content": old})
    assert is_material_change({"content": old}, {"content": new}) == is_material_change(
        {"content": new}, {"content": old}
    )


def haircuts(offer: Offer, **more: Any) -> Offering:
    return offer(
        "上门理发", category="便民服务", audiences=["老年人"], audience="老年人", content=CONTENT, capacity_number=12,
        capacity_unit="人", capacity="12人", contact="罗玥", **more,
    )  # fmt: skip


def test_a_unit_is_told_beforehand_and_afterwards_what_happens(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    page = signed_in("unit_member").page(world.url(f"offerings/{offering.id}/edit"))
    assert "Slips of the pen and the contact are saved at once." in page.text
    page = page.submit("Save", content=CONTENT.replace("免费", "收费"))
    assert "What you changed is looked at by the committee" in page.text
    assert "◔ To be reviewed" in page.text
    signed_in("other_unit_admin").page(world.url(f"offerings/{offering.id}"), 404)
    page = signed_in("staff").page(world.url(f"offerings/{offering.id}"))
    assert f"before: {CONTENT}" in page.text
    page.submit("Put on the list")
    assert offering.state == OfferingState.LISTED
    assert [event.tag.partition(":")[2] for event in history_of(offering)] == ["create", "update", "revise", "publish"]


def test_a_slip_is_mended_on_the_list(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    page = signed_in("unit_member").page(world.url(f"offerings/{offering.id}/edit"))
    page = page.submit("Save", content=CONTENT.replace("预约", "预约。"), contact="陶然")
    assert "Saved." in page.text
    assert "committee" not in page.text
    assert (offering.state, offering.contact) == (OfferingState.LISTED, "陶然")


def test_the_committees_own_changes_need_no_review(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    page = signed_in("staff").page(world.url(f"offerings/{offering.id}/edit"))
    assert "Slips of the pen" not in page.text
    page.submit("Save", capacity_number=30)
    assert (offering.state, offering.capacity_number) == (OfferingState.LISTED, 30)


@pytest.mark.parametrize("state", [OfferingState.PAUSED, OfferingState.EXPIRED])
def test_no_pause_and_no_end_leads_round_the_review(world: World, offer: Offer, state: OfferingState) -> None:
    offering = haircuts(offer, state=state)
    change_offering(world.actor("unit_admin"), offering, data={"capacity_number": 40})
    assert offering.state == OfferingState.SUBMITTED


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.RETURNED, OfferingState.SUBMITTED])
def test_what_is_not_on_the_list_yet_stays_where_it_is(world: World, offer: Offer, state: OfferingState) -> None:
    offering = haircuts(offer, state=state)
    change_offering(world.actor("unit_admin"), offering, data={"capacity_number": 40})
    assert offering.state == state


def test_a_suspended_unit_changes_no_promise(world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    db.session.get_one(Partnership, world.hospital).state = UnitState.SUSPENDED
    with pytest.raises(DomainError, match="not active"):
        change_offering(world.actor("unit_admin"), offering, data={"capacity_number": 40})


def promise(world: World, offering: Offering, quantity: int) -> None:
    match = Match(community_id=world.community, state=MatchState.AGREED)
    lead = MatchPartner(partnership_id=world.hospital, offering_id=offering.id, is_lead=True, quantity=quantity)
    match.partners, match.needs = [lead], [MatchNeed(need=records.a_need(world))]
    db.session.add(match)
    db.session.flush()


def test_what_is_promised_stays_promised_while_it_is_looked_at(world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    promise(world, offering, 10)
    change_offering(world.actor("unit_admin"), offering, data={"content": "只给孩子理发。"})
    assert offering.state == OfferingState.SUBMITTED
    with pytest.raises(DomainError, match="matched with this offering"):
        move_offering(world.actor("unit_admin"), offering, OfferingState.RETIRED)


@pytest.mark.parametrize("who", ["unit_member", "staff"])
def test_nobody_makes_it_smaller_than_what_is_promised(
    signed_in: SignedIn, world: World, offer: Offer, who: str
) -> None:
    offering = haircuts(offer)
    promise(world, offering, 10)
    page = signed_in(who).page(world.url(f"offerings/{offering.id}/edit"))
    page = page.submit("Save", capacity_number=9, status=422)
    assert "10人 are promised already, so it cannot be less." in page.text
    assert offering.capacity_number == 12
    page.submit("Save", capacity_number=10)
    assert offering.capacity_number == 10


def test_review_is_no_step_of_its_own(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = haircuts(offer)
    page = signed_in("unit_member").page(world.url(f"offerings/{offering.id}"))
    assert "Submit to the committee" not in page.buttons()
    with pytest.raises(DomainError, match="now “Listed”"):
        move_offering(world.actor("unit_admin"), offering, OfferingState.SUBMITTED)
