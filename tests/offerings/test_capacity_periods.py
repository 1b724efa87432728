"""A capacity has a period: what is used up by a delivery, and when it is there again."""

from datetime import date, timedelta
from itertools import product

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.models import Match
from partner_hub.offerings.availability import (
    Availability,
    availability_of,
    promised_of_offering,
    remaining_capacity,
    taken_of_offerings,
    when_free_again,
)
from partner_hub.offerings.capacity_periods import capacity_in_words, first_counted_day, renewal_day
from partner_hub.offerings.models import Offering
from partner_hub.offerings.queries import listed_offerings
from partner_hub.offerings.service import change_offering, move_offering
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.offering import CapacityPeriod as Period
from partner_hub.vocabulary.offering import OfferingState
from tests.offerings.conftest import Offer
from tests.offerings.test_availability import take
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World

DAY = date(2026, 11, 30)  # a Monday


def deliver(
    world: World, offering: Offering, quantity: int, on: date, state: MatchState = MatchState.DELIVERED,
    delivered: int | None = None,
) -> Match:  # fmt: skip
    match = take(world, offering, quantity, state)
    match.ended_on, match.partners[0].delivered_quantity = on, delivered
    db.session.flush()
    return match


@pytest.mark.parametrize(
    ("period", "day", "first", "next_day"),
    [
        (Period.WEEK, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 30)),
        (Period.WEEK, date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 7)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 4)),
        (Period.MONTH, date(2026, 1, 31), date(2026, 1, 1), date(2026, 2, 1)),
        (Period.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
        (Period.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (Period.QUARTER, date(2026, 11, 30), date(2026, 10, 1), date(2027, 1, 1)),
        (Period.QUARTER, date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1)),
        (Period.YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2027, 1, 1)),
        (Period.YEAR, date(2028, 1, 1), date(2028, 1, 1), date(2029, 1, 1)),
        (Period.IN_ALL, DAY, date.min, None),
        (Period.AT_A_TIME, DAY, date.max, None),
    ],
)
def test_each_period_has_its_first_day_and_the_next_one(
    period: Period, day: date, first: date, next_day: date | None
) -> None:
    assert (first_counted_day(period, day), renewal_day(period, day)) == (first, next_day)


@on_both_databases
def test_the_database_counts_what_the_rule_says(world: World, offer: Offer) -> None:
    """Every period, every end, every day around the borders: what SQL takes is what the words of the domain say."""
    days = [DAY - timedelta(days=back) for back in (0, 1, 29, 30, 60, 61, 333, 334, 800)]
    offerings = {
        period: offer(period.value, capacity_number=900, capacity_unit="场", capacity_period=period)
        for period in Period
    }
    expected = dict.fromkeys(Period, 900)
    for period, day, state in product(Period, days, (*ENDED_MATCH_STATES, MatchState.RELEASED)):
        delivered = {MatchState.PARTLY_DELIVERED: 2, MatchState.FAILED: 0}.get(state)
        deliver(world, offerings[period], 5, day, state, delivered)
        if period is Period.IN_ALL or (period is not Period.AT_A_TIME and first_counted_day(period, DAY) <= day):
            expected[period] -= {MatchState.DELIVERED: 5, MatchState.PARTLY_DELIVERED: 2}.get(state, 0)
    for period in Period:
        take(world, offerings[period], 7)
        expected[period] -= 7
    left = remaining_capacity([each.id for each in offerings.values()], DAY)
    assert {period: left[offering.id] for period, offering in offerings.items()} == expected
    assert taken_of_offerings(world.community, DAY) == {
        offering.id: 900 - expected[period] for period, offering in offerings.items()
    }


@on_both_databases
def test_the_filter_of_the_list_knows_the_periods_too(world: World, offer: Offer) -> None:
    today = clock.local_today()
    for period, back in product(Period, (0, 8, 40, 100, 400)):
        offering = offer(f"{period.value}-{back}", capacity_number=2, capacity_unit="场", capacity_period=period)
        deliver(world, offering, 2, today - timedelta(days=back))
    every = list(db.session.scalars(db.select(Offering)))
    left = remaining_capacity([each.id for each in every])
    for word in (Availability.FULL, Availability.OPEN):
        found = {
            each.name for each in db.session.scalars(listed_offerings(world.actor("staff"), {"places": word.value}))
        }
        assert found == {each.name for each in every if availability_of(each.capacity_number, left[each.id]) is word}
        assert found


def test_what_failed_comes_back_and_what_was_partly_done_in_part(world: World, offer: Offer) -> None:
    offering = offer("义诊", capacity_number=10, capacity_unit="人")
    today = clock.local_today()
    deliver(world, offering, 4, today, MatchState.FAILED)
    deliver(world, offering, 4, today, MatchState.ENDED_EARLY, delivered=1)
    deliver(world, offering, 4, today, MatchState.PARTLY_DELIVERED, delivered=3)
    assert remaining_capacity([offering.id]) == {offering.id: 6}


def test_an_offering_that_has_served_may_go(world: World, offer: Offer) -> None:
    offering = offer("义诊", capacity_number=10, capacity_unit="人")
    for state in ENDED_MATCH_STATES:
        deliver(world, offering, 1, clock.local_today(), state)
    live = take(world, offering, 1, MatchState.CONFIRMED)
    with pytest.raises(DomainError, match="when the match has ended or is released"):
        move_offering(world.actor("unit_admin"), offering, OfferingState.RETIRED)
    live.state = MatchState.DELIVERED
    assert move_offering(world.actor("unit_admin"), offering, OfferingState.RETIRED).state is OfferingState.RETIRED


def test_renewing_brings_nothing_back_and_says_so(signed_in: SignedIn, world: World, offer: Offer) -> None:
    yesterday = clock.local_today() - timedelta(days=1)
    facts = {"capacity_number": 6, "capacity_unit": "户", "valid_to": yesterday, "state": OfferingState.EXPIRED}
    gifts, talks = offer("米面油", **facts), offer("讲座", capacity_period=Period.MONTH, **facts)
    for offering in (gifts, talks):
        deliver(world, offering, 6, yesterday - timedelta(days=31))
    client = signed_in("unit_admin")
    page = client.page(world.url(f"offerings/{gifts.id}")).submit("Renew", valid_to="2029-12-31")
    assert "It is used up (6户 in all, 0户 left): please enter how many there are now." in page.text
    page = client.page(world.url(f"offerings/{talks.id}")).submit("Renew", valid_to="2029-12-31")
    assert "Renewed. 讲座" in page.text
    assert "6户 a month, 6户 left this month" in page.text


def test_a_smaller_capacity_must_hold_what_is_promised_not_what_was_done(world: World, offer: Offer) -> None:
    offering = offer("义诊", capacity_number=10, capacity_unit="场", capacity_period=Period.MONTH)
    deliver(world, offering, 6, clock.local_today())
    take(world, offering, 2)
    staff = world.actor("staff")
    with pytest.raises(DomainError, match="2场 are promised already"):
        change_offering(staff, offering, data={"capacity_number": 1})
    db.session.refresh(offering)
    change_offering(staff, offering, data={"capacity_number": 4})
    assert remaining_capacity([offering.id]) == {offering.id: -4}
    change_offering(staff, offering, data={"capacity_number": 5})
    assert (promised_of_offering(offering.id), offering.capacity_number) == (2, 5)


def test_more_than_there_is_stands_on_the_page(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("讲座", capacity_number=2, capacity_unit="场", capacity_period=Period.MONTH)
    deliver(world, offering, 3, clock.local_today())
    page = signed_in("unit_member").page(world.url(f"offerings/{offering.id}"))
    assert "More than there is: 1场 too many are promised or delivered." in page.text
    assert "2场 a month, 0场 left this month ! Full" in page.text
    assert "From the first of next month" in page.text
    assert "there are 2场 again" in page.text


def test_another_period_is_another_promise(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offering = offer("讲座", capacity_number=2, capacity_unit="场", capacity="讲两场", capacity_period=Period.MONTH)
    change_offering(world.actor("unit_admin"), offering, data={"capacity_period": Period.YEAR})
    assert offering.state is OfferingState.SUBMITTED
    assert "before: 每月" in signed_in("staff").page(world.url(f"offerings/{offering.id}")).text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period.IN_ALL, "3场 in all, 1场 left"),
        (Period.WEEK, "3场 a week, 1场 left this week"),
        (Period.MONTH, "3场 a month, 1场 left this month"),
        (Period.QUARTER, "3场 a quarter, 1场 left this quarter"),
        (Period.YEAR, "3场 a year, 1场 left this year"),
        (Period.AT_A_TIME, "3场 at a time, 1场 free now"),
    ],
)
def test_list_page_and_unit_tell_the_period(
    signed_in: SignedIn, world: World, offer: Offer, period: Period, words: str
) -> None:
    offering = offer("讲座", capacity_number=3, capacity_unit="场", capacity_period=period)
    take(world, offering, 2)
    client = signed_in("unit_admin")
    for address in (f"offerings/{offering.id}", f"partners/{world.hospital}"):
        assert words in client.page(world.url(address)).text
    assert words.replace(", ", " ") in client.page(world.url("offerings/")).text


def test_when_it_is_there_again_is_told_where_waiting_helps(world: World, offer: Offer) -> None:
    month = offer("讲座", capacity_number=3, capacity_unit="场", capacity_period=Period.MONTH)
    deliver(world, month, 1, clock.local_today())
    take(world, month, 2)
    assert "there are 1场 again." in when_free_again(month, 0)
    venue = offer("会议室", capacity_number=1, capacity_unit="间", capacity_period=Period.AT_A_TIME)
    assert when_free_again(venue, 0) == "Places come back when a match ends."
    assert when_free_again(offer("米", capacity_number=1, capacity_unit="袋"), 0) == ""
    promised = offer("义诊", capacity_number=1, capacity_unit="场", capacity_period=Period.WEEK)
    take(world, promised, 1)
    assert when_free_again(promised, 0) == "", "the next week begins with what is promised"


def test_without_a_number_there_is_nothing_to_say(world: World, offer: Offer) -> None:
    assert capacity_in_words(offer("热线", capacity="长期", capacity_period=Period.AT_A_TIME), None) == ""


def test_one_statement_tells_it_for_every_period(world: World, offer: Offer) -> None:
    ids = [
        offer(f"{period.value}{number}", capacity_number=3, capacity_unit="场", capacity_period=period).id
        for number, period in product(range(5), Period)
    ]
    db.session.commit()
    with statements() as seen:
        remaining_capacity(ids)
        taken_of_offerings(world.community, clock.local_today())
    assert len(seen) == 2


def test_live_and_ended_states_do_not_overlap() -> None:
    assert not set(LIVE_MATCH_STATES) & set(ENDED_MATCH_STATES)
