"""Action items: who sees them, who reports, who closes, and what cannot be issued."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from partner_hub.actions import deadlines, queries, service
from partner_hub.actions.models import ActionItem
from partner_hub.actions.workflow import ACTION_STATE_LABELS, ACTION_WORKFLOW
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, SeveralFaults
from partner_hub.core.events import history_of
from partner_hub.messages.models import Message
from partner_hub.vocabulary.action import ActionState
from tests.support.mails import bundled, speak_english, told
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import an_action, an_agenda_item
from tests.support.smtp import Mailbox
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
S = ActionState
YESTERDAY = clock.local_today() - timedelta(days=1)
TOMORROW = clock.local_today() + timedelta(days=1)


def titles(client: CheckedClient, world: World, query: str = "") -> list[str]:
    return [row[0] for row in client.page(world.url(f"actions/?{query}")).rows()]


def test_the_list_is_filtered_by_what_is_open_late_mine_and_due(client: CheckedClient, world: World) -> None:
    an_action(world, title="晚了", due=YESTERDAY)
    an_action(world, title="还早", due=date(2030, 2, 1), responsible_id=world.school)
    an_action(world, title="销号了", state=S.CLOSED, due=YESTERDAY)
    an_action(world, title="社区自己的", responsible_id=None, responsible_words="社区党委", due=None)
    enter(client, world, "unit_member")
    assert titles(client, world) == ["晚了", "还早", "社区自己的", "销号了"]
    assert titles(client, world, "show=overdue") == ["晚了"]
    assert titles(client, world, "show=mine") == ["晚了", "销号了"]
    assert titles(client, world, "show=done") == ["销号了"]
    assert titles(client, world, "quarter=2030Q1") == ["还早"]
    assert titles(client, world, "quarter=x") == titles(client, world, "show=x") == []
    assert titles(client, world, "q=柳岸小学") == ["还早"]
    assert titles(client, world, "q=党委") == ["社区自己的"]
    enter(client, world, "staff")
    assert titles(client, world, "show=mine") == ["社区自己的"]


@pytest.mark.parametrize(
    ("who", "status"), [("unit_member", 404), ("district_observer", 404), ("stranger_staff", 404), ("grid_worker", 403)]
)
def test_a_draft_is_for_the_committee_alone(client: CheckedClient, world: World, who: str, status: int) -> None:
    draft = an_action(world, state=S.DRAFT)
    enter(client, world, "staff")
    client.page(world.url(f"actions/{draft.id}"))
    enter(client, world, who)
    client.page(world.url(f"actions/{draft.id}"), status)


def test_the_responsible_unit_reports_and_the_secretary_closes_out(client: CheckedClient, world: World) -> None:
    action = an_action(world)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}")).submit("Take it up").submit("Work has begun")
    page = page.submit("Save as a note", {"words": "已走访12户"})
    assert "已走访12户" in page.text
    page = page.submit("Report as done", {"words": "巡诊3次，覆盖34人"})
    assert (action.state, action.outcome, action.done_on) == (S.REPORTED_DONE, "巡诊3次，覆盖34人", clock.local_today())
    assert "Close out" not in page.buttons()
    enter(client, world, "secretary")
    client.page(world.url(f"actions/{action.id}")).submit("Close out")
    assert action.state == S.CLOSED
    assert [entry.tag.partition(":")[2] for entry in history_of(action)] == [
        "acknowledge",
        "start",
        "note",
        "report_done",
        "close_out",
    ]


def test_reporting_done_wants_to_know_what_came_of_it(client: CheckedClient, world: World) -> None:
    action = an_action(world)
    enter(client, world, "unit_member")
    page = client.page(world.url(f"actions/{action.id}")).submit("Report as done", status=422)
    assert "Please fill this in." in page.text
    assert action.state == S.ISSUED


def test_what_is_sent_back_is_under_way_again_and_says_why(client: CheckedClient, world: World) -> None:
    action = an_action(world, state=S.REPORTED_DONE, outcome="做了", done_on=YESTERDAY)
    enter(client, world, "secretary")
    client.page(world.url(f"actions/{action.id}")).submit("Send back", {"reason": "少了一次"})
    assert (action.state, action.done_on, action.outcome) == (S.IN_PROGRESS, None, "做了")
    enter(client, world, "unit_member")
    assert "少了一次" in client.page(world.url(f"actions/{action.id}")).text


def test_staff_report_in_the_name_of_a_unit_and_the_history_says_so(world: World) -> None:
    action = an_action(world)
    service.move_action(world.actor("staff"), action, to=S.REPORTED_DONE, outcome="电话里说办好了")
    assert history_of(action)[-1].on_behalf_of == "江州市第二医院"


@pytest.mark.parametrize("who", ["other_unit_admin", "district_observer", "grid_worker"])
def test_nobody_else_reports(client: CheckedClient, world: World, who: str) -> None:
    action = an_action(world)
    enter(client, world, "other_unit_admin")
    token = client.page(world.url()).document.all("input", name="csrf_token")[0].get("value")
    enter(client, world, who)
    for path in ("step/acknowledge", "note", "report"):
        response = client.post(world.url(f"actions/{action.id}/{path}"), data={"csrf_token": token, "words": "x"})
        assert response.status_code in {400, 403}
    with pytest.raises(NotAllowed):
        service.move_action(world.actor(who), action, to=S.ACKNOWLEDGED)
    assert action.state == S.ISSUED


def test_the_history_is_for_those_who_work_on_it(client: CheckedClient, world: World) -> None:
    action = an_action(world)
    service.add_progress_note(world.actor("unit_member"), action, words="内部情况")
    enter(client, world, "other_unit_admin")
    assert "内部情况" not in client.page(world.url(f"actions/{action.id}")).text
    enter(client, world, "staff")
    assert "内部情况" in client.page(world.url(f"actions/{action.id}")).text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(path=st.lists(st.sampled_from(list(ActionState)), max_size=8))
def test_a_unit_never_closes_its_own_item(world: World, path: list[ActionState]) -> None:
    action, unit = an_action(world), world.actor("unit_admin")
    for state in path:
        try:
            service.move_action(unit, action, to=state, reason="试", outcome="好了")
        except DomainError:
            continue
    assert action.state not in {S.CLOSED, S.DROPPED, S.DRAFT}


def test_every_state_has_a_word_and_all_but_the_draft_can_be_reached(world: World) -> None:
    assert set(ACTION_STATE_LABELS) == set(ActionState)
    assert {to for _, to in ACTION_WORKFLOW.rules} == set(ActionState) - {S.DRAFT}


def test_issuing_names_everything_that_is_missing_at_once_and_issues_nothing(world: World) -> None:
    community, secretary = db.session.get_one(Community, world.community), world.actor("secretary")
    item = an_agenda_item(world)
    whole = service.create_action(secretary, community, agenda_item_id=item, data=_whole(world))
    bare = service.create_action(secretary, community, agenda_item_id=item, data={"title": "没写全的"})
    with pytest.raises(SeveralFaults) as refusal:
        service.issue_actions(secretary, [item])
    assert len(refusal.value.faults) == 3
    assert all("没写全的" in sentence and str(bare.id) in url for sentence, url in refusal.value.faults)
    assert whole.state == S.DRAFT


def test_issued_items_keep_the_deadline_first_agreed(world: World) -> None:
    community, secretary = db.session.get_one(Community, world.community), world.actor("secretary")
    item = an_agenda_item(world)
    action = service.create_action(secretary, community, agenda_item_id=item, data=_whole(world))
    assert service.issue_actions(secretary, [item]) == [action]
    assert (action.state, action.first_due) == (S.ISSUED, TOMORROW)
    assert [supporter.name for supporter in action.supporters] == ["江州市柳岸小学", "三网格"]
    assert service.issue_actions(secretary, [item]) == []


def test_only_who_signs_the_minutes_issues(world: World) -> None:
    community, staff = db.session.get_one(Community, world.community), world.actor("staff")
    item = an_agenda_item(world)
    service.create_action(staff, community, agenda_item_id=item, data=_whole(world))
    with pytest.raises(NotAllowed):
        service.issue_actions(staff, [item])


def test_a_draft_can_be_changed_and_taken_away_but_not_what_was_issued(world: World) -> None:
    community, staff = db.session.get_one(Community, world.community), world.actor("staff")
    draft = service.create_action(staff, community, agenda_item_id=None, data=_whole(world))
    service.update_action(staff, draft, data={"title": "改了", "supporters": []})
    assert (draft.title, draft.supporters, draft.version) == ("改了", [], 2)
    issued = an_action(world)
    for refused in (
        lambda: service.update_action(staff, issued, data={"title": "x"}),
        lambda: service.remove_action(staff, issued),
    ):
        with pytest.raises(Conflict):
            refused()
    service.remove_action(staff, draft)
    assert db.session.get(ActionItem, draft.id) is None


def test_the_secretary_moves_a_deadline_and_the_first_one_stays(client: CheckedClient, world: World) -> None:
    action = an_action(world, due=date(2026, 11, 1), first_due=date(2026, 11, 1))
    enter(client, world, "secretary")
    page = client.page(world.url(f"actions/{action.id}/deadline"))
    page.submit("Move the deadline", {"due": "2026-12-15", "reason": "等材料"})
    assert (action.due, action.first_due) == (date(2026, 12, 15), date(2026, 11, 1))
    page.submit("Move the deadline", {"due": "", "reason": ""}, status=422)
    enter(client, world, "staff")
    client.page(world.url(f"actions/{action.id}/deadline"), 403)


def test_a_reminder_goes_to_the_users_of_the_unit_once_a_day(
    client: CheckedClient, world: World, mailbox: Mailbox
) -> None:
    action = an_action(world, due=YESTERDAY)
    enter(client, world, "staff")
    page = client.page(world.url(f"actions/{action.id}")).submit("Remind the unit")
    mails = bundled()
    assert [mail.recipient for mail in mails] == ["unit_admin@example.org", "unit_member@example.org"]
    assert f"/c/{world.community}/actions/{action.id}" in mails[0].body
    assert "today already" in page.submit("Remind the unit", status=422).text
    assert len(bundled()) == 2
    assert [who for who, _subject in told()] == ["unit_admin", "unit_member"]


def test_units_are_told_a_week_before_the_deadline_and_the_day_after_it_once_each(world: World) -> None:
    speak_english()
    day = clock.local_today()
    for name, days in (("还早", 8), ("快了", 7), ("就是今天", 0), ("晚了", -1)):
        an_action(world, title=name, due=day + timedelta(days=days), responsible_id=world.school)
    an_action(world, title="已报完成", due=YESTERDAY, state=S.REPORTED_DONE, responsible_id=world.school)
    an_action(world, title="草稿", due=YESTERDAY, state=S.DRAFT, responsible_id=world.school)
    assert service.remind_of_due_actions(day) == 3
    assert service.remind_of_due_actions(day) == 0
    assert service.remind_of_due_actions(day + timedelta(days=1)) == 2, (
        "one is due in a week now, and one was due yesterday"
    )
    assert [subject for _who, subject in told()] == [
        "Overdue: 晚了",
        "Soon due: 就是今天",
        "Soon due: 快了",
        "Overdue: 就是今天",
        "Soon due: 还早",
    ]


def test_a_deadline_that_was_moved_is_told_anew(world: World) -> None:
    action = an_action(world, due=YESTERDAY)
    assert service.remind_of_due_actions(clock.local_today()) == 2
    deadlines.move_deadline(world.actor("secretary"), action, due=TOMORROW, reason="等材料")
    assert service.remind_of_due_actions(clock.local_today()) == 2


def test_each_step_tells_whose_turn_it_is(world: World) -> None:
    speak_english()
    community, secretary = db.session.get_one(Community, world.community), world.actor("secretary")
    item = an_agenda_item(world)
    action = service.create_action(secretary, community, agenda_item_id=item, data=_whole(world))
    service.issue_actions(secretary, [item])
    service.move_action(world.actor("unit_member"), action, to=S.REPORTED_DONE, outcome="3次")
    service.move_action(secretary, action, to=S.IN_PROGRESS, reason="少了一次")
    assert {m.subject for m in db.session.scalars(db.select(Message).filter_by(read_at=None))} == {
        "Sent back: 上门巡诊",
        "Your unit supports a task: 上门巡诊",
    }, "what was told of an earlier state is settled, but not what the supporting unit has still to do"
    units = ["New task of your unit: 上门巡诊", "Sent back: 上门巡诊"]
    assert [line for line in told() if line[0] != "other_unit_admin"] == [
        ("secretary", "Reported done: 上门巡诊"),
        *(("unit_admin", subject) for subject in units),
        *(("unit_member", subject) for subject in units),
    ]


@pytest.mark.parametrize("who", ["unit_admin", "district_observer"])
def test_only_the_committee_reminds(client: CheckedClient, world: World, who: str) -> None:
    action = an_action(world)
    enter(client, world, who)
    assert "Remind the unit" not in client.page(world.url(f"actions/{action.id}")).buttons()
    with pytest.raises(NotAllowed):
        service.remind_responsible_unit(world.actor(who), action)


def test_nobody_is_reminded_where_there_is_nobody_to_write_to(world: World) -> None:
    action = an_action(world, responsible_id=world.school)
    own = an_action(world, responsible_id=None, responsible_words="社区党委")
    assert service.remind_responsible_unit(world.actor("staff"), action) == 1
    with pytest.raises(DomainError):
        service.remind_responsible_unit(world.actor("staff"), own)


def test_the_export_shows_the_filtered_rows_and_no_draft_to_an_observer(client: CheckedClient, world: World) -> None:
    an_action(world, title="=1+1", due=YESTERDAY)
    an_action(world, title="草稿", state=S.DRAFT)
    enter(client, world, "district_observer")
    sheet = load_workbook(BytesIO(client.get(world.url("actions/export.xlsx")).data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == ["=1+1"]
    assert rows[0][0].data_type == "s"
    enter(client, world, "unit_admin")
    client.page(world.url("actions/export.xlsx"), 403)


def test_ten_times_the_items_take_no_more_statements(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff")
    counts = []
    for number in (3, 30):
        for _ in range(number):
            action = an_action(world)
            service.move_action(world.actor("staff"), action, to=S.ACKNOWLEDGED)
        db.session.commit()
        with statements() as seen:
            client.page(world.url("actions/?size=100"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10
    assert queries.action_counts(world.actor("staff"), clock.local_today()).open == 33


def _whole(world: World) -> dict[str, object]:
    supporters = [
        {"partnership_id": world.school, "as_written": "柳岸小学"},
        {"partnership_id": None, "as_written": "三网格"},
    ]
    facts = {"title": "上门巡诊", "responsible_id": world.hospital, "due": TOMORROW, "expected": "3次"}
    return facts | {"supporters": supporters}
