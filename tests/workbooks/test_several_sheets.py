"""Several sheets with the same kind of list are one plan; covers, instructions and figures stand aside."""

from typing import Any

import pytest

from partner_hub.partners.unit_name_matching import KnownName
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Action
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.choice import find_tables
from partner_hub.workbooks.table.row_numbers import row_number, sheet_and_row
from tests.workbooks.books import SheetOf, build, concluded, number_of, plan_of, record_of, sheets_of_records

UNITS: list[Any] = ["单位名称", "联系人", "联系电话"]
NEEDS: list[Any] = ["序号", "需求内容", "受益人数", "提出时间"]
OFFERINGS = ["序号", "服务项目", "服务内容", "服务时间", "联系人"]


@pytest.mark.parametrize("place", [(0, 1), (0, 2**20), (1, 1), (59, 7)])
def test_a_number_tells_sheet_and_row(place: tuple[int, int]) -> None:
    assert sheet_and_row(row_number(*place)) == place


def test_the_sheet_names_the_kind_of_unit_and_a_repetition_on_another_sheet_is_found() -> None:
    data = build(
        封面=SheetOf([["共建单位台账"], ["2026年"]]),
        填表说明=SheetOf([["序号", "说明"], [1, "单位名称写全称"]]),
        **{"1.党政机关": SheetOf([UNITS, ["临川市青溪区司法局", "吴桐", "13870000001"]])},
        学校=SheetOf([["学校名单"], UNITS, ["临川市柳塘小学", "花小朵", "13870000002"], ["柳塘书院", "林立", ""]]),
        **{"商户（2家）": SheetOf([UNITS, ["柳塘书院", "林立", "13870000003"]])},
        汇总=SheetOf([["单位名称", "联系人"], ["合计", "4家"]]),
    )
    plan = plan_of("units", data)
    assert sheets_of_records(plan) == ["1.党政机关", "学校", "学校", "商户（2家）"]
    assert record_of(plan, 2, "category", sheet="1.党政机关") == {"category": "党政机关"}
    assert ("category", "said_by_sheet") in concluded(plan, 3, "学校")
    again = plan.row(number_of(plan, 2, "商户（2家）"))
    assert (again.action, again.merged_into) == (Action.PROBABLY_SAME, number_of(plan, 4, "学校"))
    assert {"code": "sheets_left_aside", "params": {"sheets": "封面、填表说明、汇总"}} in plan.notes


def test_the_same_need_in_two_grids_is_asked_about_without_a_proposal() -> None:
    rows = [NEEDS, [1, "北门路灯不亮", 30, "2026.3.1"]]
    plan = plan_of("needs", build(第一网格=SheetOf(rows), 第三网格需求清单=SheetOf(rows)))
    assert record_of(plan, 2, "grid", sheet="第三网格需求清单") == {"grid": "第三网格"}
    assert plan.row(number_of(plan, 2, "第三网格需求清单")).question("row").proposal is None


def test_one_sheet_for_each_unit_names_the_unit() -> None:
    known = Known((KnownName("1", "临川市青溪区图书馆"), KnownName("2", "临川市柳塘幼儿园")))
    data = build(
        青溪区图书馆=SheetOf([OFFERINGS, [1, "亲子阅读", "每周六讲绘本", "周六", "温如玉"]]),
        Sheet2=SheetOf(
            [["资源清单"], ["单位名称：柳塘幼儿园（盖章）"], OFFERINGS, [1, "游戏场", "开放游戏场", "周日", "花小朵"]]
        ),
    )
    plan = plan_of("offerings", data, known)
    assert record_of(plan, 2, "unit_id", sheet="青溪区图书馆") == {"unit_id": "1"}
    assert record_of(plan, 4, "unit_id", sheet="Sheet2") == {"unit_id": "2"}


def test_only_the_sheets_that_are_wanted_are_read() -> None:
    rows: list[list[Any]] = [["楼栋", "房号"], *([number, number] for number in range(200))]
    data = build(底册=SheetOf(rows), 清单=SheetOf([UNITS, ["柳塘书店", "林立", ""]]), 空=SheetOf([]))
    other, wanted, empty = read_workbook(data, "表.xlsx", {"清单"}).sheets
    assert (other.is_read, other.rows) == (False, ())
    assert (wanted.is_read, len(wanted.rows)) == (True, 2)
    assert (empty.is_read, empty.rows) == (True, ())


def test_why_a_table_stands_aside_is_known() -> None:
    data = build(
        清单=SheetOf([NEEDS, [1, "北门路灯不亮", 30, "2026.3.1"]]),
        示例=SheetOf([NEEDS, [1, "楼道灯坏了", 20, "2026.1.1"]]),
        旧=SheetOf([NEEDS, [1, "井盖响", 20, "2025.1.1"]], hidden=True),
        单位=SheetOf(
            [["单位名称", "需求", "信用代码", "联系人", "联系电话", "地址", "加入时间", "单位类别"], ["某书店"] * 8],
        ),
    )  # fmt: skip
    tables = find_tables(read_workbook(data, "需求.xlsx"), "needs")
    assert {each.sheet: each.left_out for each in tables} == {
        "清单": "", "示例": "example_sheet", "旧": "hidden_sheet", "单位": "another_kind",
    }  # fmt: skip


def test_what_stands_on_side_sheets_alone_is_read() -> None:
    rows = [NEEDS, [1, "北门路灯不亮", 30, "2026.3.1"]]
    plan = plan_of("needs", build(一季度汇总=SheetOf(rows), 二季度汇总=SheetOf([NEEDS, [1, "井盖响", 9, "2026.5.1"]])))
    assert sheets_of_records(plan) == ["一季度汇总", "二季度汇总"]
