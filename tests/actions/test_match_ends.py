"""One report and one acceptance for a match and the task that carries it out."""

from functools import partial
from typing import Any

import pytest

from partner_hub.actions import match_ends
from partner_hub.actions.models import ActionItem
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.matching.commands import ends
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.models import Match
from partner_hub.meetings.record_lines.tasks import TASK_LINES
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind
from tests.matching.test_ends import in_work
from tests.support.gathering import an_item
from tests.support.page import CheckedClient
from tests.support.records import a_need, an_action
from tests.support.world import World
from tests.support.world import enter as enter_as

A, M = ActionState, MatchState
enter = partial(enter_as, language="en")
GIVEN = EndReport(M.DELIVERED, outcome="每周三上门陪诊，共陪诊12次。")
FAILED = EndReport(M.FAILED, reason="医生调走了")


def linked(world: World) -> tuple[Match, ActionItem]:
    match = in_work(world)
    return match, an_action(world, match_id=match.id, state=A.IN_PROGRESS)


def test_one_report_and_one_acceptance_for_both(world: World) -> None:
    match, task = linked(world)
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, GIVEN, with_tasks=True)
    assert (task.state, task.outcome, match.reported_end) == (A.REPORTED_DONE, GIVEN.outcome, M.DELIVERED)
    match_ends.accept_match_and_tasks(world.actor("secretary"), match, with_tasks=True)
    assert (task.state, match.state) == (A.CLOSED, M.DELIVERED)


def test_what_failed_is_noted_with_the_task_and_drops_it(world: World) -> None:
    match, task = linked(world)
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, FAILED, with_tasks=True)
    assert task.state is A.IN_PROGRESS
    match_ends.accept_match_and_tasks(world.actor("secretary"), match, with_tasks=True)
    assert (task.state, match.state) == (A.DROPPED, M.FAILED)


def test_without_the_tick_each_goes_its_own_way(world: World) -> None:
    match, task = linked(world)
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, GIVEN, with_tasks=False)
    match_ends.accept_match_and_tasks(world.actor("secretary"), match, with_tasks=False)
    assert (task.state, match.state) == (A.IN_PROGRESS, M.DELIVERED)


def test_staff_accept_the_match_and_the_secretary_closes_the_task_out(world: World) -> None:
    match, task = linked(world)
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, GIVEN, with_tasks=True)
    match_ends.accept_match_and_tasks(world.actor("staff"), match, with_tasks=True)
    assert (task.state, match.state) == (A.REPORTED_DONE, M.DELIVERED), "it stands on the secretary's desk"


def test_both_are_sent_back_at_once(world: World) -> None:
    match, task = linked(world)
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, GIVEN, with_tasks=True)
    match_ends.send_back_match_and_tasks(world.actor("secretary"), match, reason="次数不对", with_tasks=True)
    assert (task.state, match.state, match.reported_end) == (A.IN_PROGRESS, M.CONFIRMED, None)


def test_the_report_of_the_task_reports_its_match(world: World, client: CheckedClient) -> None:
    match, task = linked(world)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{task.id}"))
    page.submit("Report as done", {"How far is it?": "陪诊12次"})
    assert (task.state, match.reported_end, match.outcome) == (A.REPORTED_DONE, M.DELIVERED, "陪诊12次")
    enter(client, world, "secretary")
    page = client.page(world.url(f"actions/{task.id}"))
    assert "Accept match and task at once" in page.links()
    page.submit("Close out")
    assert (task.state, match.state) == (A.CLOSED, M.DELIVERED)


def test_a_closed_task_leaves_its_match_on_the_desk(world: World, client: CheckedClient) -> None:
    match, task = linked(world)
    task.state = A.CLOSED
    db.session.flush()
    staff = world.actor("staff")
    assert db.session.scalars(match_ends.matches_without_open_task(staff)).all() == [match]
    enter(client, world, "staff")
    desk = client.page(world.url(""))
    assert "In work although their tasks have ended" in desk.texts("h2")
    assert "match is still in work" in client.page(world.url(f"actions/{task.id}")).text
    match_ends.report_match_and_tasks(staff, match, EndReport(M.DELIVERED, "都办了", told_by="陶然"), with_tasks=True)
    assert db.session.scalars(match_ends.matches_without_open_task(staff)).all() == []


def test_a_meeting_that_closes_the_task_accepts_the_report_that_waits(world: World) -> None:
    match, task = linked(world)
    ends.report_end(world.actor("unit_member"), match, GIVEN)
    task.state = A.CLOSED
    match_ends.accept_match_of_closed_task(world.actor("secretary"), task)
    assert match.state is M.DELIVERED
    other, hanging = linked(world)
    hanging.state = A.CLOSED
    match_ends.accept_match_of_closed_task(world.actor("secretary"), hanging)
    assert other.state is M.CONFIRMED, "nobody has reported how it ended"


def test_a_task_is_linked_on_the_page_of_the_match(world: World, client: CheckedClient) -> None:
    match, task, other = in_work(world), an_action(world), an_action(world, responsible_id=world.school)
    enter(client, world, "staff")
    page = client.page(world.url(f"matches/{match.id}"))
    page.submit("Link with the match", task=str(task.id))
    assert task.match_id == match.id
    assert task.title in client.page(world.url(f"matches/{match.id}")).links()
    assert "The match that it carries out" in client.page(world.url(f"actions/{task.id}")).texts("h2")
    with pytest.raises(DomainError):
        match_ends.link_task_to_match(world.actor("staff"), match, other)
    with pytest.raises(NotAllowed):
        match_ends.link_task_to_match(world.actor("unit_admin"), match, an_action(world))


def test_while_recording_a_task_is_linked_with_the_match_that_its_unit_leads(world: World) -> None:
    item, staff = an_item(world, ItemKind.MATCHING), world.actor("staff")
    match = in_work(world, signed=False)
    match.agenda_item_id, match.position, match.needs[0].need = item.id, 1, a_need(world)
    db.session.flush()
    db.session.refresh(item)

    def write_down(unit: int, letter: str) -> ActionItem:
        return TASK_LINES.add(staff, item, {"title": "陪诊", "responsible_id": unit, "match_letter": letter})

    assert write_down(world.hospital, "").match_id == match.id
    assert write_down(world.school, "").match_id is None
    plain = write_down(world.hospital, "-")
    assert plain.match is None
    TASK_LINES.change(staff, item, plain, {"title": "巡诊", "match_letter": "a"})
    assert plain.match_id == match.id
    with pytest.raises(DomainError) as refused:
        TASK_LINES.add(staff, item, {"title": "义诊", "match_letter": "c"})
    assert refused.value.field == "match_letter"


def test_the_pages_of_report_and_answer(world: World, client: CheckedClient) -> None:
    match, task = linked(world)
    enter(client, world, "unit_member")
    page = client.page(world.url("")).follow("Report the result: 3座502的阿婆要人陪诊")
    page.submit("Send the report", {"How did it end?": "Not delivered"}, status=422)
    given: Any = {
        "end": "partly_delivered", "outcome": "陪诊8次", "people_served": "6", "reason": "下雨停了",
        f"given_{match.partners[0].id}": "8",
    }  # fmt: skip
    page.submit("Send the report", given)
    assert (match.partners[0].delivered_quantity, match.people_served, task.state) == (8, 6, A.REPORTED_DONE)


def test_no_report_is_accepted_unread(world: World, client: CheckedClient) -> None:
    match, _task = linked(world)
    unit = world.actor("unit_member")
    match_ends.report_match_and_tasks(unit, match, EndReport(M.DELIVERED, "陪诊12次"), with_tasks=True)
    enter(client, world, "secretary")
    page = client.page(world.url(f"matches/{match.id}/end/answer"))
    match_ends.report_match_and_tasks(unit, match, EndReport(M.FAILED, "", "下雨停了"), with_tasks=False)
    db.session.commit()
    page = page.submit("Accept the end", status=422)
    assert "This was changed meanwhile." in page.text
    assert "下雨停了" in page.text
    assert match.state is M.CONFIRMED
    page.submit("Accept the end", {"with_tasks": False})
    assert db.session.get_one(Match, match.id).state is M.FAILED


def test_the_answer_and_where_the_end_is_told(world: World, client: CheckedClient) -> None:
    match, task = linked(world)
    report = EndReport(M.PARTLY_DELIVERED, "陪诊8次", "下雨停了", quantities={match.partners[0].id: 8})
    match_ends.report_match_and_tasks(world.actor("unit_member"), match, report, with_tasks=True)
    enter(client, world, "secretary")
    page = client.page(world.url("")).follow("Look at it: 3座502的阿婆要人陪诊")
    assert "家庭病床 8 / 12人次" in page.text
    page.submit("Send back", status=422)
    page.submit("Accept the end")
    assert (match.state, task.state) == (M.PARTLY_DELIVERED, A.CLOSED)
    assert "Needs whose matches have ended: met, or on the list again?" in client.page(world.url("")).texts("h2")
    for place in (
        f"matches/{match.id}", f"needs/{match.needs[0].need_id}", f"offerings/{match.partners[0].offering_id}",
        f"partners/{world.hospital}",
    ):  # fmt: skip
        assert "陪诊8次" in client.page(world.url(place)).text, place
    assert len(client.page(world.url("matches/?state=ended")).rows()) == 1
    assert client.get(world.url("matches/export.xlsx?state=ended")).status_code == 200
