"""A need's way: who may take which step, what each asks for, and what merging and importing do."""

from contextlib import suppress
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.matching.commands.answers import release_match
from partner_hub.matching.commands.claims import claim_need
from partner_hub.needs import merging, service
from partner_hub.needs.need_view import read_need
from partner_hub.needs.workflow import NEED_STATE_LABELS, NEED_WORKFLOW
from partner_hub.partners.models import Partnership
from partner_hub.privacy import find_personal_data
from partner_hub.vocabulary.need import PUBLIC_NEED_STATES, NeedState
from tests.support.page import CheckedClient
from tests.support.records import PUBLIC as WORDING
from tests.support.records import a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = NeedState


def test_a_need_goes_from_review_to_met(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.SUBMITTED, year=None, quarter=None)
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}")).follow("Review it")
    page = page.submit("Accept, and on to the next one", {"quarter": "No list yet"})
    page = client.page(world.url(f"needs/{need.id}"))
    page.submit("Put on the list", {"quarter": "2027Q1"})
    assert (need.year, need.quarter) == (2027, 1)
    page = client.page(world.url(f"needs/{need.id}")).submit("Work has begun").follow("Note how it ended")
    typed = {"How it ended": "Met", "What was done": "已有人陪诊", "By whom": "柳岸社区志愿服务队"}
    page.submit("Note the end", typed).submit("Close", {"reason": "已回访"})
    moves = [entry.to_state for entry in history_of(need) if entry.to_state]
    assert moves == ["accepted", "published", "in_project", "met", "closed"]


def test_without_public_wording_it_is_written_first(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.SUBMITTED, public_name="", public_text="")
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}"))
    assert "Accept" not in page.buttons()
    assert "Until then it is called" in page.text
    page = page.follow("Review it")
    assert "502" not in page.value("public_name") + page.value("public_text")
    page.submit("Accept, and on to the next one", {"quarter": "No list yet"})
    assert need.state == S.ACCEPTED


@pytest.mark.parametrize("wording", ["", "3座502的阿婆"])
def test_it_is_never_accepted_without_a_clean_wording(client: CheckedClient, world: World, wording: str) -> None:
    need = a_need(world, state=S.SUBMITTED, public_name=wording)
    with pytest.raises(DomainError):
        service.move_need(world.actor("staff"), need, to=S.ACCEPTED)
    assert need.state == S.SUBMITTED


def test_declining_wants_a_reason_and_the_asking_unit_reads_it(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.SUBMITTED, asking_partnership_id=world.hospital)
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}"))
    assert "Please give a reason." in page.submit("Decline", status=422).text
    page.submit("Decline", {"reason": "本季度已有同类活动"})
    enter(client, world, "unit_member")
    assert "本季度已有同类活动" in client.page(world.url(f"needs/{need.id}")).text


def test_a_unit_may_withdraw_its_own_need_and_nobody_elses(client: CheckedClient, world: World) -> None:
    own = a_need(world, state=S.SUBMITTED, asking_partnership_id=world.hospital)
    others = a_need(world, asking_partnership_id=world.school)
    enter(client, world, "unit_member")
    client.page(world.url(f"needs/{own.id}")).submit("Withdraw")
    assert own.state == S.WITHDRAWN
    assert "Withdraw" not in client.page(world.url(f"needs/{others.id}")).buttons()
    with pytest.raises(NotAllowed):
        service.move_need(world.actor("unit_member"), others, to=S.WITHDRAWN)


@pytest.mark.parametrize(("who", "status"), [("unit_member", 403), ("grid_worker", 403), ("district_observer", 403)])
def test_only_staff_review(client: CheckedClient, world: World, who: str, status: int) -> None:
    need = a_need(world)
    token = _token(client, world, who)
    client.page(world.url(f"needs/{need.id}/merge"), status)
    for path in (f"needs/{need.id}/step/start", "needs/quarter-list"):
        response = client.post(world.url(path), data={"csrf_token": token, "need": need.id, "quarter": "2027Q1"})
        assert response.status_code == status
    assert (need.state, need.year) == (S.PUBLISHED, 2026)


def test_a_step_that_is_not_on_the_way_is_refused_with_the_state(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=S.DECLINED)
    token = _token(client, world, "staff")
    response = client.post(world.url(f"needs/{need.id}/step/met"), data={"csrf_token": token})
    assert response.status_code == 422
    assert "Declined" in response.text


def test_of_two_who_press_at_once_one_wins(world: World) -> None:
    need = a_need(world)
    db.session.execute(db.update(type(need)).values(version=9).execution_options(synchronize_session=False))
    with pytest.raises(Conflict):
        service.move_need(world.actor("staff"), need, to=S.IN_PROJECT)


def test_merged_needs_add_up_and_come_apart_again(client: CheckedClient, world: World) -> None:
    whole = a_need(world, beneficiary_count=30, beneficiary_unit="户", beneficiary_count_text="30户")
    part = a_need(
        world, name="又一户要人陪诊", beneficiary_count=4, beneficiary_unit="户", beneficiary_count_text="4户"
    )
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{part.id}/merge/{whole.id}"))
    page = page.submit("Merge", {"Which number is right?": "34户: both, of different households"})
    assert "34户" in page.text
    assert part.state == S.MERGED
    client.page(world.url(f"needs/{part.id}")).submit("Undo the merge")
    assert (part.state, part.merged_into_id) == (S.PUBLISHED, None)
    assert "34户" not in client.page(world.url(f"needs/{whole.id}")).text


def test_a_need_is_not_merged_into_itself_or_into_a_merged_one(world: World) -> None:
    first, second, third = a_need(world), a_need(world), a_need(world)
    staff = world.actor("staff")
    merging.merge_need(staff, second, into=first)
    for need, into in ((third, third), (third, second), (first, third)):
        with pytest.raises(DomainError):
            merging.merge_need(staff, need, into=into)


def test_an_imported_need_waits_for_review_whatever_its_words_are(world: World) -> None:
    community, operator = db.session.get_one(Community, world.community), world.actor("staff")
    plain = service.register_need(
        operator,
        community,
        data={"name": "路灯坏了", "raised_on": date(2026, 4, 9)},
        source={"file": "a.xlsx", "row": 3},
    )
    personal = service.register_need(
        operator, community, data={"name": "换管子", "content": "7座402的依伯"}, source={"file": "a.xlsx", "row": 4}
    )
    assert (plain.state, plain.year, plain.quarter, plain.public_name) == (S.SUBMITTED, 2026, 2, "")
    assert (personal.state, personal.public_name, personal.public_text) == (S.SUBMITTED, "", "")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(path=st.lists(st.sampled_from(list(NeedState)), max_size=7), who=st.sampled_from(["staff", "unit_member"]))
def test_no_way_leads_to_the_public_without_a_wording(world: World, path: list[NeedState], who: str) -> None:
    need = a_need(world, state=S.SUBMITTED, public_name="", asking_partnership_id=world.hospital)
    for state in path:
        with suppress(DomainError):
            service.move_need(world.actor(who), need, to=state, reason="试")
    assert need.state not in PUBLIC_NEED_STATES


def test_every_state_has_a_word_and_can_be_reached(world: World) -> None:
    assert set(NEED_STATE_LABELS) == set(NeedState)
    assert {to for _, to in NEED_WORKFLOW.rules} == set(NeedState)


def test_what_an_observer_reads_holds_no_recorded_word(world: World) -> None:
    need = a_need(world, beneficiaries="3座502阿婆", deadline_text="联系人：林秀梅", grid_words="3座502")
    reading = read_need(world.actor("district_observer"), need)
    assert (reading.name, reading.in_full) == (WORDING, False)
    assert find_personal_data(f"{reading.text} {reading.beneficiaries} {reading.wanted_by} {reading.grid}") == []


def _token(client: CheckedClient, world: World, who: str) -> str:
    enter(client, world, who)
    return client.page(world.url("needs/")).document.all("input", name="csrf_token")[0].get("value")


@pytest.mark.parametrize(
    ("button", "typed"),
    [("Withdraw", {}), ("Refer", {"reason": "另有安排"}), ("Take off the list", {"reason": "另有安排"})],
)
def test_a_need_that_somebody_takes_stays_until_the_match_is_released(
    client: CheckedClient, world: World, button: str, typed: dict[str, str]
) -> None:
    need = a_need(world)
    hospital = db.session.get_one(Partnership, world.hospital)
    match = claim_need(world.actor("unit_admin"), need, partnership=hospital, promise="每周上门一次")
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}")).submit(button, typed, status=422)
    assert "Please release the match first." in page.text
    assert need.state == S.PUBLISHED
    release_match(world.actor("unit_admin"), match, reason="人手不够")
    client.page(world.url(f"needs/{need.id}")).submit(button, typed)
    assert need.state != S.PUBLISHED
