"""Supporting units see a task and report their own part of it."""

from functools import partial

import pytest

from partner_hub.actions import service
from partner_hub.actions.models import ActionItem, ActionSupporter
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


def supported(world: World, **facts: object) -> tuple[ActionItem, ActionSupporter]:
    """An action item of the hospital that the school supports."""
    action = an_action(world, **facts)
    supporter = ActionSupporter(action=action, partnership_id=world.school)
    db.session.add(supporter)
    db.session.flush()
    return action, supporter


def test_a_supporting_unit_reports_its_part_and_the_others_read_it(client: CheckedClient, world: World) -> None:
    speak_english()
    action, supporter = supported(world)
    enter(client, world, "other_unit_admin")
    assert len(client.page(world.url("actions/?show=mine")).rows()) == 1
    page = client.page(world.url(f"actions/{action.id}"))
    assert "Nothing reported yet." in page.text
    assert "Please fill this in." in page.submit("Save the report", {"reason": " "}, status=422).text
    page.submit("Save the report", {"reason": "借出礼堂两次"})
    assert (supporter.report, supporter.reported_by) == ("借出礼堂两次", world.actor("other_unit_admin").name)
    assert supporter.reported_at is not None
    assert clock.utc_now() >= supporter.reported_at
    assert action.state is ActionState.ISSUED
    subject = "江州市柳岸小学 reports its part: 每月上门巡诊一次"
    assert told() == [("unit_admin", subject), ("unit_member", subject)]
    for who in ("unit_member", "staff", "secretary"):
        enter(client, world, who)
        assert "借出礼堂两次" in client.page(world.url(f"actions/{action.id}")).text
    enter(client, world, "district_observer")
    assert "借出礼堂两次" not in client.page(world.url(f"actions/{action.id}")).text


def test_a_later_report_stands_beside_the_earlier_one_in_the_history(world: World) -> None:
    action, supporter = supported(world)
    for words in ("借出一次", "借出两次"):
        service.report_own_part(world.actor("other_unit_admin"), action, supporter, words=words)
    assert [(entry.tag, entry.reason) for entry in history_of(action)] == [
        ("action_item:report_part", "借出一次"),
        ("action_item:report_part", "借出两次"),
    ]


def test_the_committee_notes_it_for_a_supporter_without_an_account(world: World) -> None:
    action, _ = supported(world, responsible_id=None, responsible_words="社区党委")
    grid = ActionSupporter(action=action, as_written="三网格")
    db.session.add(grid)
    db.session.flush()
    speak_english()
    service.report_own_part(world.actor("staff"), action, grid, words="入户12户")
    assert history_of(action)[-1].on_behalf_of == "三网格"
    assert told() == [("secretary", "三网格 reports its part: 每月上门巡诊一次")]


@pytest.mark.parametrize(
    "who", ["unit_admin", "unit_member", "grid_worker", "supervisor", "district_observer", "system_admin"]
)
def test_nobody_else_reports_a_part(world: World, who: str) -> None:
    action, supporter = supported(world)
    with pytest.raises(NotAllowed):
        service.report_own_part(world.actor(who), action, supporter, words="办了")
    assert supporter.report == ""


@pytest.mark.parametrize("state", [ActionState.DRAFT, ActionState.DECLINED, ActionState.CLOSED, ActionState.DROPPED])
def test_a_part_is_reported_while_the_task_is_open(world: World, state: ActionState) -> None:
    action, supporter = supported(world, state=state)
    with pytest.raises(Conflict):
        service.report_own_part(world.actor("other_unit_admin"), action, supporter, words="办了")


def test_a_report_has_words(world: World) -> None:
    action, supporter = supported(world)
    with pytest.raises(DomainError):
        service.report_own_part(world.actor("other_unit_admin"), action, supporter, words=" ")


def test_a_supporter_of_another_task_is_not_found(client: CheckedClient, world: World) -> None:
    action, supporter = supported(world)
    other = an_action(world)
    enter(client, world, "other_unit_admin")
    page = client.page(world.url(f"actions/{action.id}"))
    token = page.document.all("input", name="csrf_token")[0].get("value")
    typed = {"csrf_token": token, "reason": "办了"}
    answer = client.post(world.url(f"actions/{other.id}/supporters/{supporter.id}/report"), data=typed)
    assert answer.status_code == 404
    assert supporter.report == ""
