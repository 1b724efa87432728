"""Going through the needs that wait: each is settled on one page, and the next one comes by itself."""

from datetime import date
from typing import Any

import pytest

from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.records import RECORDED, a_need
from tests.support.world import World

S = NeedState
ACCEPT = "Accept, and on to the next one"


def waiting(world: World, **facts: Any) -> Need:
    return a_need(
        world, **({"state": S.SUBMITTED, "year": None, "quarter": None, "public_name": "", "public_text": ""} | facts)
    )


@pytest.fixture
def staff(signed_in: SignedIn) -> CheckedClient:
    return signed_in("staff")


def start(staff: CheckedClient, world: World) -> Page:
    return staff.page(world.url("needs/review/next"))


def test_the_most_urgent_and_oldest_come_first_and_the_next_by_itself(staff: CheckedClient, world: World) -> None:
    waiting(world, name="乙", raised_on=date(2026, 10, 2))
    waiting(world, name="甲", raised_on=date(2026, 10, 1))
    waiting(world, name="特急的", urgency="特急")
    page, seen = start(staff, world), []
    for left in ("3 wait", "2 wait", "1 waits"):
        assert f"{left} for review" in page.text
        seen.append(page.texts("p", **{"class": "todo-title"})[0])
        page = page.submit(ACCEPT, {"public_name": "灯坏了", "public_text": "楼道灯坏了"})
    assert seen == ["特急的", "甲", "乙"]
    assert "No need waits for review any more." in page.text


def test_everything_is_settled_on_one_page(staff: CheckedClient, world: World) -> None:
    need = waiting(world)
    page = start(staff, world)
    assert RECORDED in page.text.replace(" ", "")
    assert page.value("public_name") not in {"", RECORDED}
    assert "502" not in page.value("public_name") + page.value("public_text")
    assert "What others will read" in page.text
    typed = {"public_name": "独居老人要人陪诊", "public_text": "一位老人去医院没人陪", "urgency": "紧急"}
    page.submit(ACCEPT, {**typed, "category_id": "医疗健康", "quarter": "Q1 2027"})
    assert (need.state, need.year, need.quarter, need.urgency) == (S.PUBLISHED, 2027, 1, "紧急")
    assert need.category is not None
    assert (need.category.name, need.public_name) == ("医疗健康", "独居老人要人陪诊")


def test_it_may_be_accepted_without_a_list(staff: CheckedClient, world: World) -> None:
    need = waiting(world, public_name="陪诊", public_text="陪诊")
    start(staff, world).submit(ACCEPT, {"quarter": "No list yet"})
    assert (need.state, need.year) == (S.ACCEPTED, None)


def test_a_wording_that_leads_to_a_person_is_shown_and_refused(staff: CheckedClient, world: World) -> None:
    need = waiting(world)
    typed = {"public_name": "3座502的阿婆", "public_text": "电话13905061234"}
    page = start(staff, world).submit("Preview the public wording", typed)
    assert "This may lead to a person: 3座502、13905061234" in page.text
    page = page.submit(ACCEPT, status=422)
    assert "Please leave out" in page.text
    assert page.value("public_name") == "3座502的阿婆"
    assert (need.state, need.public_name) == (S.SUBMITTED, "")


def test_one_is_skipped_and_comes_again_after_the_others(staff: CheckedClient, world: World) -> None:
    for name in ("甲", "乙"):
        waiting(world, name=name)
    page = start(staff, world).follow("Skip this one")
    assert page.texts("p", **{"class": "todo-title"})[0] == "乙"
    assert page.follow("Skip this one").texts("p", **{"class": "todo-title"})[0] == "甲"


@pytest.mark.parametrize(
    ("button", "state"), [("Decline", S.DECLINED), ("Refer", S.REFERRED), ("Withdraw", S.WITHDRAWN)]
)
def test_the_other_ways_out_lead_to_the_next_one_as_well(
    staff: CheckedClient, world: World, button: str, state: NeedState
) -> None:
    need, following = waiting(world, name="甲"), waiting(world, name="乙")
    page = start(staff, world)
    page = page.submit(button, {} if button == "Withdraw" else {"reason": "已转街道城管"})
    assert (need.state, need.state_reason) == (state, "" if button == "Withdraw" else "已转街道城管")
    assert page.url == world.url(f"needs/review/{following.id}")


def test_what_resembles_it_is_merged_from_here(staff: CheckedClient, world: World) -> None:
    known = a_need(world)
    need = waiting(world)
    page = start(staff, world).follow("Merge into it")
    assert page.heading == f"Merge “{need.name}” into “{known.name}”"
    page = page.submit("Merge")
    assert "No need waits for review any more." in page.text
    assert need.merged_into_id == known.id


def test_two_clerks_at_the_same_need_are_told(staff: CheckedClient, signed_in: SignedIn, world: World) -> None:
    need = waiting(world, public_name="陪诊", public_text="陪诊")
    mine = start(staff, world)
    start(signed_in("secretary"), world).submit(ACCEPT)
    page = mine.submit(ACCEPT, {"public_text": "我写的话"}, status=422)
    assert page.value("public_text") == "我写的话"
    assert need.public_text == "陪诊"
    assert need.state == S.PUBLISHED


@pytest.mark.parametrize(
    ("state", "button", "back"),
    [
        *((state, "Reopen", S.SUBMITTED) for state in (S.DECLINED, S.REFERRED, S.WITHDRAWN)),
        *((state, "Reopen", S.PUBLISHED) for state in (S.MET, S.CLOSED)),
        (S.PUBLISHED, "Take off the list", S.ACCEPTED),
    ],
)
def test_what_was_settled_is_opened_again_with_a_reason(
    staff: CheckedClient, world: World, state: NeedState, button: str, back: NeedState
) -> None:
    need = a_need(world, state=state)
    page = staff.page(world.url(f"needs/{need.id}"))
    assert "Please give a reason." in page.submit(button, status=422).text
    page = page.submit(button, {"reason": "居民又来反映"})
    assert (need.state, "居民又来反映" in page.text) == (back, True)


def test_the_desk_leads_to_the_review(staff: CheckedClient, world: World) -> None:
    waiting(world, name="甲")
    page = staff.page(world.url()).follow("Review needs")
    assert page.heading == "Review needs"
    assert "甲" in page.text
