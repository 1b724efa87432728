import pytest

from partner_hub.core.db import db
from partner_hub.offerings.queries import offerings_of_own_units
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.offerings.conftest import Offer
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World


def test_it_tells_what_is_offered(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer(
        "义诊", content="量血压<b>免费</b>", category="医疗健康", audience="老人", capacity="每月20人",
        venue="门诊一楼", available_time="周六", contact="罗玥",
    )  # fmt: skip
    text = signed_in("grid_worker").page(world.url(f"offerings/{offering.id}")).text
    for word in (
        "量血压<b>免费</b>",
        "江州市第二医院",
        "医疗健康",
        "老人",
        "每月20人",
        "门诊一楼",
        "周六",
        "罗玥",
        "no end",
    ):
        assert word in text


def test_the_telephone_number_is_for_the_committee_and_the_unit(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offering = offer("义诊", contact="罗玥", contact_phone="0590-6543210")
    url = world.url(f"offerings/{offering.id}")
    for who in ("staff", "unit_member"):
        assert "0590-6543210" in signed_in(who).page(url).text
    for who in ("other_unit_admin", "grid_worker", "district_observer"):
        assert "6543210" not in signed_in(who).page(url).text


@pytest.mark.parametrize(
    "state", [OfferingState.SUBMITTED, OfferingState.RETURNED, OfferingState.PAUSED, OfferingState.RETIRED]
)
def test_others_find_only_what_is_listed(signed_in: SignedIn, world: World, offer: Offer, state: OfferingState) -> None:
    offering = offer("义诊", state=state)
    signed_in("other_unit_admin").page(world.url(f"offerings/{offering.id}"), 404)
    signed_in("staff").page(world.url(f"offerings/{offering.id}"))


def test_an_offering_of_an_inactive_unit_is_marked(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("义诊")
    db.session.get_one(Partnership, world.hospital).state = UnitState.WITHDRAWN
    assert "The unit is not active now" in signed_in("staff").page(world.url(f"offerings/{offering.id}")).text


def test_a_units_page_lists_what_its_reader_may_see(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("义诊")
    offer("还没写完的", state=OfferingState.DRAFT)
    url = world.url(f"partners/{world.hospital}")
    assert {"义诊", "还没写完的"} <= signed_in("unit_member").page(url).links().keys()
    links = signed_in("other_unit_admin").page(url).links()
    assert "义诊" in links
    assert "还没写完的" not in links


def test_a_units_page_needs_no_more_statements_for_many_offerings(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    def counted() -> int:
        with statements() as seen:
            client.page(world.url(f"partners/{world.hospital}"))
        return len(seen)

    client = signed_in("staff")
    offer("义诊", category="医疗健康")
    few = counted()
    for number in range(30):
        offer(f"义诊{number}", category="法律普法")
    assert counted() == few
    assert "All 31 offerings" in client.page(world.url(f"partners/{world.hospital}")).links()


def test_own_offerings_are_all_of_the_own_units(world: World, offer: Offer) -> None:
    for state in OfferingState:
        offer(state.value, state=state)
    offer("学校的", unit=world.school)
    assert {each.name for each in offerings_of_own_units(world.actor("unit_member"))} == {
        state.value for state in OfferingState
    }
