from datetime import timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.offerings.availability import Availability, availability_of, remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.offerings.queries import listed_offerings
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, SERVED_MATCH_STATES, MatchState
from tests.offerings.conftest import Offer
from tests.support import records
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World


def take(world: World, offering: Offering, quantity: int, state: MatchState = MatchState.AGREED) -> Match:
    match = Match(community_id=world.community, state=state)
    match.partners = [
        MatchPartner(partnership_id=world.hospital, offering_id=offering.id, is_lead=True, quantity=quantity)
    ]
    match.needs = [MatchNeed(need=records.a_need(world))]
    db.session.add(match)
    db.session.flush()
    return match


@pytest.mark.parametrize(
    ("capacity", "left", "found"),
    [
        (None, None, Availability.OPEN),
        (20, 20, Availability.OPEN),
        (20, 5, Availability.OPEN),
        (20, 4, Availability.LIMITED),
        (3, 2, Availability.OPEN),
        (3, 1, Availability.LIMITED),
        (1, 1, Availability.LIMITED),
        (20, 0, Availability.FULL),
        (20, -3, Availability.FULL),
    ],
)
def test_the_last_fifth_and_the_last_one_are_scarce(
    capacity: int | None, left: int | None, found: Availability
) -> None:
    assert availability_of(capacity, left) is found


def test_live_matches_take_something_and_what_was_delivered(world: World, offer: Offer) -> None:
    offering = offer("义诊", capacity_number=20, capacity_unit="人")
    without_limit = offer("咨询电话")
    for state in MatchState:
        for each in (offering, without_limit):
            take(world, each, 3, state).ended_on = clock.local_today() if state in ENDED_MATCH_STATES else None
    live_and_delivered = 3 * (len(LIVE_MATCH_STATES) + len(SERVED_MATCH_STATES))
    assert remaining_capacity([offering.id, without_limit.id]) == {
        offering.id: 20 - live_and_delivered,
        without_limit.id: None,
    }


def test_what_is_released_is_free_again(world: World, offer: Offer) -> None:
    offering = offer("义诊", capacity_number=2, capacity_unit="场")
    match = take(world, offering, 2)
    assert remaining_capacity([offering.id]) == {offering.id: 0}
    match.state = MatchState.RELEASED
    assert remaining_capacity([offering.id]) == {offering.id: 2}


def test_the_filter_of_the_list_says_the_same_as_the_rule(world: World, offer: Offer) -> None:
    for capacity in (None, 1, 2, 4, 5, 9, 10, 11, 20):
        for taken in range((capacity or 1) + 2):
            offering = offer(f"{capacity}-{taken}", capacity_number=capacity, capacity_unit="人")
            if taken:
                take(world, offering, taken)
    every = list(db.session.scalars(db.select(Offering)))
    left = remaining_capacity([each.id for each in every])
    for word in Availability:
        found = {
            each.name for each in db.session.scalars(listed_offerings(world.actor("staff"), {"places": word.value}))
        }
        assert found == {each.name for each in every if availability_of(each.capacity_number, left[each.id]) is word}
        assert found


def test_list_page_and_filter_tell_it_in_words(signed_in: SignedIn, world: World, offer: Offer) -> None:
    full, scarce, free = (offer(name, capacity_number=5, capacity_unit="场") for name in ("满的", "少的", "多的"))
    take(world, full, 5)
    take(world, scarce, 4)
    client = signed_in("other_unit_admin")
    assert {row[0]: row[4] for row in client.page(world.url("offerings/")).rows()} == {
        "满的": "5场 in all 0场 left ! Full",
        "少的": "5场 in all 1场 left ◔ Few places left",
        "多的": "5场 in all 5场 left",
    }
    assert [row[0] for row in client.page(world.url("offerings/?places=full")).rows()] == ["满的"]
    assert "Still free 5场 in all, 1场 left ◔ Few places left" in client.page(world.url(f"offerings/{scarce.id}")).text
    assert "Still free 5场 in all, 5场 left ✓ Places free" in client.page(world.url(f"offerings/{free.id}")).text


def test_what_is_not_to_be_had_is_not_counted_out(signed_in: SignedIn, world: World, offer: Offer) -> None:
    over = offer("过期的", capacity_number=5, capacity_unit="场", valid_to=clock.local_today() - timedelta(days=1))
    assert "Still free" not in signed_in("staff").page(world.url(f"offerings/{over.id}")).text


def test_one_statement_tells_it_for_any_number(world: World, offer: Offer) -> None:
    ids = [offer(f"义诊{number}", capacity_number=number + 1, capacity_unit="场").id for number in range(30)]
    db.session.commit()
    with statements() as seen:
        remaining_capacity(ids)
    assert len(seen) == 1
