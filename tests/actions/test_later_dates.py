"""A unit asks for a later date; the secretary grants or refuses it; the unit is told, and the first deadline stays."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from partner_hub.actions import deadlines, queries, service
from partner_hub.actions.models import ActionItem, DeadlineRequest
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.vocabulary.action import ActionState
from tests.support.mails import speak_english, told
from tests.support.page import CheckedClient
from tests.support.records import an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = ActionState
TODAY = clock.local_today()
DUE, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=40)


def asked(world: World, **facts: object) -> DeadlineRequest:
    action = an_action(world, **({"due": DUE, "first_due": DUE} | facts))
    return deadlines.ask_for_later_deadline(world.actor("unit_admin"), action, asked_due=LATER, reason="等材料")


def test_a_unit_asks_and_the_secretary_grants_it(client: CheckedClient, world: World) -> None:
    speak_english()
    action = an_action(world, due=DUE, first_due=DUE)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}"))
    page = page.submit("Ask the secretary", {"asked_due": LATER.isoformat(), "reason": "等材料"})
    assert "The answer is still to come" in page.text
    assert "Ask the secretary" not in page.buttons()
    assert action.due == DUE
    assert told() == [("secretary", "江州市第二医院 asks for a later date: 每月上门巡诊一次")]
    enter(client, world, "secretary")
    assert len(client.page(world.url("actions/?show=later")).rows()) == 1
    page = client.page(world.url(f"actions/{action.id}"))
    assert "等材料" in page.text
    page.submit("Grant the later date", {"answer": "抓紧办"})
    assert (action.due, action.first_due) == (LATER, DUE)
    assert [who for who, subject in told() if subject.startswith("Later date granted, until")] == [
        "unit_admin",
        "unit_member",
    ]
    assert [entry.tag.partition(":")[2] for entry in history_of(action)] == ["ask_later_date", "move_deadline"]
    assert history_of(action)[-1].details == {"from": DUE.isoformat(), "to": LATER.isoformat()}
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}"))
    assert "Granted" in page.text
    assert "抓紧办" in page.text


def test_the_secretary_refuses_with_words_and_the_deadline_stays(client: CheckedClient, world: World) -> None:
    speak_english()
    request = asked(world)
    enter(client, world, "secretary")
    page = client.page(world.url(f"actions/{request.action_id}"))
    assert "Please say why." in page.submit("Refuse", {"answer": " "}, status=422).text
    page.submit("Refuse", {"answer": "年底前必须办好"})
    assert (request.is_granted, request.answer_words, request.action.due) == (False, "年底前必须办好", DUE)
    assert told()[1:] == [(who, "Later date refused: 每月上门巡诊一次") for who in ("unit_admin", "unit_member")]
    enter(client, world, "unit_admin")
    page = client.page(world.url(f"actions/{request.action_id}"))
    assert "年底前必须办好" in page.text
    assert "Ask the secretary" in page.buttons(), "a unit may ask again"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (DUE, "A later date must lie after the present deadline"),
        (DUE - timedelta(days=1), "A later date must lie after the present deadline"),
        (None, "Please fill this in."),
    ],
)
def test_a_later_date_lies_after_the_deadline_and_the_field_says_so(
    client: CheckedClient, world: World, day: date | None, sentence: str
) -> None:
    action = an_action(world, due=DUE)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}"))
    typed = {"asked_due": day.isoformat() if day else "", "reason": "等材料"}
    page = page.submit("Ask the secretary", typed, status=422)
    assert sentence in page.text
    assert page.value("reason") == "等材料"
    assert action.deadline_requests == []


def test_of_an_overdue_one_no_day_is_asked_for_that_has_passed(world: World) -> None:
    action = an_action(world, due=TODAY - timedelta(days=9))
    with pytest.raises(DomainError) as refusal:
        deadlines.ask_for_later_deadline(
            world.actor("unit_admin"), action, asked_due=TODAY - timedelta(days=1), reason="等材料"
        )
    assert refusal.value.field == "asked_due"
    deadlines.ask_for_later_deadline(world.actor("unit_admin"), action, asked_due=TODAY, reason="等材料")


def test_a_reason_is_needed(world: World) -> None:
    with pytest.raises(DomainError) as refusal:
        deadlines.ask_for_later_deadline(
            world.actor("unit_admin"), an_action(world, due=DUE), asked_due=LATER, reason=" "
        )
    assert refusal.value.field == "reason"


def test_one_request_waits_at_most_and_the_database_says_so_too(world: World) -> None:
    request = asked(world)
    with pytest.raises(DomainError):
        deadlines.ask_for_later_deadline(world.actor("unit_member"), request.action, asked_due=LATER, reason="再等")
    db.session.add(DeadlineRequest(action_id=request.action_id, asked_due=LATER))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_it_is_answered_once(world: World) -> None:
    request = asked(world)
    deadlines.grant_deadline_request(world.actor("secretary"), request)
    with pytest.raises(Conflict):
        deadlines.refuse_deadline_request(world.actor("secretary"), request, words="不行")
    assert request.is_granted is True


@pytest.mark.parametrize("who", ["other_unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_nobody_else_asks(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        deadlines.ask_for_later_deadline(world.actor(who), an_action(world, due=DUE), asked_due=LATER, reason="等材料")


@pytest.mark.parametrize(
    "who",
    ["staff", "unit_admin", "unit_member", "other_unit_admin", "grid_worker", "supervisor", "district_observer"],
)
def test_nobody_but_the_secretary_answers(world: World, who: str) -> None:
    request = asked(world)
    with pytest.raises(NotAllowed):
        deadlines.grant_deadline_request(world.actor(who), request)
    with pytest.raises(NotAllowed):
        deadlines.refuse_deadline_request(world.actor(who), request, words="不行")
    assert request.is_open


def test_staff_ask_in_the_name_of_a_unit_and_for_the_committee_itself(world: World) -> None:
    speak_english()
    staff, action = world.actor("staff"), an_action(world, due=DUE)
    deadlines.ask_for_later_deadline(staff, action, asked_due=LATER, reason="电话里说")
    assert history_of(action)[-1].on_behalf_of == "江州市第二医院"
    own = an_action(world, due=DUE, responsible_id=None, responsible_words="社区党委")
    request = deadlines.ask_for_later_deadline(staff, own, asked_due=LATER, reason="等材料")
    deadlines.refuse_deadline_request(world.actor("secretary"), request, words="不行")
    assert told()[-1] == ("staff", "Later date refused: 每月上门巡诊一次")


@pytest.mark.parametrize("state", [S.DRAFT, S.DECLINED, S.REPORTED_DONE, S.CLOSED, S.DROPPED])
def test_only_of_what_is_still_to_do_a_later_date_is_asked_for(world: World, state: ActionState) -> None:
    with pytest.raises(Conflict):
        asked(world, state=state)


@pytest.mark.parametrize("end", [S.DROPPED, S.CLOSED, S.DECLINED])
def test_a_request_is_closed_with_its_task(world: World, end: ActionState) -> None:
    request = asked(world)
    who = "unit_admin" if end == S.DECLINED else "secretary"
    service.move_action(world.actor(who), request.action, to=end, reason="不办了")
    assert (request.is_open, request.is_granted) == (False, None)
    with pytest.raises(Conflict):
        deadlines.grant_deadline_request(world.actor("secretary"), request)


@pytest.mark.parametrize(("days", "is_granted"), [(0, True), (5, True), (-5, False)])
def test_a_deadline_that_the_secretary_moves_answers_the_request(world: World, days: int, *, is_granted: bool) -> None:
    request = asked(world)
    deadlines.move_deadline(
        world.actor("secretary"), request.action, due=LATER + timedelta(days=days), reason="会上定的"
    )
    assert (request.is_granted, request.answer_words) == (is_granted, "会上定的")


def test_what_was_asked_for_is_for_those_who_work_on_it(client: CheckedClient, world: World) -> None:
    request = asked(world)
    for who in ("other_unit_admin", "district_observer"):
        enter(client, world, who)
        assert "等材料" not in client.page(world.url(f"actions/{request.action_id}")).text
        assert client.page(world.url("actions/?show=later")).text.count("每月上门巡诊一次") == 0


def test_a_request_about_another_task_is_not_found(client: CheckedClient, world: World) -> None:
    request, other = asked(world), an_action(world)
    enter(client, world, "secretary")
    page = client.page(world.url(f"actions/{request.action_id}"))
    token = page.document.all("input", name="csrf_token")[0].get("value")
    answer = client.post(world.url(f"actions/{other.id}/later-date/{request.id}/grant"), data={"csrf_token": token})
    assert answer.status_code == 404
    assert request.is_open


def test_the_next_meeting_reads_why_more_time_was_asked_for(world: World) -> None:
    action: ActionItem = asked(world).action
    assert queries.last_words_of_units([action.id]) == {action.id: "等材料"}
