from datetime import date, timedelta

import pytest

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.messages.models import Message
from partner_hub.offerings.models import Offering
from partner_hub.offerings.reminders import remind_of_ending_offerings
from partner_hub.offerings.service import renew_offering
from partner_hub.vocabulary.offering import OfferingState
from tests.offerings.conftest import Offer
from tests.support.page import SignedIn
from tests.support.world import World

TODAY = date(2026, 11, 23)


def told(world: World, who: str) -> list[Message]:
    return list(db.session.scalars(db.select(Message).filter_by(user_id=world.people[who]).order_by(Message.id)))


def test_a_units_people_are_told_two_weeks_before_in_their_own_language(world: World, offer: Offer) -> None:
    offering = offer("义诊", valid_to=TODAY + timedelta(days=14))
    db.session.get_one(User, world.people["unit_member"]).language = "en"
    assert remind_of_ending_offerings(TODAY) == 2
    message = told(world, "unit_member")[0]
    assert message.subject == "“义诊” ends on 7 Dec 2026"
    assert message.path == world.url(f"offerings/{offering.id}")
    assert message.button == "Renew until 7 Dec 2027"
    assert "2026年12月7日" in told(world, "unit_admin")[0].subject
    assert told(world, "other_unit_admin") == told(world, "staff") == []


def test_nobody_is_told_twice_of_one_last_day_but_of_each(world: World, offer: Offer) -> None:
    offering = offer("义诊", valid_to=clock.local_today() + timedelta(days=10))
    assert [
        remind_of_ending_offerings(clock.local_today()),
        remind_of_ending_offerings(clock.local_today() + timedelta(days=1)),
    ] == [2, 0]
    renew_offering(world.actor("unit_admin"), offering, valid_to=clock.local_today() + timedelta(days=40))
    assert remind_of_ending_offerings(clock.local_today()) == 0
    assert remind_of_ending_offerings(clock.local_today() + timedelta(days=30)) == 2
    assert len(told(world, "unit_admin")) == 2


def test_the_committee_is_told_of_the_communitys_own(world: World, offer: Offer) -> None:
    offer("四楼培训室", unit=None, valid_to=TODAY)
    remind_of_ending_offerings(TODAY)
    assert len(told(world, "staff")) == len(told(world, "secretary")) == 1
    assert told(world, "unit_admin") == []


def test_what_has_no_end_ends_later_is_over_or_paused_is_not_spoken_of(world: World, offer: Offer) -> None:
    offer("长期的")
    offer("还早的", valid_to=TODAY + timedelta(days=15))
    offer("过期的", valid_to=TODAY - timedelta(days=1))
    offer("暂停的", valid_to=TODAY, state=OfferingState.PAUSED)
    assert remind_of_ending_offerings(TODAY) == 0


@pytest.mark.parametrize("place", ["offerings/{}", ""])
def test_one_click_on_page_and_desk_renews_for_a_year(
    signed_in: SignedIn, world: World, offer: Offer, place: str
) -> None:
    last = clock.local_today() + timedelta(days=10)
    offering: Offering = offer("义诊", valid_to=last)
    page = signed_in("unit_member").page(world.url(place.format(offering.id)))
    button = next(name for name in page.buttons() if name.startswith("Renew until"))
    page = page.submit(button)
    assert "Renewed." in page.text
    assert offering.valid_to is not None
    assert (offering.valid_to.year, offering.valid_to.month) == (last.year + 1, last.month)
