"""What stands in an annex is a table of its own, to which the body points."""

from dataclasses import replace
from datetime import date

from partner_hub.minutes.drafting.annexes import annexes_of
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import (
    ActionRecord,
    DiscussionRecord,
    FollowUpRecord,
    ItemRecord,
    MatchRecord,
)
from partner_hub.minutes.drafting.unit_names import UnitNames
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState
from partner_hub.vocabulary.minutes import AttendancePlace, Placement
from tests.support.drafting import BRIEF, FULL, ITEM, meeting_of

MATCH = MatchRecord(
    ("停车协调",), (("税务分局", "夜间“错峰”开放"), ("青苗物业", "岗亭")), "7月29日起。", MatchState.CONFIRMED
)
RATIFIED = replace(MATCH, needs=("上门理发",), partners=(("理发店", ""),), promise="", ratified=True)
TASK = ActionRecord("1、装便民箱。", "宠物医院", ("物业", "城管中队"), date(2026, 7, 31), "")
LATE = FollowUpRecord(
    "换软管", "燃气公司", "物业", FollowUpStatus.CONTINUED, "完成52户，顺延至8月底", date(2026, 8, 31)
)
EVERYTHING = replace(
    ITEM,
    state=ItemState.NOTED,
    matches=(MATCH, RATIFIED),
    actions=(TASK,) * 3,
    follow_ups=(LATE,),
    discussions=(DiscussionRecord("驿站谁管", (("江帆", "学校出志愿者。"),), "益苗牵头"),),
)


def tables_of(item: ItemRecord, choices: DraftChoices) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {annex.title: (annex.columns, *annex.rows) for annex in annexes_of(meeting_of(item), choices)}


def placed(**placements: Placement) -> DraftChoices:
    return replace(BRIEF, placements={f"matching/{kind}": at for kind, at in placements.items()})


def test_matches_and_tasks_stand_in_tables_without_empty_columns() -> None:
    third = replace(MATCH, needs=("托管",), partners=(("小学", ""),), promise="")
    assert tables_of(replace(EVERYTHING, matches=(MATCH, RATIFIED, third)), BRIEF) == {
        "2026年第二季度党建联席会议供需对接清单": (
            ("序号", "事项", "承接单位", "提供资源", "约定内容", "备注"),
            ("1", "停车协调", "税务分局（牵头）、青苗物业（配合）", "“夜间‘错峰’开放”“岗亭”", "2026年7月29日起", ""),
            ("2", "托管", "小学", "", "", ""),
            ("3", "上门理发", "理发店", "", "", "会前确认，会议追认"),
        ),
        "2026年第二季度党建联席会议任务清单": (
            ("序号", "任务", "责任单位", "配合单位", "完成时限"),
            *((str(number), "装便民箱", "宠物医院", "物业、城管中队", "2026年7月31日") for number in (1, 2, 3)),
        ),
    }


def test_the_body_points_to_each_and_says_nothing_of_it_again() -> None:
    everywhere = dict.fromkeys(("follow_ups", "matches", "discussions", "tasks"), Placement.ANNEX)
    choices = placed(**everywhere)
    body = generate_draft(meeting_of(EVERYTHING), choices).split("\n", 2)[2]
    assert body.split("\n") == [
        "上季度议定事项1项，续办（见附件1）。",
        "会议研究确认供需对接1项，一并追认会前确认的供需对接1项（见附件2）。",
        "关于驿站谁管，会议明确：益苗牵头（见附件3）。",
        "会议明确任务3项（见附件4）。",
    ]
    tables = list(tables_of(EVERYTHING, choices).values())
    assert tables[0][1] == ("1", "换软管", "燃气公司", "物业", "续办", "完成52户，完成时限调整为2026年8月31日")
    assert tables[2][1] == ("1", "驿站谁管", "江帆：学校出志愿者")


def test_units_have_their_whole_names_in_tables() -> None:
    units = (UnitNames("江州市税务分局", "税务分局"),)
    promise = "税务分局录车牌"
    item = replace(ITEM, matches=(replace(MATCH, promise=promise),) * 3)
    [annex] = annexes_of(meeting_of(item, units=units), BRIEF)
    assert annex.rows[0][2:] == (
        "江州市税务分局（牵头）、青苗物业（配合）",
        "“夜间‘错峰’开放”“岗亭”",
        "江州市税务分局录车牌",
    )


def test_a_table_of_two_entries_is_none_unless_it_was_asked_for() -> None:
    few = replace(ITEM, actions=(TASK, TASK))
    assert tables_of(few, BRIEF) == {}
    assert len(tables_of(few, placed(tasks=Placement.ANNEX))) == 1


def test_the_only_annex_has_no_number_but_beside_that_of_the_names() -> None:
    item = replace(ITEM, actions=(TASK,) * 3)
    assert "（见附件）" in generate_draft(meeting_of(item), FULL)
    assert "（见附件1）" in generate_draft(meeting_of(item), replace(FULL, attendance_place=AttendancePlace.ANNEX))


def test_the_items_of_one_table_are_counted_through() -> None:
    items = [replace(ITEM, id=number, kind=kind, actions=(TASK,) * 2) for number, kind in enumerate(ItemKind)]
    [annex] = annexes_of(meeting_of(*items), BRIEF)
    assert [row[0] for row in annex.rows] == [str(number + 1) for number in range(2 * len(items))]
    assert "会议明确任务2项（见附件第3—4项）。" in generate_draft(meeting_of(*items), BRIEF).split("\n")


def test_a_promise_that_tells_nothing_leaves_its_cell_empty() -> None:
    matches = tuple(replace(MATCH, promise=promise) for promise in ("无", "按计划。", "每月两次"))
    (annex,) = annexes_of(meeting_of(replace(ITEM, matches=matches)), BRIEF)
    assert [row[annex.columns.index("约定内容")] for row in annex.rows] == ["", "", "每月两次"]
