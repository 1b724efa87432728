"""Who may take a need, and when; and what becomes of it."""

from datetime import date, timedelta

import pytest

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.matching.commands import answers, claims, invitations, supporters
from partner_hub.matching.models import Match
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import JOINABLE_MATCH_STATES, MatchOrigin, MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import an_offering, more_units, unit
from tests.support.records import a_need
from tests.support.world import World

M = MatchState


@pytest.fixture
def hers(world: World) -> Actor:
    """A member of the hospital."""
    return world.actor("unit_member")


@pytest.fixture
def staff(world: World) -> Actor:
    return world.actor("staff")


@pytest.fixture
def claim(hers: Actor, need: Need, hospital: Partnership, offering: Offering) -> Match:
    return claims.claim_need(hers, need, partnership=hospital, offering=offering, promise="每周三下午")


def told(match: Match, occasion: str) -> list[int]:
    statement = db.select(Message.user_id).where(Message.key == f"match:{match.id}:{occasion}")
    return sorted(db.session.scalars(statement))


def people(world: World, *who: str) -> list[int]:
    return sorted(world.people[each] for each in who)


def test_a_claim_waits_for_the_committee_until_its_day(world: World, claim: Match, offering: Offering) -> None:
    assert (claim.state, claim.origin) == (M.PROPOSED, MatchOrigin.CLAIM)
    days = db.session.get_one(Community, world.community).answer_days
    assert claim.answer_by == clock.local_today() + timedelta(days=days)
    assert remaining_capacity([offering.id]) == {offering.id: 1}
    assert [event.tag for event in history_of(claim)] == ["match:claim"]
    assert told(claim, "claim") == people(world, "secretary", "staff")


def test_the_other_side_agrees_and_the_unit_is_told(world: World, claim: Match, staff: Actor, hers: Actor) -> None:
    with pytest.raises(NotAllowed):
        answers.agree_match(hers, claim)
    answers.agree_match(staff, claim)
    assert claim.state is M.AGREED
    assert claim.agreed_at is not None
    assert told(claim, "agreed") == people(world, "unit_admin", "unit_member", "secretary")


def test_declining_gives_a_reason_and_the_place_back(
    world: World, claim: Match, staff: Actor, hers: Actor, need: Need, offering: Offering, hospital: Partnership
) -> None:
    with pytest.raises(DomainError):
        answers.decline_match(staff, claim, reason=" ")
    answers.decline_match(staff, claim, reason="已有人办")
    assert (claim.state, claim.reason, remaining_capacity([offering.id])) == (M.DECLINED, "已有人办", {offering.id: 2})
    assert told(claim, "declined") == people(world, "unit_admin", "unit_member")
    assert claims.claim_need(hers, need, partnership=hospital, offering=offering).state is M.PROPOSED


def test_a_dispatch_is_answered_by_the_unit_that_was_asked(
    world: World, need: Need, hospital: Partnership, staff: Actor, hers: Actor
) -> None:
    match = claims.dispatch_need(staff, need, partnership=hospital, promise="请派一名护士")
    assert told(match, "dispatch") == people(world, "unit_admin", "unit_member")
    with pytest.raises(NotAllowed):
        answers.agree_match(world.actor("other_unit_admin"), match)
    answers.agree_match(hers, match)
    assert match.state is M.AGREED


def test_the_committee_may_write_down_what_a_unit_said_on_the_telephone(
    need: Need, hospital: Partnership, staff: Actor
) -> None:
    match = claims.dispatch_need(staff, need, partnership=hospital, promise="请派一名护士")
    answers.decline_match(staff, match, reason="电话里说人手不够")
    assert history_of(match)[-1].on_behalf_of == "江州市第二医院"


def test_a_units_own_need_is_answered_by_that_unit(
    world: World, school: Partnership, hospital: Partnership, hers: Actor
) -> None:
    need = a_need(world, asking_partnership_id=school.id)
    match = claims.claim_need(hers, need, partnership=hospital, promise="接收10名实习生")
    assert told(match, "claim") == people(world, "other_unit_admin")
    answers.agree_match(world.actor("other_unit_admin"), match)
    assert match.state is M.AGREED
    with pytest.raises(DomainError):
        claims.claim_need(world.actor("other_unit_admin"), need, partnership=school, promise="自己来")


def test_the_communitys_own_venue_is_agreed_at_once_for_residents(
    world: World, need: Need, school: Partnership, staff: Actor
) -> None:
    venue = an_offering(world, "二楼议事厅", partnership_id=None)
    match = claims.dispatch_need(staff, need, partnership=None, offering=venue)
    assert (match.state, match.lead and match.lead.name) == (M.AGREED, "柳岸社区")
    asked = claims.dispatch_need(
        staff, a_need(world, asking_partnership_id=school.id), partnership=None, offering=venue
    )
    assert asked.state is M.PROPOSED


@pytest.mark.parametrize("state", [each for each in UnitState if each is not UnitState.APPROVED])
def test_only_approved_units_take_something_on(
    need: Need, hospital: Partnership, hers: Actor, staff: Actor, state: UnitState
) -> None:
    hospital.state = state
    with pytest.raises(DomainError):
        claims.claim_need(hers, need, partnership=hospital, promise="来")
    with pytest.raises(DomainError):
        claims.dispatch_need(staff, need, partnership=hospital, promise="来")
    with pytest.raises(DomainError):
        invitations.invite_units(staff, need, [hospital])


@pytest.mark.parametrize("state", [each for each in NeedState if each is not NeedState.PUBLISHED])
def test_only_needs_on_a_list_are_taken(
    need: Need, hospital: Partnership, hers: Actor, staff: Actor, state: NeedState
) -> None:
    need.state = state
    with pytest.raises(Conflict):
        claims.claim_need(hers, need, partnership=hospital, promise="来")
    with pytest.raises(Conflict):
        claims.dispatch_need(staff, need, partnership=hospital, promise="来")


def test_only_what_is_to_be_had_today_is_promised(world: World, need: Need, hospital: Partnership, hers: Actor) -> None:
    yesterday, tomorrow = clock.local_today() - timedelta(days=1), clock.local_today() + timedelta(days=1)
    for facts in (
        {"state": OfferingState.PAUSED},
        {"state": OfferingState.DRAFT},
        {"valid_to": yesterday},
        {"valid_from": tomorrow},
        {"partnership_id": world.school},
        {"partnership_id": None},
    ):
        with pytest.raises(DomainError):
            claims.claim_need(hers, need, partnership=hospital, offering=an_offering(world, **facts))


def test_a_bare_promise_stands_once_for_each_unit(need: Need, hospital: Partnership, hers: Actor) -> None:
    claims.claim_need(hers, need, partnership=hospital, promise="来")
    with pytest.raises(Conflict):
        claims.claim_need(hers, need, partnership=hospital, promise="又来")


def test_more_than_there_is_cannot_be_promised(
    world: World, need: Need, hospital: Partnership, offering: Offering, hers: Actor
) -> None:
    claims.claim_need(hers, a_need(world), partnership=hospital, offering=offering)
    with pytest.raises(Conflict) as refusal:
        claims.claim_need(hers, need, partnership=hospital, offering=offering, quantity=2)
    assert "Free places: 1人." in str(refusal.value)
    with pytest.raises(DomainError):
        claims.claim_need(hers, need, partnership=hospital, offering=offering, quantity=0)


def test_nobody_takes_a_need_for_another_unit(
    world: World, need: Need, school: Partnership, hospital: Partnership, hers: Actor
) -> None:
    with pytest.raises(NotAllowed):
        claims.claim_need(hers, need, partnership=school, promise="来")
    with pytest.raises(NotAllowed):
        claims.dispatch_need(hers, need, partnership=hospital, promise="来")
    for who in ("grid_worker", "supervisor", "district_observer", "system_admin"):
        with pytest.raises(NotAllowed):
            claims.claim_need(world.actor(who), need, partnership=hospital, promise="来")


def test_invited_units_come_first_then_everybody(
    world: World, need: Need, hospital: Partnership, school: Partnership, staff: Actor, hers: Actor
) -> None:
    invitations.invite_units(staff, need, [school])
    with pytest.raises(DomainError, match="Other units were asked first"):
        claims.claim_need(hers, need, partnership=hospital, promise="来")
    claims.claim_need(world.actor("other_unit_admin"), need, partnership=school, promise="来")
    need.hall_from = clock.utc_now() - timedelta(minutes=1)
    assert claims.claim_need(hers, need, partnership=hospital, promise="来").state is M.PROPOSED


def test_the_hall_opens_at_once_when_all_decline(
    world: World, need: Need, hospital: Partnership, school: Partnership, staff: Actor, hers: Actor
) -> None:
    asked = invitations.invite_units(staff, need, [hospital, school])
    with pytest.raises(DomainError):
        invitations.decline_need_invitation(hers, asked[0], reason="")
    invitations.decline_need_invitation(hers, asked[0], reason="没有人手")
    assert need.hall_from is not None
    assert need.hall_from > clock.utc_now()
    with pytest.raises(DomainError, match="has declined"):
        claims.claim_need(hers, need, partnership=hospital, promise="还是来吧")
    with pytest.raises(Conflict):
        invitations.decline_need_invitation(hers, asked[0], reason="再说一次")
    invitations.decline_need_invitation(world.actor("other_unit_admin"), asked[1], reason="放假")
    assert need.hall_from <= clock.utc_now()
    assert claims.claim_need(hers, need, partnership=hospital, promise="还是来吧").state is M.PROPOSED


def test_whoever_was_invited_hears_that_another_was_faster(
    world: World, need: Need, hospital: Partnership, school: Partnership, staff: Actor, hers: Actor
) -> None:
    invitations.invite_units(staff, need, [hospital, school])
    match = claims.claim_need(hers, need, partnership=hospital, promise="来")
    answers.agree_match(staff, match)
    assert told(match, f"faster:{need.id}") == people(world, "other_unit_admin")


def test_what_nobody_answers_lapses_after_its_day(world: World, claim: Match, offering: Offering) -> None:
    assert claim.answer_by is not None
    assert answers.lapse_unanswered_matches(claim.answer_by) == 0
    assert answers.lapse_unanswered_matches(claim.answer_by + timedelta(days=1)) == 1
    assert (claim.state, remaining_capacity([offering.id])) == (M.LAPSED, {offering.id: 2})
    assert answers.lapse_unanswered_matches(date(2099, 1, 1)) == 0
    assert told(claim, "lapsed") == people(world, "secretary", "staff", "unit_admin", "unit_member")


def test_either_side_releases_with_a_reason(
    world: World, claim: Match, staff: Actor, hers: Actor, offering: Offering
) -> None:
    answers.agree_match(staff, claim)
    with pytest.raises(NotAllowed):
        answers.release_match(world.actor("other_unit_admin"), claim, reason="别的单位")
    with pytest.raises(DomainError):
        answers.release_match(hers, claim, reason="")
    answers.release_match(hers, claim, reason="护士调走了")
    assert (claim.state, remaining_capacity([offering.id])) == (M.RELEASED, {offering.id: 2})
    assert told(claim, "released") == people(world, "secretary", "staff", "unit_admin")


def test_only_the_secretary_confirms_between_the_meetings(world: World, claim: Match, staff: Actor) -> None:
    secretary = world.actor("secretary")
    with pytest.raises(Conflict):
        answers.confirm_match(secretary, claim)
    answers.agree_match(staff, claim)
    with pytest.raises(NotAllowed):
        answers.confirm_match(staff, claim)
    answers.confirm_match(secretary, claim)
    assert claim.state is M.CONFIRMED
    assert claim.confirmed_at is not None


def test_units_join_and_leave_and_one_leads(
    world: World, claim: Match, school: Partnership, hers: Actor, staff: Actor
) -> None:
    theirs = world.actor("other_unit_admin")
    partner = supporters.join_match(theirs, claim, partnership=school)
    assert (partner.is_waiting, partner.is_lead) == (True, False)
    with pytest.raises(Conflict):
        supporters.join_match(theirs, claim, partnership=school)
    with pytest.raises(DomainError, match="welcomed"):
        supporters.hand_over_lead(hers, claim, partner)
    with pytest.raises(NotAllowed):
        supporters.welcome_partner(theirs, claim, partner)
    supporters.welcome_partner(staff, claim, partner)
    with pytest.raises(NotAllowed):
        supporters.hand_over_lead(theirs, claim, partner)
    supporters.hand_over_lead(hers, claim, partner)
    assert [each.is_lead for each in claim.partners] == [False, True]
    with pytest.raises(DomainError, match="leads hands"):
        supporters.leave_match(theirs, claim, partner, reason="不做了")
    supporters.leave_match(hers, claim, claim.partners[0], reason="人手不够")
    assert [each.name for each in claim.partners] == ["江州市柳岸小学"]
    assert history_of(claim)[-1].details["unit"] == "江州市第二医院"


def test_a_supporter_leaves_without_ending_the_match(
    world: World, claim: Match, school: Partnership, staff: Actor
) -> None:
    theirs = world.actor("other_unit_admin")
    partner = supporters.join_match(theirs, claim, partnership=school)
    with pytest.raises(NotAllowed):
        answers.release_match(theirs, claim, reason="不做了")
    supporters.leave_match(theirs, claim, partner, reason="不做了")
    assert claim.state is M.PROPOSED
    with pytest.raises(Conflict):
        supporters.leave_match(staff, claim, partner, reason="再一次")


def test_nobody_joins_what_a_meeting_has_begun_to_deal_with(
    world: World, claim: Match, school: Partnership, staff: Actor
) -> None:
    for state in MatchState:
        if state not in JOINABLE_MATCH_STATES:
            claim.state = state
            with pytest.raises(Conflict):
                supporters.join_match(world.actor("other_unit_admin"), claim, partnership=school)


def test_a_quantity_grows_within_what_is_there(world: World, claim: Match, offering: Offering, hers: Actor) -> None:
    partner = claim.partners[0]
    with pytest.raises(Conflict):
        supporters.change_quantity(hers, claim, partner, 3)
    supporters.change_quantity(hers, claim, partner, 2)
    assert remaining_capacity([offering.id]) == {offering.id: 0}
    with pytest.raises(NotAllowed):
        supporters.change_quantity(world.actor("other_unit_admin"), claim, partner, 1)


def test_nothing_is_agreed_for_a_need_that_is_over(claim: Match, need: Need, staff: Actor) -> None:
    need.state = NeedState.WITHDRAWN
    with pytest.raises(Conflict):
        answers.agree_match(staff, claim)


def test_a_unit_that_was_suspended_meanwhile_is_not_agreed_to(
    claim: Match, hospital: Partnership, staff: Actor
) -> None:
    hospital.state = UnitState.SUSPENDED
    with pytest.raises(DomainError):
        answers.agree_match(staff, claim)


def test_units_of_another_community_are_no_part_of_it(world: World, need: Need, staff: Actor) -> None:
    stranger = unit(world, world.stranger_unit)
    with pytest.raises(DomainError):
        claims.dispatch_need(staff, need, partnership=stranger, promise="来")
    with pytest.raises(DomainError):
        invitations.invite_units(staff, need, [*more_units(world, 1), stranger])
