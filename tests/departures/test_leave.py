"""A unit closes down with everything that it has in hand, comes back, or is suspended while its check is due."""

import pytest

from partner_hub.actions.consent_queries import consents_wanting_care
from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.departures.queries import departure_of_unit
from partner_hub.departures.service import let_unit_leave
from partner_hub.matching.commands import ends
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.partners.unit_steps import take_unit_up_again
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.consent import ConsentOccasion
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.unit import UnitState
from tests.matching.test_ends import GIVEN, in_work
from tests.support.gathering import unit
from tests.support.page import SignedIn
from tests.support.records import a_need, an_action
from tests.support.world import PEOPLE, World

A, M, U = ActionState, MatchState, UnitState
WHY = "医院注销"


def promised(world: World, state: MatchState, lead: int, *supporting: int, **need: object) -> Match:
    match = Match(community_id=world.community, state=state, promise="每周一次")
    match.needs = [MatchNeed(need=a_need(world, **need))]
    match.partners = [
        MatchPartner(partnership_id=each, is_lead=place == 0, position=place)
        for place, each in enumerate((lead, *supporting))
    ]
    db.session.add(match)
    db.session.flush()
    return match


def leave(world: World, who: str = "secretary", *, successor: int | None = None, told_by: str = "") -> None:
    to = unit(world, successor) if successor else None
    let_unit_leave(world.actor(who), unit(world, world.hospital), reason=WHY, told_by=told_by, successor=to)


def test_its_live_matches_end_with_the_reason_and_it_has_left(world: World) -> None:
    working, claimed = in_work(world), promised(world, M.AGREED, world.hospital)
    for_it = promised(world, M.TABLED, world.school, asking_partnership_id=world.hospital)
    leave(world, told_by="陶然（电话）")
    assert (working.state, working.reason, working.reported_by) == (M.ENDED_EARLY, WHY, "陶然（电话）")
    assert (claimed.state, for_it.state) == (M.RELEASED, M.RELEASED)
    assert working.needs[0].need.state is NeedState.PUBLISHED, "it looks for a partner again"
    assert unit(world, world.hospital).state is U.WITHDRAWN


def test_a_report_that_waits_is_accepted_as_it_stands(world: World) -> None:
    match = in_work(world)
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    leave(world)
    assert match.state is M.DELIVERED


@pytest.mark.parametrize("state", LIVE_MATCH_STATES)
def test_where_it_supports_the_others_go_on(world: World, state: MatchState) -> None:
    match = promised(world, state, world.school, world.hospital)
    leave(world)
    assert match.state is state
    named = {each.partnership_id: each.delivered_quantity for each in match.partners}
    assert named.get(world.hospital) == (0 if state is M.CONFIRMED else None)
    assert (world.hospital in named) is (state is M.CONFIRMED), "signed minutes name it"
    assert history_of(match)[-1].tag == "match:leave"


def test_its_tasks_are_dropped(world: World) -> None:
    tasks = [an_action(world, state=state) for state in (A.ISSUED, A.DECLINED, A.IN_PROGRESS, A.REPORTED_DONE)]
    draft, closed = an_action(world, state=A.DRAFT), an_action(world, state=A.CLOSED)
    leave(world)
    assert {task.state for task in tasks} == {A.DROPPED}
    assert (draft.state, draft.responsible_id, closed.state) == (A.DRAFT, None, A.CLOSED)


def test_or_handed_to_a_named_other(world: World) -> None:
    states = (A.DRAFT, A.ISSUED, A.ACKNOWLEDGED, A.DECLINED, A.IN_PROGRESS, A.REPORTED_DONE)
    tasks = [an_action(world, state=state) for state in states]
    leave(world, successor=world.school)
    assert {task.responsible_id for task in tasks} == {world.school}
    assert [task.state for task in tasks] == [A.DRAFT, *[A.ISSUED] * 5]
    last = history_of(tasks[-1])[-1]
    assert last.details == {"from": "江州市第二医院", "to": "江州市柳岸小学"}


def test_nobody_waits_for_its_word_any_more(world: World) -> None:
    asked = UnitConsent(
        community_id=world.community, partnership_id=world.hospital, action_id=an_action(world).id,
        occasion=ConsentOccasion.MEETING, answer_by=clock.local_today(),
    )  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    staff = world.actor("staff")
    assert db.session.scalars(consents_wanting_care(staff)).all() == [asked]
    leave(world, successor=world.school)
    assert db.session.scalars(consents_wanting_care(staff)).all() == []


def test_not_to_a_unit_that_takes_nothing_on(world: World) -> None:
    an_action(world)
    unit(world, world.school).state = U.SUSPENDED
    with pytest.raises(DomainError) as refused:
        leave(world, successor=world.school)
    assert refused.value.field == "successor"


@pytest.mark.parametrize("who", [each for each in PEOPLE if each != "secretary" and not each.startswith("stranger")])
def test_only_the_secretary_lets_a_unit_leave_with_what_it_has(world: World, who: str) -> None:
    match = in_work(world)
    with pytest.raises(NotAllowed):
        leave(world, who)
    assert match.state is M.CONFIRMED


def test_nobody_leaves_twice_or_without_a_reason(world: World) -> None:
    with pytest.raises(DomainError):
        let_unit_leave(world.actor("secretary"), unit(world, world.hospital), reason=" ", told_by="", successor=None)
    leave(world)
    with pytest.raises(Conflict):
        leave(world)


def test_the_page_shows_what_would_end_before_it_does(signed_in: SignedIn, world: World) -> None:
    match, task, own = in_work(world), an_action(world), a_need(world, asking_partnership_id=world.hospital)
    url = world.url(f"partners/{world.hospital}")
    assert "It closes down" not in signed_in("staff").page(url).links()
    page = signed_in("secretary").page(url).follow("It closes down")
    assert task.title in page.links()
    assert match.state is M.CONFIRMED
    page.submit("End all this and record that it has left", status=422)
    page = page.submit("End all this and record that it has left", reason=WHY, successor=str(world.school))
    assert "Has left" in page.text
    assert (match.state, task.responsible_id, own.state) == (M.ENDED_EARLY, world.school, NeedState.PUBLISHED)
    assert departure_of_unit(unit(world, world.hospital)).is_free


def test_a_unit_that_left_comes_back_in_its_own_row(signed_in: SignedIn, world: World) -> None:
    hospital = unit(world, world.hospital)
    hospital.checked_on = clock.local_today()
    leave(world)
    signed_in("unit_admin").page(world.url(), 404)
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}"))
    page.submit("It comes back", reason="重新开业，顾主任来电")
    assert hospital.state is U.SUBMITTED
    assert not hospital.is_active, "it has no seat before it is approved again"
    assert signed_in("unit_admin").page(world.url(f"partners/{world.hospital}")).status == 200
    signed_in("staff").page(world.url(f"partners/{world.hospital}")).submit("Approve")
    assert (hospital.state, hospital.checked_on) == (U.APPROVED, clock.local_today())
    actions = [event.tag.partition(":")[2] for event in history_of(hospital)]
    assert actions == ["withdraw", "come_back", "approve"]


@pytest.mark.parametrize("who", [each for each in PEOPLE if not each.startswith("stranger")])
def test_the_committee_alone_takes_it_up_again(world: World, who: str) -> None:
    hospital, actor = unit(world, world.hospital), world.actor(who)
    hospital.state = U.WITHDRAWN
    db.session.flush()
    if who in {"secretary", "staff"}:
        take_unit_up_again(actor, hospital, reason="重新开业")
        assert hospital.state is U.SUBMITTED
    else:
        with pytest.raises(NotAllowed):
            take_unit_up_again(actor, hospital, reason="重新开业")


def test_a_suspension_does_not_check_what_was_due(signed_in: SignedIn, world: World) -> None:
    hospital = unit(world, world.hospital)
    hospital.state = U.RECHECK_DUE
    url = world.url(f"partners/{world.hospital}")
    page = signed_in("secretary").page(url).submit("Suspend", reason="三次无故缺席")
    assert "! Suspended" in page.text
    page.submit("Reactivate", reason="已说明情况")
    assert hospital.state is U.RECHECK_DUE
