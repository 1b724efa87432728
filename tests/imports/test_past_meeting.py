"""The record of a past meeting: what is brought in, what is refused, and that nothing comes in twice."""

import json
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.imports.past_meeting.import_meeting import MeetingImport, import_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.minutes import issue_document, printing
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, MeetingState, Presence
from tests.support.records import a_need
from tests.support.world import World, settle

RECORD: dict[str, Any] = {
    "year": 2026,
    "quarter": 1,
    "date": "2026-01-15",
    "planned_start": "14:30",
    "actual_start": "14:36",
    "end": "16:40",
    "place": "二楼会议室",
    "theme": "暖冬",
    "chair": {"name": "沈若溪", "title": "书记"},
    "recorder": {"name": "丁一鸣", "title": "专干"},
    "guests": [{"name": "程昉", "title": "副书记", "org": "柳岸街道"}],
    "community_staff": [{"name": "何小满", "title": "网格长"}],
    "present": [{"unit_name": "江州市第二医院", "person": "罗𬭎", "title": "主任"}],
    "absent_with_leave": [{"unit_name": "江州市柳岸小学", "contact": "江帆", "reason": "开学典礼"}],
    "absent_without_notice": [],
    "agenda": [
        {"title": "上季度3件事回头看", "speaker": "丁一鸣"},
        {"title": "供需对接", "speaker": "沈若溪"},
        {"title": "总结与决定", "speaker": "沈若溪"},
    ],
    "followups_last_quarter": [
        {
            "title": "护学岗",
            "lead": {"name": "江州市柳岸小学"},
            "support": [],
            "status": "续办",
            "new_due": "2026-03-31",
        }
    ],
    "matches": [
        {
            "no": "a",
            "needs": [{"name": "陪诊没人"}],
            "offerings": [{"name": "陪诊员", "unit_name": "江州市第二医院"}],
            "units": [{"name": "江州市第二医院"}, {"name": "江州市柳岸小学"}],
            "note": "每周三",
        }
    ],
    "decisions": ["清单每季度更新"],
    "deferred": [{"needs": [{"name": "没有这一条"}], "reason": "下季度再议"}],
    "actions": [
        {
            "title": "排班表",
            "responsible": {"name": "江州市第二医院"},
            "supporting": [{"name": "一网格"}],
            "due": "2026-02-01",
        },
        {"title": "对接单", "responsible": {"name": "社区党委"}, "supporting": [], "due": "2026-01-18"},
    ],
    "next_meeting": "4月中旬",
}


@pytest.fixture
def world(app: Flask) -> World:
    world = settle()
    a_need(world, name="陪诊没人", public_name="陪诊没人")
    db.session.add(Offering(community_id=world.community, partnership_id=world.hospital, name="陪诊员", state="listed"))
    db.session.commit()
    return world


def bring_in(world: World, **changes: Any) -> MeetingImport:
    community = db.session.get_one(Community, world.community)
    data = json.dumps(deepcopy(RECORD) | changes, ensure_ascii=False).encode()
    return import_meeting(Actor.of_operator(community.id), community, data=data, filename="m.json")


def the_meeting(world: World) -> Meeting:
    return meeting_record(bring_in(world).meeting.id)


def test_the_meeting_comes_in_as_held(world: World) -> None:
    meeting = the_meeting(world)
    assert (meeting.state, meeting.title) == (MeetingState.HELD, "柳岸社区2026年第一季度党建联席会")
    assert f"{meeting.actual_start:%H:%M}" == "06:36"


def test_seats_keep_delegates_presence_and_reason(world: World) -> None:
    seats = {seat.partnership_id: seat for seat in the_meeting(world).seats}
    assert (seats[world.hospital].presence, seats[world.hospital].delegate_name) == (Presence.PRESENT, "罗𬭎")
    assert (seats[world.school].presence, seats[world.school].reason) == (Presence.EXCUSED, "开学典礼")


def test_what_was_dealt_with_goes_under_the_item_of_its_kind(world: World) -> None:
    items = {item.kind: item for item in the_meeting(world).items}
    assert [line.status for line in items[ItemKind.FOLLOW_UP].follow_ups] == [FollowUpStatus.CONTINUED]
    assert [match.promise for match in items[ItemKind.MATCHING].matches] == ["每周三"]
    assert [decision.text for decision in items[ItemKind.DECISIONS].decisions] == ["清单每季度更新"]
    assert [action.title for action in items[ItemKind.DECISIONS].actions] == ["排班表", "对接单"]


def test_a_unit_that_promises_without_an_offering_supports(world: World) -> None:
    match = next(match for item in the_meeting(world).items for match in item.matches)
    partners = [(partner.partnership_id, partner.is_lead, partner.offering is not None) for partner in match.partners]
    assert partners == [(world.hospital, True, True), (world.school, False, False)]


def test_who_is_no_unit_stays_in_words(world: World) -> None:
    actions = [action for item in the_meeting(world).items for action in item.actions]
    assert [action.responsible_name for action in actions] == ["江州市第二医院", "社区党委"]
    assert [supporter.name for supporter in actions[0].supporters] == ["一网格"]


def test_a_need_that_is_not_on_record_is_named(world: World) -> None:
    assert any("没有这一条" in doubt for doubt in bring_in(world).doubts)


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    first, second = bring_in(world), bring_in(world)
    assert (first.is_new, second.is_new, second.meeting.id) == (True, False, first.meeting.id)


def test_another_record_of_the_same_quarter_is_refused(world: World) -> None:
    bring_in(world)
    with pytest.raises(DomainError):
        bring_in(world, theme="另一个")


def test_an_unknown_unit_in_the_room_is_refused_with_its_name(world: World) -> None:
    with pytest.raises(SeveralFaults, match="不存在的银行"):
        bring_in(world, present=[{"unit_name": "不存在的银行", "person": "某某"}])
    assert db.session.scalar(db.select(Meeting)) is None


@pytest.mark.parametrize(
    "changes", [{"quarter": 5}, {"date": "15.1.2026"}, {"planned_start": "25:00"}, {"agenda": "无"}, {"matches": [{}]}]
)
def test_a_file_that_does_not_fit_is_refused(world: World, changes: dict[str, Any]) -> None:
    with pytest.raises(SeveralFaults, match=next(iter(changes))):
        bring_in(world, **changes)


def test_every_fault_is_named_at_once(world: World) -> None:
    with pytest.raises(SeveralFaults) as refusal:
        bring_in(world, quarter=5, year="二〇二六")
    assert len(refusal.value.faults) == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"[]", b'{"year": 2026}', "纪要".encode("gbk")])
def test_what_is_no_record_is_refused_with_a_sentence(world: World, data: bytes) -> None:
    community = db.session.get_one(Community, world.community)
    with pytest.raises(DomainError):
        import_meeting(Actor.of_operator(community.id), community, data=data, filename="x")


def test_a_talk_goes_under_the_item_that_names_it(world: World) -> None:
    agenda = [{"title": "一、关于助餐点选址的议题"}, {"title": "3.停车难问题"}, {"title": "重点事项讨论"}]
    talks = [{"topic": "助餐点选址", "outcome": "设在一楼"}, {"topic": "车棚", "outcome": "另议"}]
    meeting = meeting_record(bring_in(world, agenda=agenda, discussions=talks).meeting.id)
    told = [[each.topic for each in item.discussions] for item in meeting.items]
    assert told == [["助餐点选址"], [], ["车棚"]]


def test_the_minutes_of_an_imported_meeting_can_be_printed(world: World) -> None:
    meeting = the_meeting(world)
    assert "：由江州市第二医院牵头，江州市柳岸小学（待该单位确认）配合，提供“陪诊员”，每周三。" in generate_draft(
        meeting_record_of(meeting)
    )
    assert printing.print_minutes(issue_document.document_to_issue(meeting, None)).pdf.startswith(b"%PDF-")


def test_the_command_line_tells_what_became_of_it(app: Flask, world: World, tmp_path: Any) -> None:
    file = tmp_path / "meeting.json"
    file.write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-8")
    runner = app.test_cli_runner()
    command = ["hub", "import", "meeting", str(file), "--community", "柳岸社区"]
    first, second = (runner.invoke(args=command) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "brought in" in first.output
    assert "nothing changed" in second.output
    target = tmp_path / "out.pdf"
    render = ["hub", "minutes", "render", "--community", "柳岸社区", "--quarter", "2026Q1", "--output", str(target)]
    assert runner.invoke(args=render).exit_code == 0
    brief = target.read_bytes()
    assert brief.startswith(b"%PDF-")
    assert runner.invoke(args=[*render, "--full"]).exit_code == 0
    assert target.read_bytes() != brief


@pytest.mark.parametrize("quarter", ["2026Q2", "2026-5", "Q1"])
def test_the_command_line_refuses_a_quarter_without_meeting(
    app: Flask, world: World, tmp_path: Any, quarter: str
) -> None:
    render = [
        "hub",
        "minutes",
        "render",
        "--community",
        "柳岸社区",
        "--quarter",
        quarter,
        "--output",
        str(tmp_path / "x.pdf"),
    ]
    result = app.test_cli_runner().invoke(args=render)
    assert (result.exit_code, (tmp_path / "x.pdf").exists()) == (1, False)
