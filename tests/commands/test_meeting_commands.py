"""A meeting is planned, its agenda read and its minutes signed from the command line."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from partner_hub.accounts.models import User
from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import add_progress_note
from partner_hub.core.actor import OPERATOR
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.meetings.models import Meeting
from partner_hub.messages.models import Message
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState
from tests.support.gathering import a_gathering
from tests.support.held import a_held_meeting
from tests.support.queries import statements
from tests.support.records import an_action
from tests.support.world import World

CITY = "柳岸社区"


@pytest.fixture(autouse=True)
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", "en")


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["hub", *words])
    db.session.expire_all()
    return result


def agenda(app: Flask, *words: str) -> list[dict[str, Any]]:
    result = run(app, "agenda", "--community", CITY, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def plan(app: Flask, quarter: str = "2026Q4", day: str = "2026-12-10", *words: str) -> Result:
    return run(app, "meeting", "plan", "--community", CITY, "--quarter", quarter, "--date", day, *words)


def sign(app: Flask, world: World, *words: str, who: str = "secretary") -> Result:
    return run(app, "minutes", "sign", "--community", CITY, "--by", email_of(world, who), *words)


def email_of(world: World, who: str) -> str:
    return db.session.get_one(User, world.people[who]).email or ""


def test_the_agenda_tells_matches_tasks_and_decisions(app: Flask, world: World) -> None:
    a_held_meeting(world)

    matching, last = agenda(app, "--quarter", "2026Q3")

    assert (matching["position"], matching["kind"], matching["title"]) == (1, "matching", "供需对接")
    assert matching["predecessor"] is None
    assert matching["lines"] == [
        {
            "kind": "match",
            "title": "独居老人要人陪诊",
            "unit": "江州市第二医院",
            "state": "confirmed",
            "deadline": None,
            "report": "",
        }
    ]
    assert last["lines"] == [
        {
            "kind": "task",
            "title": "开放夜间车位",
            "unit": "江州市第二医院",
            "state": "draft",
            "deadline": "2026-12-01",
            "report": "",
        },
        {
            "kind": "decision",
            "title": "资源清单每季度第一周更新",
            "unit": "",
            "state": "passed",
            "deadline": None,
            "report": "",
        },
    ]


def test_a_planned_meeting_shows_earlier_promises_with_the_units_report(app: Flask, world: World) -> None:
    action = an_action(world)
    add_progress_note(world.actor("unit_admin"), action, words="已上门两次")

    result = plan(app, "2026Q4", "2026-12-10", "--format", "json")

    assert result.exit_code == 0, result.output
    promises = json.loads(result.stdout)[0]
    assert promises["kind"] == "follow_up"
    assert promises["lines"] == [
        {
            "kind": "follow_up",
            "title": "每月上门巡诊一次",
            "unit": "江州市第二医院",
            "state": "issued",
            "deadline": "2026-12-31",
            "report": "已上门两次",
        }
    ]
    meeting = db.session.scalars(db.select(Meeting)).one()
    assert meeting.planned_start == datetime(2026, 12, 10, 7, 0, tzinfo=UTC)


def test_it_takes_the_hour_of_the_last_meeting_and_says_what_came(app: Flask, world: World) -> None:
    a_held_meeting(world).planned_start = datetime(2026, 7, 16, 1, 30, tzinfo=UTC)

    result = plan(app)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("柳岸社区2026年第四季度党建联席会 is planned.\n1. 上季度议定事项回头看\n")
    meeting = db.session.scalars(db.select(Meeting).where(Meeting.quarter == 4)).one()
    assert meeting.planned_start == datetime(2026, 12, 10, 1, 30, tzinfo=UTC)
    assert (meeting.place, meeting.chair_name) == ("社区党群服务中心二楼", "沈若溪")


def test_a_second_regular_meeting_is_refused(app: Flask, world: World) -> None:
    plan(app)

    result = plan(app, day="2026-12-11")

    assert result.exit_code == 1
    assert "This quarter already has its meeting" in result.stderr


def test_an_item_that_came_back_names_its_predecessor(app: Flask, world: World) -> None:
    meeting = a_gathering(world, ItemKind.OTHER, state=MeetingState.HELD)
    meeting.items[0].state = ItemState.POSTPONED

    plan(app, "2027Q1", "2027-03-10")

    back = next(item for item in agenda(app, "--quarter", "2027Q1") if item["kind"] == "other")
    assert back["predecessor"] == "2026Q4 1. 议题 other"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Please give either --quarter or --meeting."),
        (("--quarter", "2026Q3", "--meeting", "1"), "Please give either --quarter or --meeting."),
        (("--quarter", "2026Q1"), "There is no meeting of 2026Q1."),
        (("--meeting", "99999"), "There is no meeting of 99999."),
    ],
)
def test_it_asks_for_one_meeting_of_this_community(
    app: Flask, world: World, words: tuple[str, ...], sentence: str
) -> None:
    result = run(app, "agenda", "--community", CITY, *words)

    assert (result.exit_code, result.stderr) == (1, f"Error: {sentence}\n")


def test_any_meeting_is_found_by_its_number(app: Flask, world: World) -> None:
    meeting = a_held_meeting(world)

    assert agenda(app, "--meeting", str(meeting.id)) == agenda(app, "--quarter", "2026Q3")


def test_ten_promises_need_no_more_statements_than_one(app: Flask, world: World) -> None:
    an_action(world)
    plan(app)
    plan_of_many = "2027Q1", "2027-03-10"
    with statements() as few:
        agenda(app, "--quarter", "2026Q4")
    for number in range(9):
        an_action(world, title=f"任务{number}")
    plan(app, *plan_of_many)
    with statements() as many:
        assert len(agenda(app, "--quarter", "2027Q1")[0]["lines"]) == 10
    assert len(many) <= len(few)


@pytest.mark.pdf
def test_the_operator_signs_on_behalf_of_the_secretary_who_is_told(app: Flask, world: World) -> None:
    meeting = a_held_meeting(world)

    result = sign(app, world, "--quarter", "2026Q3")

    assert result.exit_code == 0, result.output
    assert "〔2026〕1号" in result.stdout
    version = db.session.scalars(db.select(IssuedMinutes)).one()
    assert (version.signed_by_id, version.signed_by) == (None, f"{OPERATOR}（代沈若溪）")
    signed = next(event for event in history_of(version.minutes) if event.tag == "minutes:sign")
    assert (signed.actor_name, signed.on_behalf_of) == (OPERATOR, "沈若溪")
    told = db.select(Message).where(Message.kind == "minutes", Message.user_id == world.actor("secretary").user_id)
    message = db.session.scalars(told).one()
    assert message.path == world.url(f"minutes/{version.id}")
    assert db.session.get_one(Meeting, meeting.id).state is MeetingState.MINUTES_SIGNED
    assert db.session.scalars(db.select(ActionItem.state)).all() == [ActionState.ISSUED]
    assert "signed" in sign(app, world, "--quarter", "2026Q3").stderr


def test_every_problem_is_listed_at_once_and_nothing_is_left(app: Flask, world: World) -> None:
    meeting = a_held_meeting(world, expected="")
    meeting.items[0].state = ItemState.ACCEPTED
    meeting.items[1].decisions[0].text = "独居老人周秋菊要人陪诊，\u0915"

    result = sign(app, world, "--quarter", "2026Q3")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "Error: The minutes cannot be signed yet:"
    for words in ("Not decided: 1. 供需对接", "“开放夜间车位” has no expected result.", "U+0915", "周秋菊"):
        assert words in result.stderr
    assert db.session.scalar(db.select(Minutes)) is None


def test_a_meeting_still_to_come_has_nothing_to_sign(app: Flask, world: World) -> None:
    a_gathering(world, ItemKind.OTHER)

    result = sign(app, world, "--quarter", "2026Q4")

    assert result.exit_code == 1
    assert "the record is now “Being prepared”" in result.stderr
    assert "Not decided: 1. 议题 other" in result.stderr


@pytest.mark.parametrize("who", ["staff", "unit_admin", "stranger_staff"])
def test_only_a_secretary_of_the_community_can_be_named(app: Flask, world: World, who: str) -> None:
    a_held_meeting(world)

    result = sign(app, world, "--quarter", "2026Q3", who=who)

    assert result.exit_code == 1
    assert "is no secretary of 柳岸社区." in result.stderr


@pytest.mark.pdf
def test_what_somebody_has_looked_at_stands_in_no_way(app: Flask, world: World) -> None:
    meeting = a_held_meeting(world)
    meeting.items[1].decisions[0].text = "独居老人周秋菊要人陪诊"
    meeting.items[1].actions[0].due = date(2026, 12, 2)

    result = sign(app, world, "--meeting", str(meeting.id), "--looked", "--dated", "2025-07-14")

    assert result.exit_code == 0, result.output
    assert db.session.scalars(db.select(IssuedMinutes.dated)).one() == date(2025, 7, 14)
