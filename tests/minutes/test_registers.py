"""The registers of decisions and of promises, as pages, as Excel and on the command line."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import add_progress_note
from partner_hub.core.db import db
from partner_hub.meetings.models import Decision, Meeting
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.minutes import MinutesState
from tests.support.gathering import a_gathering
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import an_action
from tests.support.world import World, enter


def a_signed_meeting(world: World, *, quarter: int = 3, year: int = 2026, number: int = 1) -> Meeting:
    """A held meeting with minutes on file, as they stand in the tables."""
    meeting = a_held_meeting(world, quarter=quarter)
    meeting.state = MeetingState.MINUTES_SIGNED
    minutes = Minutes(meeting_id=meeting.id, state=MinutesState.SIGNED, body="会议议定事项")
    db.session.add(minutes)
    db.session.flush()
    _file(world, minutes, year=year, number=number)
    for action in (action for item in meeting.items for action in item.actions):
        action.state, action.first_due = ActionState.ISSUED, action.due
    db.session.commit()
    return meeting


def _file(world: World, minutes: Minutes, *, year: int, number: int, revision: int = 1) -> IssuedMinutes:
    version = IssuedMinutes(
        minutes_id=minutes.id, community_id=world.community, year=year, number=number, revision=revision,
        dated=date(year, 7, 6), title="会议纪要", pages=1, size=4, sha256="0" * 64, pdf=b"%PDF", record={},
        signed_by="沈若溪",
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def decide(meeting: Meeting, *texts: str) -> None:
    for position, text in enumerate(texts, start=2):
        meeting.items[-1].decisions.append(Decision(text=text, position=position))
    db.session.commit()


def told(app: Flask, kind: str, *words: str) -> list[dict[str, Any]]:
    db.session.commit()
    arguments = ["hub", "register", kind, "--community", "柳岸社区", *words, "--format", "json"]
    result = app.test_cli_runner().invoke(args=arguments)
    db.session.expire_all()
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def exported(client: CheckedClient, url: str) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(client.get(url).data)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_decisions_are_numbered_by_year_across_the_quarters(app: Flask, world: World) -> None:
    decide(a_signed_meeting(world, quarter=2, number=1), "楼道每周清理")
    decide(a_signed_meeting(world, quarter=3, number=2), "增设充电桩")
    a_signed_meeting(world, quarter=4, year=2027, number=1)

    found = told(app, "decisions")

    assert [(row["number"], row["quarter"], row["minutes"]) for row in found] == [
        ("〔2027〕1", "2026Q4", "〔2027〕1号"),
        ("〔2026〕4", "2026Q3", "〔2026〕2号"),
        ("〔2026〕3", "2026Q3", "〔2026〕2号"),
        ("〔2026〕2", "2026Q2", "〔2026〕1号"),
        ("〔2026〕1", "2026Q2", "〔2026〕1号"),
    ]
    assert found[1] | {"meeting": "", "dated": ""} == {
        "number": "〔2026〕4",
        "quarter": "2026Q3",
        "text": "增设充电桩",
        "item": "议定事项",
        "meeting": "",
        "minutes": "〔2026〕2号",
        "dated": "",
    }


def test_a_search_leaves_each_decision_its_number(app: Flask, world: World) -> None:
    decide(a_signed_meeting(world), "楼道每周清理", "增设充电桩")

    assert [row["number"] for row in told(app, "decisions", "--search", "充电")] == ["〔2026〕3"]


def test_a_correction_keeps_the_number_and_leads_to_the_newest_version(client: CheckedClient, world: World) -> None:
    a_signed_meeting(world)
    newest = _file(world, db.session.scalars(db.select(Minutes)).one(), year=2026, number=1, revision=2)
    db.session.commit()
    enter(client, world, "supervisor", language="en")

    page = client.page(world.url("decisions/"))

    assert len(page.rows()) == 1
    assert page.links()["〔2026〕1号"].endswith(f"/minutes/{newest.id}")


def test_what_is_not_signed_is_no_decision_yet(app: Flask, client: CheckedClient, world: World) -> None:
    meeting = a_signed_meeting(world, quarter=3)
    a_held_meeting(world, quarter=4)
    assert len(told(app, "decisions")) == 1
    meeting.state = MeetingState.HELD
    db.session.commit()
    enter(client, world, "supervisor", language="en")
    assert client.page(world.url("decisions/")).rows() == []


@pytest.mark.parametrize("who", ["supervisor", "grid_worker", "unit_member", "district_observer"])
def test_whoever_reads_minutes_finds_decisions_by_two_characters(client: CheckedClient, world: World, who: str) -> None:
    meeting = a_signed_meeting(world)
    decide(meeting, "=楼道每周清理")
    enter(client, world, who, language="en")

    page = client.page(world.url("decisions/?q=楼道"))

    assert len(page.rows()) == 1
    assert page.links()[meeting.title].endswith(f"/meetings/{meeting.id}")
    assert "议定事项" not in page.links()
    rows = exported(client, world.url("decisions/export.xlsx?q=楼道"))
    assert [row[:3] for row in rows] == [("〔2026〕2", "Q3 2026", "=楼道每周清理")]


def test_the_clerk_goes_from_decision_to_item_and_from_minutes_to_decisions(
    client: CheckedClient, world: World
) -> None:
    meeting = a_signed_meeting(world, quarter=2, number=1)
    a_signed_meeting(world, quarter=3, number=2)
    issued = db.session.scalars(db.select(IssuedMinutes).where(IssuedMinutes.number == 1)).one()
    enter(client, world, "staff", language="en")

    page = client.page(world.url(f"minutes/{issued.id}")).follow("Decisions")

    assert len(page.rows()) == 1
    assert page.links()["议定事项"].endswith(f"/meetings/items/{meeting.items[-1].id}")
    assert "Register of decisions" in client.page(world.url("minutes/")).links()
    assert len(client.page(world.url(f"meetings/{meeting.id}")).follow("Decisions").rows()) == 1


def test_a_task_leads_the_clerk_to_the_item_that_issued_it(client: CheckedClient, world: World) -> None:
    meeting = a_signed_meeting(world)
    action, loose = db.session.scalars(db.select(ActionItem)).one(), an_action(world)
    db.session.commit()
    enter(client, world, "staff", language="en")

    links = client.page(world.url(f"actions/{action.id}")).links()

    item = meeting.items[-1]
    name = f"{meeting.title}：{item.title}"
    assert links[name].endswith(f"/meetings/items/{item.id}")
    assert name not in client.page(world.url(f"actions/{loose.id}")).links()
    enter(client, world, "unit_member", language="en")
    links = client.page(world.url(f"actions/{action.id}")).links()
    assert name not in links
    assert links[meeting.title].endswith(f"/meetings/{meeting.id}")


def test_a_meeting_without_signed_minutes_leads_to_no_decisions(client: CheckedClient, world: World) -> None:
    meeting = a_held_meeting(world)
    enter(client, world, "staff", language="en")

    assert "Decisions" not in client.page(world.url(f"meetings/{meeting.id}")).links()


@pytest.mark.parametrize(
    ("query", "number"),
    [("year=2026", 1), ("year=2027", 1), ("year=x", 2), ("quarter=2026Q2", 1), ("quarter=x", 2), ("meeting=0", 0)],
)
def test_the_register_is_filtered(client: CheckedClient, world: World, query: str, number: int) -> None:
    a_signed_meeting(world, quarter=2)
    a_signed_meeting(world, quarter=3, year=2027)
    enter(client, world, "supervisor", language="en")

    assert len(client.page(world.url(f"decisions/?{query}")).rows()) == number


def test_another_communitys_decisions_do_not_stand_in_the_register(client: CheckedClient, world: World) -> None:
    a_signed_meeting(world)
    enter(client, world, "stranger_staff", language="en")

    assert client.page(f"/c/{world.elsewhere}/decisions/").rows() == []
    client.page(world.url("decisions/"), status=404)
    client.page(world.url("promises/"), status=404)


def test_minutes_are_found_by_words_of_their_text_but_not_of_a_correction(client: CheckedClient, world: World) -> None:
    a_signed_meeting(world)
    minutes = db.session.scalars(db.select(Minutes)).one()
    minutes.body = "一、议定事项\n增设充电桩。"
    db.session.commit()
    enter(client, world, "supervisor", language="en")
    assert len(client.page(world.url("minutes/?q=充电 纪要")).rows()) == 1
    assert client.page(world.url("minutes/?q=楼道")).rows() == []

    minutes.state = MinutesState.DRAFTING
    db.session.commit()

    assert client.page(world.url("minutes/?q=充电")).rows() == []
    assert len(client.page(world.url("minutes/?q=纪要")).rows()) == 1


def test_promises_tell_quarter_both_deadlines_state_and_report(app: Flask, world: World) -> None:
    a_signed_meeting(world)
    action = db.session.scalars(db.select(ActionItem)).one()
    action.due = date(2027, 1, 31)
    add_progress_note(world.actor("unit_admin"), action, words="已开放20个")
    an_action(world, state=ActionState.DRAFT)

    assert told(app, "promises") == [
        {
            "quarter": "2026Q3",
            "title": "开放夜间车位",
            "unit": "江州市第二医院",
            "supporting": "",
            "expected": "开通30个车位",
            "first_deadline": "2026-12-01",
            "deadline": "2027-01-31",
            "state": "issued",
            "report": "已开放20个",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("promises", "2026Q3  开放夜间车位  江州市第二医院"), ("decisions", "〔2026〕1  2026Q3  资源清单")],
)
def test_without_a_format_each_row_is_a_line(app: Flask, world: World, kind: str, words: str) -> None:
    a_signed_meeting(world)

    result = app.test_cli_runner().invoke(args=["hub", "register", kind, "--community", "柳岸社区"])

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(words)
    assert result.stdout.count("\n") == 1


def test_a_task_of_no_meeting_stands_in_the_register_too(app: Flask, world: World) -> None:
    an_action(world)
    a_gathering(world)

    assert [(row["quarter"], row["title"]) for row in told(app, "promises", "--search", "巡诊")] == [
        (None, "每月上门巡诊一次")
    ]


@pytest.mark.parametrize(
    ("who", "report"),
    [
        ("staff", "已开放20个"),
        ("unit_member", "已开放20个"),
        ("other_unit_admin", None),
        ("district_observer", None),
    ],
)
def test_notes_on_the_way_are_for_those_concerned(
    client: CheckedClient, world: World, who: str, report: str | None
) -> None:
    a_signed_meeting(world)
    action = db.session.scalars(db.select(ActionItem)).one()
    add_progress_note(world.actor("unit_admin"), action, words="已开放20个")
    db.session.commit()
    enter(client, world, who, language="en")

    page = client.page(world.url("promises/?q=车位"))

    assert len(page.rows()) == 1
    assert ("已开放20个" in page.text) == bool(report)
    [row] = exported(client, world.url("promises/export.xlsx?q=车位"))
    assert (row[0], row[2], row[9]) == ("Q3 2026", "开放夜间车位", report)


@pytest.mark.parametrize("who", ["other_unit_admin", "district_observer"])
def test_a_report_names_no_resident_to_other_readers(client: CheckedClient, world: World, who: str) -> None:
    an_action(world, outcome="已联系3座502的阿婆，电话13905061234")
    db.session.commit()
    enter(client, world, who, language="en")

    assert "13905061234" not in client.page(world.url("promises/")).text
    assert "13905061234" not in str(exported(client, world.url("promises/export.xlsx")))


def test_promises_are_filtered_by_the_quarter_of_their_meeting(client: CheckedClient, world: World) -> None:
    meeting = a_signed_meeting(world, quarter=2, number=1)
    a_signed_meeting(world, quarter=3, number=2)
    enter(client, world, "unit_member", language="en")

    page = client.page(world.url("promises/?quarter=2026Q2&show=open"))

    assert len(page.rows()) == 1
    assert page.links()["Q2 2026"].endswith(f"/meetings/{meeting.id}")
    assert "Register of promises" in client.page(world.url("actions/")).links()


def test_ten_times_the_rows_need_the_same_statements(app: Flask, world: World) -> None:
    meeting = a_signed_meeting(world)
    with statements() as few:
        told(app, "promises")
        told(app, "decisions")
    decide(meeting, *(f"议定第{number}项" for number in range(9)))
    for number in range(9):
        an_action(world, title=f"任务{number}", agenda_item_id=meeting.items[-1].id)
    with statements() as many:
        assert len(told(app, "promises")) == len(told(app, "decisions")) == 10
    assert len(many) <= len(few)


def test_minutes_are_found_by_their_decisions_and_promises(client: CheckedClient, world: World) -> None:
    meeting = a_signed_meeting(world)
    decide(meeting, "电动车停到地下一层")
    an_action(world, agenda_item_id=meeting.items[0].id, title="护学岗", expected="每周两次")
    enter(client, world, "supervisor", language="en")
    for words, found in (("地下一层", 1), ("护学岗 每周", 1), ("江州市第二医院 护学岗", 1), ("地下一层 护学岗", 0)):
        assert len(client.page(world.url(f"minutes/?q={words}")).rows()) == found, words
