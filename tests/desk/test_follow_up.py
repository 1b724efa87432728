"""Tasks on the committee's first page: later dates and reports are answered in one press."""

from datetime import timedelta
from functools import partial

import pytest

from partner_hub.actions import deadlines, service
from partner_hub.actions.models import ActionItem
from partner_hub.actions.photographs import add_photographs
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.photographs import read_photograph
from partner_hub.desk.first_rows import MAX_ROWS_SHOWN
from partner_hub.desk.follow_up import tasks_on_desk
from partner_hub.vocabulary.action import ActionState
from tests.support.page import CheckedClient
from tests.support.photographs import a_photograph
from tests.support.queries import statements
from tests.support.records import an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
TODAY = clock.local_today()
DUE, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=40)


@pytest.fixture
def asked(world: World) -> ActionItem:
    action = an_action(world, due=DUE, first_due=DUE)
    deadlines.ask_for_later_deadline(world.actor("unit_admin"), action, asked_due=LATER, reason="等材料")
    return action


def test_a_later_date_is_granted_from_the_first_page(client: CheckedClient, world: World, asked: ActionItem) -> None:
    enter(client, world, "secretary")
    page = client.page(world.url())
    assert "等材料" in page.text
    page = page.submit("Grant the later date: 每月上门巡诊一次")
    assert page.heading == client.page(world.url()).heading
    assert "Later dates asked for" not in page.text
    assert (asked.due, asked.first_due) == (LATER, DUE)


def test_it_is_refused_there_with_words(client: CheckedClient, world: World, asked: ActionItem) -> None:
    enter(client, world, "secretary")
    page = client.page(world.url()).submit("Refuse: 每月上门巡诊一次", status=422)
    assert "Please say why." in page.text
    client.page(world.url()).submit("Refuse: 每月上门巡诊一次", {"answer": "年底前必须办好"})
    assert asked.due == DUE
    assert asked.deadline_requests[0].answer_words == "年底前必须办好"


def test_what_was_reported_is_closed_out_there(client: CheckedClient, world: World) -> None:
    action = an_action(world)
    add_photographs(world.actor("unit_admin"), action, [read_photograph(a_photograph())])
    service.move_action(world.actor("unit_admin"), action, to=ActionState.REPORTED_DONE, outcome="巡诊3次")
    enter(client, world, "secretary")
    page = client.page(world.url())
    assert "巡诊3次" in page.text
    assert "1 picture" in page.text
    assert "Reported done, to be closed out" not in page.submit("Close out: 每月上门巡诊一次").text
    assert action.state is ActionState.CLOSED


def test_staff_see_what_they_do_themselves_and_nothing_that_only_a_secretary_answers(
    client: CheckedClient, world: World, asked: ActionItem
) -> None:
    an_action(world, title="开放活动室", responsible_id=None, responsible_words="社区党委", due=DUE)
    an_action(world, title="装灯", responsible_id=None, responsible_words="社区党委", due=TODAY - timedelta(days=1))
    enter(client, world, "staff")
    page = client.page(world.url())
    assert "Tasks of the committee itself" in page.text
    assert "Later dates asked for" not in page.text
    found = tasks_on_desk(world.actor("staff"))
    assert [action.title for action in found.own] == ["开放活动室"]
    assert [action.title for action in found.overdue] == ["装灯"]


def test_more_tasks_take_no_more_statements_and_the_first_rows_are_shown(world: World, asked: ActionItem) -> None:
    counts = []
    for number in (1, 3 * MAX_ROWS_SHOWN):
        for _ in range(number):
            an_action(world, due=TODAY - timedelta(days=1))
            an_action(world, state=ActionState.REPORTED_DONE)
            an_action(world, state=ActionState.DECLINED)
        db.session.expire_all()
        with statements() as seen:
            found = tasks_on_desk(world.actor("secretary"))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert [len(each) for each in (found.overdue, found.reported, found.declined)] == [MAX_ROWS_SHOWN] * 3
    assert found.later == [asked]
