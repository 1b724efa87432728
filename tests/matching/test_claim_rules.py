"""Where a button is missing, its page and its command refuse as well, with a sentence; and the other way round."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.permissions import Role
from partner_hub.matching.claim_rules import claimable_needs, facts_of_need, why_not_claim
from partner_hub.matching.commands import answers, claims, invitations, supporters
from partner_hub.matching.models import Match
from partner_hub.matching.partner_rules import why_not_change_quantity
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.unit import UnitState
from tests.matching.conftest import Rush
from tests.support.database import on_both_databases
from tests.support.gathering import an_offering, more_units
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.records import PUBLIC, a_need
from tests.support.world import World, enter

IN_FULL = f"Others take “{PUBLIC}” already, in full: it cannot be claimed any more."


def live_matches() -> list[Match]:
    return list(db.session.scalars(db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES)).order_by(Match.id)))


def post(client: CheckedClient, url: str, status: int, **data: str) -> str:
    """Send a form without having opened its page, as an old tab does; the text of what comes back."""
    token = client.page("/profile").all("input", name="csrf_token")[0].get("value")
    response = client.post(url, data={"csrf_token": token, **data})
    assert response.status_code == status, response.text
    return response.text


@pytest.fixture
def covered(world: World, need: Need, school: Partnership) -> Match:
    """The school takes the need, and both sides agree: a bare promise takes it whole."""
    match = claims.claim_need(world.actor("other_unit_admin"), need, partnership=school, promise="每周三上门")
    return answers.agree_match(world.actor("staff"), match)


def test_what_is_covered_in_full_is_refused_at_button_page_and_command(
    signed_in: SignedIn, world: World, need: Need, covered: Match
) -> None:
    client, url = signed_in("unit_member"), world.url(f"matches/needs/{need.id}/claim")
    assert "Take this need" not in client.page(world.url(f"needs/{need.id}")).links()
    assert IN_FULL in client.page(url, HTTPStatus.CONFLICT).text
    assert IN_FULL in post(client, url, HTTPStatus.UNPROCESSABLE_ENTITY, quantity="1", promise="我们也来")
    assert live_matches() == [covered]


def test_the_sentence_is_chinese_for_chinese_readers(app: Flask, world: World, need: Need, covered: Match) -> None:
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"matches/needs/{need.id}/claim"), HTTPStatus.CONFLICT)
    assert f"“{PUBLIC}”已有单位认领，承诺已覆盖全部需求，不能再认领。" in page.text


def test_a_page_opened_before_keeps_what_was_typed(
    signed_in: SignedIn, world: World, need: Need, school: Partnership
) -> None:
    page = signed_in("unit_member").page(world.url(f"matches/needs/{need.id}/claim"))
    match = claims.claim_need(world.actor("other_unit_admin"), need, partnership=school, promise="每周三上门")
    answers.agree_match(world.actor("staff"), match)
    page = page.submit("Claim it", {"What is promised": "我们也来"}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert IN_FULL in page.text
    assert page.value("What is promised") == "我们也来"


def test_others_still_support_what_is_covered_in_full(
    signed_in: SignedIn, world: World, need: Need, covered: Match, hospital: Partnership
) -> None:
    page = signed_in("unit_member").page(world.url(f"needs/{need.id}"))
    page.follow("Join in: 江州市柳岸小学").submit("Join in")
    assert [partner.partnership_id for partner in live_matches()[0].partners] == [world.school, hospital.id]


def test_the_committee_may_ask_another_unit_for_what_is_covered(
    signed_in: SignedIn, world: World, need: Need, covered: Match, hospital: Partnership
) -> None:
    page = signed_in("staff").page(world.url(f"needs/{need.id}")).follow("Ask a unit")
    page.submit("Ask the unit", {"unit": hospital.name, "promise": "请也来"})
    assert [match.state for match in live_matches()] == [MatchState.AGREED, MatchState.PROPOSED]


def test_what_is_covered_in_part_is_still_claimed(
    signed_in: SignedIn, world: World, school: Partnership, hospital: Partnership
) -> None:
    need = a_need(world, beneficiary_count=10, beneficiary_unit="人")
    some = an_offering(world, unit=school.id, capacity_number=4, capacity_unit="人")
    who = world.actor("other_unit_admin")
    match = claims.claim_need(who, need, partnership=school, offering=some, quantity=4)
    answers.agree_match(world.actor("staff"), match)
    page = signed_in("unit_member").page(world.url(f"needs/{need.id}")).follow("Take this need")
    page.submit("Claim it", {"What is promised": "再来六人"})
    assert len(live_matches()) == 2


@on_both_databases
def test_of_units_that_claim_while_the_community_gives_its_own_none_comes_after_it(
    world: World, need: Need, rush: Rush
) -> None:
    """The community's own offering is agreed at once, so that it covers the need at the moment of the click."""
    venue, need_id, staff = an_offering(world, "二楼议事厅", partnership_id=None).id, need.id, world.actor("staff")
    units = [each.id for each in more_units(world, 11)]
    roles = frozenset({Role.UNIT_ADMIN})
    actors = [Actor(None, "江小晴", world.community, roles, partnership_ids=frozenset({unit})) for unit in units]

    def take(number: int) -> None:
        wanted = db.session.get_one(Need, need_id)
        if number == 0:
            given = db.session.get_one(Offering, venue)
            claims.dispatch_need(staff, wanted, partnership=None, offering=given)
        else:
            unit = db.session.get_one(Partnership, units[number - 1])
            claims.claim_need(actors[number - 1], wanted, partnership=unit, promise="来")

    race = rush(take, 12)
    assert race.broken == []
    assert 0 in race.won
    assert len(race.won) + len(race.told) == 12
    assert set(race.told) <= {IN_FULL}
    # Whoever was earlier waits for an answer; nobody came after the need was covered.
    assert live_matches()[-1].partners[0].partnership_id is None


def test_a_unit_takes_a_need_once_also_with_another_offering(
    signed_in: SignedIn, world: World, need: Need, offering: Offering, hospital: Partnership
) -> None:
    claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, offering=offering)
    other = an_offering(world, "家庭病床")
    client, url = signed_in("unit_member"), world.url(f"matches/needs/{need.id}/claim")
    assert "Take this need" not in client.page(world.url(f"needs/{need.id}")).links()
    assert "took “" in client.page(url, HTTPStatus.CONFLICT).text
    data = {"quantity": "1", "promise": "再来", "offering": str(other.id)}
    assert "江州市第二医院 took “" in post(client, url, HTTPStatus.UNPROCESSABLE_ENTITY, **data)
    assert len(live_matches()) == 1


def test_a_needs_own_unit_finds_neither_button_nor_page(
    signed_in: SignedIn, world: World, hospital: Partnership
) -> None:
    need = a_need(world, asking_partnership_id=hospital.id)
    client, url = signed_in("unit_member"), world.url(f"matches/needs/{need.id}/claim")
    assert "Take this need" not in client.page(world.url(f"needs/{need.id}")).links()
    assert "Your own unit asks for this" in client.page(url, HTTPStatus.UNPROCESSABLE_ENTITY).text


def test_who_was_not_asked_first_finds_no_page_until_the_hall_opens(
    signed_in: SignedIn, world: World, need: Need, school: Partnership
) -> None:
    invitations.invite_units(world.actor("staff"), need, [school])
    client, url = signed_in("unit_member"), world.url(f"matches/needs/{need.id}/claim")
    assert "Take this need" not in client.page(world.url(f"needs/{need.id}")).links()
    assert "Other units were asked first" in client.page(url, HTTPStatus.UNPROCESSABLE_ENTITY).text
    need.hall_from = clock.utc_now() - timedelta(minutes=1)
    client.page(url)


def test_a_unit_that_is_being_checked_reads_why_it_takes_nothing(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership
) -> None:
    hospital.state = UnitState.RECHECK_DUE
    client = signed_in("unit_member")
    page = client.page(world.url(f"needs/{need.id}"))
    assert "Take this need" not in page.links()
    assert "Only approved units take something on; 江州市第二医院 is now" in page.text
    client.page(world.url(f"matches/needs/{need.id}/claim"), HTTPStatus.UNPROCESSABLE_ENTITY)


@pytest.mark.parametrize("action", ["dispatch", "invite"])
def test_the_committee_asks_for_needs_on_a_list_alone(
    signed_in: SignedIn, world: World, need: Need, action: str
) -> None:
    need.state = NeedState.CLOSED
    client = signed_in("staff")
    page = client.page(world.url(f"needs/{need.id}"))
    assert {"Ask a unit", "Ask several units first"} & page.links().keys() == set()
    page = client.page(world.url(f"matches/needs/{need.id}/{action}"), HTTPStatus.CONFLICT)
    assert "Only needs on a quarter's list can be taken" in page.text


def test_whoever_has_taken_a_need_no_longer_declines_the_invitation_to_it(
    signed_in: SignedIn, world: World, need: Need, hospital: Partnership, school: Partnership
) -> None:
    invitation = invitations.invite_units(world.actor("staff"), need, [hospital, school])[0]
    claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    client = signed_in("unit_member")
    assert f"We cannot take it: {PUBLIC}" not in client.page(world.url(f"needs/{need.id}")).buttons()
    post(client, world.url(f"matches/invitations/{invitation.id}/decline"), HTTPStatus.FOUND, reason="没有人手")
    assert "promised to take" in client.page(world.url(f"needs/{need.id}")).text
    assert invitation.declined_at is None


def test_a_match_that_a_meeting_deals_with_is_joined_by_nobody(
    signed_in: SignedIn, world: World, need: Need, covered: Match
) -> None:
    covered.state = MatchState.TABLED
    client, url = signed_in("unit_member"), world.url(f"matches/{covered.id}/join")
    assert "Join in: 江州市柳岸小学" not in client.page(world.url(f"needs/{need.id}")).links()
    assert "the record is now “On the table”" in client.page(url, HTTPStatus.CONFLICT).text
    assert "the record is now “On the table”" in post(client, url, HTTPStatus.UNPROCESSABLE_ENTITY, quantity="1")


def test_whoever_was_not_asked_first_does_not_support_either(
    signed_in: SignedIn, world: World, need: Need, school: Partnership
) -> None:
    invitations.invite_units(world.actor("staff"), need, [school])
    match = claims.claim_need(world.actor("other_unit_admin"), need, partnership=school, promise="来")
    client = signed_in("unit_member")
    assert "Join in: 江州市柳岸小学" not in client.page(world.url(f"needs/{need.id}")).links()
    client.page(world.url(f"matches/{match.id}/join"), HTTPStatus.UNPROCESSABLE_ENTITY)


def test_the_committee_has_no_unit_that_joins(signed_in: SignedIn, world: World, covered: Match) -> None:
    signed_in("staff").page(world.url(f"matches/{covered.id}/join"), HTTPStatus.FORBIDDEN)


def test_the_quantity_is_changed_before_a_meeting_and_of_an_offering_alone(
    signed_in: SignedIn, world: World, need: Need, offering: Offering, hospital: Partnership
) -> None:
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, offering=offering)
    client, number = signed_in("unit_member"), match.partners[0].id
    url, button = world.url(f"matches/{match.id}/partners/{number}/quantity"), "Change the quantity: 江州市第二医院"
    assert button in client.page(world.url(f"matches/{match.id}")).links()
    client.page(url)
    match.state = MatchState.CONFIRMED
    assert button not in client.page(world.url(f"matches/{match.id}")).links()
    client.page(url, HTTPStatus.CONFLICT)
    post(client, url, HTTPStatus.UNPROCESSABLE_ENTITY, quantity="2")
    match.state, match.partners[0].offering = MatchState.PROPOSED, None
    assert button not in client.page(world.url(f"matches/{match.id}")).links()
    assert "A bare promise has no quantity." in client.page(url, HTTPStatus.UNPROCESSABLE_ENTITY).text
    post(client, url, HTTPStatus.UNPROCESSABLE_ENTITY, quantity="2")


def test_nobody_is_welcomed_twice_nor_handed_the_lead_that_it_has(
    signed_in: SignedIn, world: World, need: Need, school: Partnership, hospital: Partnership
) -> None:
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="来")
    partner = supporters.join_match(world.actor("other_unit_admin"), match, partnership=school)
    client, here = signed_in("staff"), world.url(f"matches/{match.id}")
    url = f"{here}/partners/{partner.id}"
    assert "Hand the lead over: 江州市柳岸小学" not in client.page(here).buttons()
    assert "has not been welcomed yet" in post(client, f"{url}/lead", HTTPStatus.UNPROCESSABLE_ENTITY)
    page = client.page(here).submit("Welcome: 江州市柳岸小学")
    assert "Welcome: 江州市柳岸小学" not in page.buttons()
    assert "Somebody else was faster" in post(client, f"{url}/welcome", HTTPStatus.UNPROCESSABLE_ENTITY)
    page = client.page(here).submit("Hand the lead over: 江州市柳岸小学")
    assert "Leave the match: 江州市柳岸小学" not in page.buttons()
    assert "Somebody else was faster" in post(client, f"{url}/lead", HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "hands the lead over first" in post(client, f"{url}/leave", HTTPStatus.UNPROCESSABLE_ENTITY, reason="不做了")


def test_the_lead_goes_to_approved_units_alone(
    signed_in: SignedIn, world: World, need: Need, school: Partnership, hospital: Partnership
) -> None:
    staff = world.actor("staff")
    match = claims.claim_need(staff, need, partnership=hospital, promise="来")
    partner = supporters.join_match(staff, match, partnership=school)
    school.state = UnitState.SUSPENDED
    client, here = signed_in("staff"), world.url(f"matches/{match.id}")
    assert "Hand the lead over: 江州市柳岸小学" not in client.page(here).buttons()
    text = post(client, f"{here}/partners/{partner.id}/lead", HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "Only approved units take something on" in text


def test_a_suggestion_offers_the_button_that_the_need_offers(
    signed_in: SignedIn, world: World, hospital: Partnership, school: Partnership
) -> None:
    words = {"public_name": "独居老人要人陪诊", "public_text": "每月去医院复查，要人陪同", "name": "陪诊"}
    free, taken = a_need(world, **words), a_need(world, **words)
    escort = an_offering(world, "老人陪诊", content="陪老人去医院复查")
    match = claims.claim_need(world.actor("other_unit_admin"), taken, partnership=school, promise="来")
    answers.agree_match(world.actor("staff"), match)
    response = signed_in("unit_member").page(world.url(f"offerings/{escort.id}/suggestions")).response.text
    assert (f"needs/{free.id}/claim" in response, f"needs/{taken.id}/claim" in response) == (True, False)
    response = signed_in("staff").page(world.url(f"offerings/{escort.id}/suggestions")).response.text
    assert (f"needs/{free.id}/dispatch" in response, f"needs/{taken.id}/dispatch" in response) == (True, True)


def test_many_needs_are_judged_with_the_same_statements(world: World, hospital: Partnership) -> None:
    counts = []
    for number in (1, 9):
        needs = [a_need(world) for _each in range(number)]
        db.session.flush()
        with statements() as seen:
            assert claimable_needs(world.actor("unit_member"), needs, [hospital]) == {need.id for need in needs}
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6


def test_rules_answer_with_the_error_that_the_command_raises(
    world: World, need: Need, covered: Match, hospital: Partnership
) -> None:
    actor = world.actor("unit_member")
    refusal = why_not_claim(actor, need, hospital, facts_of_need(need))
    assert isinstance(refusal, Conflict)
    with pytest.raises(Conflict) as raised:
        claims.claim_need(actor, need, partnership=hospital, promise="来")
    assert str(raised.value) == str(refusal)
    assert why_not_change_quantity(actor, covered, covered.partners[0]) is not None


@pytest.mark.parametrize("state", NeedState)
def test_pages_of_a_need_open_where_its_buttons_are(
    signed_in: SignedIn, world: World, need: Need, state: NeedState
) -> None:
    need.state = state
    pages = (("unit_member", "claim", "Take this need"), ("staff", "dispatch", "Ask a unit"))
    for who, action, link in (*pages, ("staff", "invite", "Ask several units first")):
        client = signed_in(who)
        shown = client.get(world.url(f"needs/{need.id}"))
        if shown.status_code == HTTPStatus.OK:
            status = client.get(world.url(f"matches/needs/{need.id}/{action}")).status_code
            assert (status == HTTPStatus.OK) is (link in Page(client, shown).links()), (who, action)


@pytest.mark.parametrize("state", MatchState)
def test_pages_and_steps_of_a_match_answer_where_its_buttons_are(
    signed_in: SignedIn, world: World, need: Need, offering: Offering, hospital: Partnership, state: MatchState
) -> None:
    match = claims.claim_need(world.actor("unit_admin"), need, partnership=hospital, offering=offering)
    (supporter,) = more_units(world, 1)
    roles = frozenset({Role.UNIT_ADMIN})
    theirs = Actor(None, "江小晴", world.community, roles, partnership_ids=frozenset({supporter.id}))
    partner = supporters.join_match(theirs, match, partnership=supporter)
    match.state = state
    here, name = world.url(f"matches/{match.id}"), supporter.name

    joins = signed_in("other_unit_admin")
    link = "Join in: 江州市第二医院" in joins.page(world.url(f"needs/{need.id}")).links()
    assert (joins.get(f"{here}/join").status_code == HTTPStatus.OK) is link

    client = signed_in("staff")
    page = client.page(here)
    lead = match.partners[0].id
    link = "Change the quantity: 江州市第二医院" in page.links()
    assert (client.get(f"{here}/partners/{lead}/quantity").status_code == HTTPStatus.OK) is link
    token = page.all("input", name="csrf_token")[0].get("value")
    for action, button in (("welcome", "Welcome"), ("lead", "Hand the lead over"), ("leave", "Leave the match")):
        is_shown = f"{button}: {name}" in client.page(here).buttons()
        sent = client.post(f"{here}/partners/{partner.id}/{action}", data={"csrf_token": token, "reason": "没有人手"})
        assert (sent.status_code == HTTPStatus.FOUND) is is_shown, action
