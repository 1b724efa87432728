"""The draft tells the facts of the record in official words."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.passages import chinese_numeral
from partner_hub.minutes.drafting.record import (
    ActionRecord,
    DecisionRecord,
    DiscussionRecord,
    FollowUpRecord,
    ItemRecord,
    MatchRecord,
    MeetingRecord,
    Person,
)
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState

ITEM = ItemRecord("供需对接", ItemKind.MATCHING, ItemState.PASSED, "沈若溪", "", (), (), (), (), ())
MEETING = MeetingRecord(
    community="柳岸社区",
    title="柳岸社区2026年第二季度党建联席会",
    year=2026,
    quarter=2,
    started=datetime(2026, 4, 16, 14, 30),  # noqa: DTZ001 - a wall clock
    place="社区党群服务中心二楼",
    theme="“邻里同心”",
    chair=Person("沈若溪", "社区党委书记"),
    recorder=Person("丁一鸣", "党建专干"),
    items=(ITEM,),
    present=(Person("罗𬭎", "主任", "江州市第二医院"), Person("江帆", "校长", "江州市柳岸小学")),
    excused=(),
    absent=(),
    staff=(),
    guests=(),
    deferred=(),
    next_meeting="",
)


def lines_of(**changes: object) -> list[str]:
    """The lines of one section whose item has these changes."""
    item = replace(ITEM, **changes)  # type: ignore[arg-type]
    return generate_draft(replace(MEETING, items=(item,))).split("\n")[2:]


def test_it_begins_with_time_place_chair_and_what_was_dealt_with() -> None:
    assert generate_draft(MEETING).split("\n")[0] == (
        "2026年4月16日14时30分，柳岸社区党委在社区党群服务中心二楼召开2026年第二季度党建联席会议。"
        "社区党委书记沈若溪主持会议，2家共建单位出席。会议以“邻里同心”为主题，研究了供需对接议题。"
        "现将会议议定事项纪要如下："
    )


def test_it_names_three_items_and_counts_the_rest() -> None:
    items = tuple(replace(ITEM, title=title) for title in ("学习", "回头看", "对接", "讨论"))
    assert "研究了学习、回头看、对接等4项议题。" in generate_draft(replace(MEETING, items=items))


def test_each_item_becomes_a_numbered_section_in_the_order_of_the_agenda() -> None:
    items = tuple(replace(ITEM, title=f"议题{n}", summary="会议作了通报。") for n in range(1, 12))
    headings = generate_draft(replace(MEETING, items=items)).split("\n")[1:]
    assert [each for each in headings if "、" in each][::10] == ["一、议题1", "十一、议题11"]


def test_a_section_without_content_does_not_appear() -> None:
    empty = replace(ITEM, title="自由发言", presenter="", kind=ItemKind.SPEECH, state=ItemState.NOTED)
    assert "自由发言" not in generate_draft(replace(MEETING, items=(empty,))).split("\n", 1)[1:]


def test_a_match_names_needs_lead_supporters_offerings_and_promise() -> None:
    match = MatchRecord(
        ("夜里没处停车", "消防道被堵"),
        (("税务分局", "地下车位夜间开放"), ("青苗物业", "")),
        "先放30个车位，试到6月30日",
        MatchState.CONFIRMED,
    )
    assert lines_of(matches=(match,)) == [
        "会议逐项研究并确认供需对接1项：",
        "1.夜里没处停车、消防道被堵：由税务分局牵头，青苗物业配合，提供“地下车位夜间开放”。先放30个车位，试到6月30日。",
        "会议原则同意。",
    ]


def test_an_offering_that_brings_its_own_quotation_marks_gets_no_second_pair() -> None:
    match = MatchRecord(("放学没人接",), (("柳岸小学", "“四点半”课堂"),), "", MatchState.CONFIRMED)
    assert "由柳岸小学承接，提供“四点半”课堂。" in lines_of(matches=(match,))[1]


def test_a_deferred_match_is_not_counted_among_the_confirmed() -> None:
    match = MatchRecord(("看病难",), (("江州市第二医院", ""),), "等数据", MatchState.DEFERRED)
    assert lines_of(matches=(match,))[0] == "会议决定暂缓以下对接："


@pytest.mark.parametrize("state", [MatchState.REJECTED, MatchState.RELEASED, MatchState.DECLINED])
def test_a_match_that_came_to_nothing_is_not_told(state: MatchState) -> None:
    match = MatchRecord(("看病难",), (("江州市第二医院", ""),), "等数据", state)
    assert not any("看病难" in line for line in lines_of(matches=(match,)))


def test_follow_ups_are_tallied_and_listed_with_their_new_date() -> None:
    done = FollowUpRecord("护学岗", "派出所", "柳岸小学", FollowUpStatus.DONE, "每天两岗", None)
    late = FollowUpRecord("换软管", "燃气公司", "", FollowUpStatus.CONTINUED, "完成52户", date(2026, 8, 31))
    assert lines_of(kind=ItemKind.FOLLOW_UP, follow_ups=(done, late)) == [
        "会议听取了沈若溪关于上季度议定事项办理情况的汇报。上季度议定事项共2项，其中办结1项，续办1项。",
        "1.护学岗（派出所、柳岸小学）：办结。每天两岗。",
        "2.换软管（燃气公司）：续办。完成52户。时限调整为2026年8月31日。",
    ]


def test_a_task_is_told_with_responsible_unit_supporters_absolute_deadline_and_result() -> None:
    action = ActionRecord("装便民箱", "宠物医院", ("物业", "城管中队"), date(2026, 7, 31), "6个箱子装好。")
    assert lines_of(actions=(action,))[1] == (
        "1.装便民箱。责任单位：宠物医院；配合单位：物业、城管中队；完成时限：2026年7月31日；预期成果：6个箱子装好。"
    )


def test_decisions_are_numbered_and_silence_the_general_verdict() -> None:
    decisions = (DecisionRecord("", "试运行到9月30日"), DecisionRecord("门诊缺人手", "社区先报8人"))
    assert lines_of(decisions=decisions) == ["会议议定：", "1.试运行到9月30日。", "2.门诊缺人手：社区先报8人。"]


def test_a_discussion_tells_who_said_what_and_what_came_of_it() -> None:
    discussion = DiscussionRecord("驿站谁管", (("江帆", "学校出志愿者"), ("罗𬭎", "医院出药箱。")), "益苗牵头")
    line = lines_of(kind=ItemKind.DISCUSSION, presenter="", discussions=(discussion,))[0]
    assert line == "关于驿站谁管。江帆提出，学校出志愿者；罗𬭎提出，医院出药箱。会议明确：益苗牵头。"


def test_the_summary_follows_the_opening_and_keeps_its_paragraphs() -> None:
    lines = lines_of(kind=ItemKind.SPEECH, presenter="程书记", summary="一要守时\n二要办实", state=ItemState.NOTED)
    assert lines == ["程书记在会上讲话。一要守时。", "二要办实。"]


def test_deferred_needs_and_the_next_meeting_close_the_minutes() -> None:
    text = generate_draft(replace(MEETING, deferred=(("加装电梯", "转住建部门"),), next_meeting="10月中旬"))
    assert text.split("\n")[-4:] == [
        "二、缓议和转办事项",
        "1.加装电梯：转住建部门。",
        "三、下次会议",
        "下次联席会议：10月中旬。",
    ]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numerals_are_chinese(number: int, written: str) -> None:
    assert chinese_numeral(number) == written
