"""Supporting units see a task and report their own part of it."""

from functools import partial

import pytest

from partner_hub.actions import service, supporting_parts
from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.messages.models import Message
from partner_hub.vocabulary.action import ActionState
from tests.support.mails import speak_english, told
from tests.support.page import CheckedClient
from tests.support.records import an_action, an_agenda_item
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
        supporting_parts.report_own_part(world.actor("other_unit_admin"), action, supporter, words=words)
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
    supporting_parts.report_own_part(world.actor("staff"), action, grid, words="入户12户")
    assert history_of(action)[-1].on_behalf_of == "三网格"
    assert told() == [("secretary", "三网格 reports its part: 每月上门巡诊一次")]


@pytest.mark.parametrize(
    "who", ["unit_admin", "unit_member", "grid_worker", "supervisor", "district_observer", "system_admin"]
)
def test_nobody_else_reports_a_part(world: World, who: str) -> None:
    action, supporter = supported(world)
    with pytest.raises(NotAllowed):
        supporting_parts.report_own_part(world.actor(who), action, supporter, words="办了")
    assert supporter.report == ""


@pytest.mark.parametrize("state", [ActionState.DRAFT, ActionState.DECLINED, ActionState.CLOSED, ActionState.DROPPED])
def test_a_part_is_reported_while_the_task_is_open(world: World, state: ActionState) -> None:
    action, supporter = supported(world, state=state)
    with pytest.raises(Conflict):
        supporting_parts.report_own_part(world.actor("other_unit_admin"), action, supporter, words="办了")


def test_a_report_has_words(world: World) -> None:
    action, supporter = supported(world)
    with pytest.raises(DomainError):
        supporting_parts.report_own_part(world.actor("other_unit_admin"), action, supporter, words=" ")


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


def test_supporting_units_are_told_at_the_issue_and_the_message_waits_for_their_part(
    client: CheckedClient, world: World
) -> None:
    speak_english()
    secretary, item = world.actor("secretary"), an_agenda_item(world)
    action, supporter = supported(world, state=ActionState.DRAFT, agenda_item_id=item)
    service.issue_actions(secretary, [item])
    subject = "Your unit supports a task: 每月上门巡诊一次"
    assert [line for line in told() if line[0] == "other_unit_admin"] == [("other_unit_admin", subject)]
    service.move_action(world.actor("unit_admin"), action, to=ActionState.ACKNOWLEDGED)
    enter(client, world, "other_unit_admin")
    page = client.page(world.url("messages/"))
    assert subject in page.text
    waiting = db.select(Message).where(Message.subject == subject, Message.read_at.is_(None))
    assert len(db.session.scalars(waiting).all()) == 1
    page = client.page(world.url(f"actions/{action.id}?part={supporter.id}"))
    page.submit("Save the report", {"reason": "借出礼堂两次"})
    assert db.session.scalars(waiting).all() == []


@pytest.mark.parametrize("end", [ActionState.DROPPED, ActionState.CLOSED])
def test_with_the_end_of_the_task_nothing_is_asked_of_supporters_any_more(world: World, end: ActionState) -> None:
    secretary, item = world.actor("secretary"), an_agenda_item(world)
    action, _ = supported(world, state=ActionState.DRAFT, agenda_item_id=item)
    service.issue_actions(secretary, [item])
    service.move_action(world.actor("unit_admin"), action, to=ActionState.REPORTED_DONE, outcome="办好了")
    service.move_action(secretary, action, to=end, reason="不办了")
    assert db.session.scalars(db.select(Message).where(Message.read_at.is_(None))).all() == []


def test_the_first_page_of_a_supporting_unit_shows_its_part(client: CheckedClient, world: World) -> None:
    supported(world)
    enter(client, world, "other_unit_admin")
    page = client.page(world.url())
    assert "What your unit supports" in page.text
    assert "江州市第二医院 leads" in page.text
    page = page.follow("每月上门巡诊一次").submit("Save the report", {"reason": "借出礼堂两次"})
    assert "借出礼堂两次" in client.page(world.url()).text
    enter(client, world, "unit_member")
    page = client.page(world.url())
    assert "What your unit has taken on" in page.text
    assert "What your unit supports" not in page.text
