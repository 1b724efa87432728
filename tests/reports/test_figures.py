"""The figures: counted from what happened, each number open to its rows."""

from datetime import date, timedelta

import pytest

from partner_hub.communities.models import Category
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.reports import figures
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import Presence
from tests.reports.conftest import Join, Listed, Offer
from tests.support.page import SignedIn
from tests.support.records import a_meeting
from tests.support.world import World

TODAY = clock.local_today()
NOW = clock.quarter_of(TODAY)


def category(world: World, name: str) -> int:
    found = db.session.scalar(db.select(Category.id).filter_by(community_id=world.community, name=name))
    assert found is not None
    return found


def names(world: World) -> list[str]:
    return [unit.name for unit in db.session.scalars(figures.silent_units(world.actor("staff"), TODAY))]


def test_needs_are_counted_by_category_and_how_far_they_have_come(
    world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    health = category(world, "医疗健康")
    join(listed("要换尿管", category_id=health), offer("家庭病床"), MatchState.CONFIRMED)
    join(listed("要人陪诊", category_id=health), offer("陪诊"), MatchState.PROPOSED)
    listed("量血压", category_id=health)
    listed("说不清的事")
    rows = figures.needs_by_category(world.actor("staff"), NOW)
    assert [(row.name, row.taken, row.asked, row.open) for row in rows] == [("医疗健康", 1, 1, 1), ("", 0, 0, 1)]


def test_the_last_four_quarters_stand_beside_each_other(world: World, listed: Listed, offer: Offer, join: Join) -> None:
    join(listed("要换尿管", year=2025, quarter=4), offer("家庭病床"), MatchState.AGREED)
    listed("量血压", year=2025, quarter=4)
    listed("修路灯", year=2026, quarter=2)
    listed("太早的", year=2025, quarter=1)
    rows = figures.needs_by_quarter(world.actor("staff"), (2026, 3))
    assert [(row.quarter, row.total, row.taken, row.share) for row in rows] == [
        ((2025, 4), 2, 1, 50), ((2026, 1), 0, 0, 0), ((2026, 2), 1, 0, 0), ((2026, 3), 0, 0, 0),
    ]  # fmt: skip


def test_waiting_is_counted_to_the_first_agreement(world: World, listed: Listed, offer: Offer, join: Join) -> None:
    raised = date(2026, 4, 1)
    first, second = listed("要换尿管", raised_on=raised), listed("要人陪诊", raised_on=raised)
    join(first, offer("家庭病床"), MatchState.RELEASED, raised + timedelta(days=5))
    join(first, offer("护理上门"), MatchState.AGREED, raised + timedelta(days=50))
    join(second, offer("陪诊"), MatchState.AGREED, raised + timedelta(days=20))
    found = figures.waiting_times(world.actor("staff"), NOW)
    assert (found.groups, found.median) == ([1, 0, 1, 0, 0], 12.5)


def test_each_number_opens_its_rows(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    raised = date(2026, 4, 1)
    join(listed("要换尿管", raised_on=raised), offer("家庭病床"), MatchState.AGREED, raised + timedelta(days=20))
    listed("修路灯")
    client = signed_in("staff")
    page = client.page(world.url("figures"))
    assert "修路灯" in page.follow("Without a category").text
    assert "修路灯" in client.page(world.url("board?category=none")).text
    assert "要换尿管" not in page.text
    opened = client.page(world.url("figures?waited=2"))
    assert "要换尿管" in opened.links()
    for nothing in ("0", "9", "-1", "x", "²"):
        assert "要换尿管" not in client.page(world.url(f"figures?waited={nothing}")).text


def test_an_offering_that_was_ever_agreed_on_is_used(world: World, listed: Listed, offer: Offer, join: Join) -> None:
    join(listed("要换尿管"), offer("家庭病床"), MatchState.RELEASED, TODAY)
    join(listed("要人陪诊"), offer("陪诊"), MatchState.DECLINED)
    found = db.session.scalars(figures.unused_offerings(world.actor("staff")))
    assert [each.name for each in found] == ["陪诊"]


def test_a_unit_is_silent_until_something_is_heard_of_it(
    signed_in: SignedIn, world: World, listed: Listed, offer: Offer, join: Join
) -> None:
    assert names(world) == ["江州市柳岸小学", "江州市第二医院"]
    join(listed("要换尿管"), offer("家庭病床"), MatchState.PROPOSED)
    assert names(world) == ["江州市柳岸小学"]
    meeting: Meeting = a_meeting(world, planned_start=clock.utc_now())
    seat = Seat(meeting_id=meeting.id, partnership_id=world.school, presence=Presence.ABSENT)
    db.session.add(seat)
    db.session.flush()
    assert names(world) == ["江州市柳岸小学"]
    seat.presence = Presence.PRESENT
    assert names(world) == []


def test_what_a_unit_did_itself_breaks_its_silence(signed_in: SignedIn, world: World) -> None:
    form = {"What is needed": "招募周末志愿者"}
    signed_in("other_unit_admin").page(world.url("needs/new")).submit("Record the need", form)
    assert names(world) == ["江州市第二医院"]


@pytest.mark.parametrize("path", ["figures", "figures/unused-offerings", "figures/silent-units"])
def test_the_pages_say_what_there_is_and_what_there_is_not(
    signed_in: SignedIn, world: World, offer: Offer, path: str
) -> None:
    staff = signed_in("staff")
    assert staff.page(world.url(path)).heading
    offer("家庭病床")
    assert ("家庭病床" in staff.page(world.url(path)).text) == (path != "figures/silent-units")


def test_a_number_leads_to_its_rows(signed_in: SignedIn, world: World, listed: Listed) -> None:
    listed("要换尿管", category_id=category(world, "医疗健康"))
    page = signed_in("staff").page(world.url("figures"))
    assert "要换尿管" in page.follow("医疗健康").text
    assert "要换尿管" in page.follow("1").text
