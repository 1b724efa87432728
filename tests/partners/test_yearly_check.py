"""Once a year a unit looks whether what stands on the list is right; until then it takes on nothing new."""

from datetime import date, timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.messages.models import Message
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import active_partnerships
from partner_hub.partners.service import ask_for_due_checks
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.unit import UnitState
from tests.partners.conftest import Register
from tests.support import records
from tests.support.page import SignedIn
from tests.support.world import World

TODAY = clock.local_today()


def hospital(world: World) -> Partnership:
    return db.session.get_one(Partnership, world.hospital)


def told(world: World, who: str) -> list[str]:
    messages = db.select(Message).filter_by(user_id=world.people[who]).order_by(Message.id)
    return [message.subject for message in db.session.scalars(messages)]


@pytest.mark.parametrize(
    ("checked_on", "is_due"),
    [(TODAY - timedelta(days=366), True), (TODAY - timedelta(days=365), False), (TODAY, False), (None, False)],
)
def test_the_night_asks_those_whose_check_is_a_year_ago(world: World, checked_on: date | None, *, is_due: bool) -> None:
    hospital(world).checked_on = checked_on
    assert ask_for_due_checks(TODAY) == is_due
    assert (hospital(world).state == UnitState.RECHECK_DUE) == is_due
    assert ask_for_due_checks(TODAY) == 0


def test_without_a_check_the_day_counts_on_which_it_was_written_down(world: World) -> None:
    assert ask_for_due_checks(TODAY + timedelta(days=364)) == 0
    assert ask_for_due_checks(TODAY + timedelta(days=367)) == 3


def test_a_unit_that_the_committee_registers_is_checked_by_that(register: Register) -> None:
    assert register("柳岸药店", joined="2019-03").checked_on == TODAY


@pytest.mark.parametrize("state", [each for each in UnitState if each != UnitState.APPROVED])
def test_only_approved_units_are_asked(world: World, state: UnitState) -> None:
    unit = hospital(world)
    unit.state, unit.checked_on = state, TODAY - timedelta(days=400)
    assert ask_for_due_checks(TODAY) == 0


def test_its_administrators_are_told_and_nobody_else(world: World) -> None:
    hospital(world).checked_on = TODAY - timedelta(days=400)
    ask_for_due_checks(TODAY)
    assert len(told(world, "unit_admin")) == 1
    assert told(world, "unit_member") == told(world, "staff") == told(world, "other_unit_admin") == []


def test_the_administrator_looks_mends_and_submits_and_staff_approve(signed_in: SignedIn, world: World) -> None:
    hospital(world).checked_on = TODAY - timedelta(days=400)
    ask_for_due_checks(TODAY)
    admin, url = signed_in("unit_admin"), world.url(f"partners/{world.hospital}")
    page = admin.page(url)
    assert "The yearly check is due" in page.text
    page.follow("Edit profile").submit("Save", contact="顾小北")
    admin.page(url).submit("Submit for approval")
    assert len(told(world, "staff")) == 1
    page = signed_in("staff").page(url).submit("Approve")
    assert "Liaison changed" in page.text
    assert "– → 顾小北" in page.text
    assert (hospital(world).state, hospital(world).checked_on) == (UnitState.APPROVED, TODAY)
    assert len(told(world, "unit_member")) == 1


def test_it_stands_on_the_administrators_desk(signed_in: SignedIn, world: World) -> None:
    signed_in("staff").page(world.url(f"partners/{world.hospital}")).submit("Ask for the yearly check")
    page = signed_in("unit_admin").page(world.url())
    assert "Yearly check due 江州市第二医院" in page.text
    assert "Submit for approval" in page.follow("Look and change: 江州市第二医院").buttons()
    assert "Yearly check due" not in signed_in("unit_member").page(world.url()).text


def test_while_it_is_looked_at_the_unit_keeps_its_seat_and_its_place_in_the_list(
    signed_in: SignedIn, world: World
) -> None:
    unit = hospital(world)
    for state in (UnitState.SUBMITTED, UnitState.RETURNED):
        unit.state, unit.checked_on = state, TODAY - timedelta(days=400)
        db.session.flush()
        assert unit.is_active
        assert not unit.may_start_new
        assert unit in active_partnerships(world.community)
        signed_in("other_unit_admin").page(world.url(f"partners/{unit.id}"))
    unit.checked_on = None
    db.session.flush()
    assert not unit.is_active
    assert unit not in active_partnerships(world.community)


@pytest.mark.parametrize("state", UnitState)
def test_only_an_approved_unit_may_start_something_new(world: World, state: UnitState) -> None:
    hospital(world).state = state
    assert hospital(world).may_start_new == (state == UnitState.APPROVED)


def test_staff_send_a_check_back_and_the_unit_reads_why(signed_in: SignedIn, world: World) -> None:
    unit = hospital(world)
    unit.state, unit.checked_on = UnitState.SUBMITTED, TODAY - timedelta(days=400)
    url = world.url(f"partners/{unit.id}")
    signed_in("staff").page(url).submit("Send back", reason="地址是旧的")
    assert "The committee sent this back 地址是旧的" in signed_in("unit_member").page(url).text
    assert "地址是旧的" not in signed_in("other_unit_admin").page(url).text
    assert unit.return_reason == "地址是旧的"
    signed_in("unit_admin").page(url).submit("Submit for approval")
    assert unit.return_reason == ""


def test_the_people_of_a_suspended_unit_still_see_and_read_why(signed_in: SignedIn, world: World) -> None:
    url = world.url(f"partners/{world.hospital}")
    signed_in("secretary").page(url).submit("Suspend", reason="三次无故缺席")
    for who in ("unit_admin", "unit_member"):
        client = signed_in(who)
        assert "三次无故缺席" in client.page(url).text
        client.page(world.url())
    assert "三次无故缺席" not in signed_in("other_unit_admin").page(url).text
    assert len(told(world, "unit_member")) == 1


def a_match(world: World, state: MatchState, **facts: object) -> Match:
    match = Match(community_id=world.community, state=state)
    match.needs = [MatchNeed(need=records.a_need(world, **facts))]
    match.partners = [MatchPartner(partnership_id=world.school, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    return match


def test_nobody_leaves_while_others_rely_on_the_unit(signed_in: SignedIn, world: World) -> None:
    match = a_match(world, MatchState.AGREED)
    page = signed_in("staff").page(world.url(f"partners/{world.school}"))
    page = page.submit("Record that it has left", reason="迁往外区", status=422)
    assert page.text.count("Others rely on this unit. Please release these matches first:") == 1
    assert "迁往外区" in page.text
    assert page.follow(records.PUBLIC).status == 200
    match.state = MatchState.RELEASED
    signed_in("staff").page(world.url(f"partners/{world.school}")).submit("Record that it has left", reason="迁往外区")
    assert db.session.get_one(Partnership, world.school).state == UnitState.WITHDRAWN


def test_nor_while_others_work_for_it(signed_in: SignedIn, world: World) -> None:
    a_match(world, MatchState.CONFIRMED, asking_partnership_id=world.hospital)
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}"))
    page.submit("Record that it has left", reason="迁往外区", status=422)


@pytest.mark.parametrize("state", [each for each in MatchState if each not in LIVE_MATCH_STATES])
def test_what_is_over_holds_nobody(signed_in: SignedIn, world: World, state: MatchState) -> None:
    a_match(world, state)
    page = signed_in("staff").page(world.url(f"partners/{world.school}"))
    page.submit("Record that it has left", reason="迁往外区")


def test_the_people_of_a_unit_that_has_left_are_strangers(signed_in: SignedIn, world: World) -> None:
    hospital(world).state = UnitState.WITHDRAWN
    signed_in("unit_member").page(world.url(f"partners/{world.hospital}"), 404)
