"""The committee's own tasks: told to the committee, reported by staff, closed out by a secretary who did not report."""

from datetime import timedelta
from functools import partial

import pytest

from partner_hub.accounts.models import User
from partner_hub.actions import service
from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.vocabulary.action import ActionState
from tests.support.mails import speak_english, told
from tests.support.page import CheckedClient
from tests.support.records import an_action, an_agenda_item
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = ActionState


def own_task(world: World, **facts: object) -> ActionItem:
    return an_action(world, **({"responsible_id": None, "responsible_words": "社区党委"} | facts))


def test_staff_report_and_the_secretary_closes_out(client: CheckedClient, world: World) -> None:
    action = own_task(world)
    enter(client, world, "staff")
    page = client.page(world.url(f"actions/{action.id}")).submit("Report as done", {"words": "办好了"})
    assert "Close out" not in page.buttons()
    enter(client, world, "secretary")
    client.page(world.url(f"actions/{action.id}")).submit("Close out")
    assert action.state is S.CLOSED


def test_a_secretary_does_not_close_out_what_the_same_person_reported(client: CheckedClient, world: World) -> None:
    action = own_task(world)
    enter(client, world, "secretary")
    page = client.page(world.url(f"actions/{action.id}")).submit("Report as done", {"words": "办好了"})
    assert "You reported this yourself" in page.submit("Close out", status=422).text
    page.submit("Send back", {"reason": "请小丁来报"})
    service.move_action(world.actor("staff"), action, to=S.REPORTED_DONE, outcome="办好了")
    service.move_action(world.actor("secretary"), action, to=S.CLOSED)


def test_where_nobody_else_could_report_the_secretary_closes_it_out(world: World) -> None:
    action, secretary = own_task(world), world.actor("secretary")
    service.move_action(secretary, action, to=S.REPORTED_DONE, outcome="办好了")
    with pytest.raises(DomainError):
        service.move_action(secretary, action, to=S.CLOSED)
    db.session.get_one(User, world.people["staff"]).disabled_at = clock.utc_now()
    assert service.move_action(secretary, action, to=S.CLOSED).state is S.CLOSED


def test_what_a_secretary_notes_for_a_unit_the_secretary_closes_out(world: World) -> None:
    action, secretary = an_action(world), world.actor("secretary")
    service.move_action(secretary, action, to=S.REPORTED_DONE, outcome="电话里说办好了")
    assert service.move_action(secretary, action, to=S.CLOSED).state is S.CLOSED


@pytest.mark.parametrize("who", ["unit_admin", "unit_member", "grid_worker", "supervisor", "district_observer"])
def test_nobody_but_the_committee_reports_on_its_tasks(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.move_action(world.actor(who), own_task(world), to=S.REPORTED_DONE, outcome="办好了")


def test_the_committee_is_told_when_it_is_issued_but_for_whoever_signs(world: World) -> None:
    speak_english()
    secretary, item = world.actor("secretary"), an_agenda_item(world)
    facts = {"title": "开放活动室", "responsible_words": "社区党委", "due": clock.local_today(), "expected": "每周五天"}
    community = db.session.get_one(Community, world.community)
    service.create_action(secretary, community, agenda_item_id=item, data=facts)
    service.issue_actions(secretary, [item])
    assert told() == [("staff", "New task of the committee: 开放活动室")]


def test_the_committee_is_reminded_of_its_own_tasks_at_night_once(world: World) -> None:
    speak_english()
    own_task(world, due=clock.local_today() - timedelta(days=1))
    assert [service.remind_of_due_actions(clock.local_today()) for _each in range(2)] == [2, 0]
    assert told() == [(who, "Overdue: 每月上门巡诊一次") for who in ("secretary", "staff")]


def test_who_reported_for_the_committee_reads_that_it_was_sent_back(world: World) -> None:
    speak_english()
    action = own_task(world)
    service.move_action(world.actor("staff"), action, to=S.REPORTED_DONE, outcome="办好了")
    service.move_action(world.actor("secretary"), action, to=S.IN_PROGRESS, reason="少了一次")
    assert told()[-1] == ("staff", "Sent back: 每月上门巡诊一次")
