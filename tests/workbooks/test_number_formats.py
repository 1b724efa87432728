"""What a reader of the sheet sees: units in number formats, times beside days, shares, yes and no."""

from datetime import date

import pytest

from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900, EPOCH_1904, read_format, value_of
from partner_hub.workbooks.xlsx.workbook import Value
from tests.workbooks.books import SheetOf, build, doubted, plan_of, record_of

NEEDS_HEAD = ["序号", "需求名称", "需求内容", "服务对象", "涉及数量", "提出时间", "是否紧急"]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ('0"户"', 30, "30户"),
        ('G/通用格式"户"', 45, "45户"),
        ('General"人"', 7, "7人"),
        ('#,##0"户"', 1200, "1200户"),
        (r"#,##0\户", 12, "12户"),
        ("0户", 5, "5户"),
        ('"约"0"户"', 30, "约30户"),
        ('"第"0"网格"', 3, "第3网格"),
        ('0" 户"', 5, "5户"),
        ('@"户"', 5, "5户"),
        ('0.00"元"', 50, "50元"),
        ('0.0"万元"', 1.5, "1.5万元"),
        ('0"户";[Red]-0"户"', -3, "-3户"),
        # A comma behind the last place divides what is shown by a thousand: the number is 12,000.
        ('0!.0,"万人"', 12000, "12000人"),
        (r'[>=10000]0\.0,"万人";0"人"', 12000, "12000人"),
        (r'[>=10000]0\.0,"万人";0"人"', 300, "300人"),
        ('[=1]"是";[=0]"否"', 1, "是"),
        ('[=1]"是";[=0]"否"', 0, "否"),
        ('0"户";;"无"', 0, "无"),
        ("0%", 0.8, "80%"),
        ("0.0%", 0.125, "12.5%"),
        # Signs are no words.
        ('_ "¥"* #,##0.00_ ;', 300.5, 300.5),
        ("000-0000-0000", 13800138000, 13800138000),
        ('"(0590)"00000000', 87654321, 87654321),
        ("0.00E+00", 123, 123),
        ("0;;;", 0, 0),
        ("@", 5, 5),
        ('"', 5, 5),
        ("yyyy/m/d h:mm", 46346.6041666667, "2026-11-20 14:30"),
        ('m"月"d"日" h:mm', 46347.375, "2026-11-21 09:00"),
        ("yyyy/m/d h:mm", 46346.0, date(2026, 11, 20)),
        ("yyyy/m/d", 46346.6041666667, date(2026, 11, 20)),
        ("h:mm", 46346.6041666667, "2026-11-20 14:30"),
        ("h:mm", 0.6041666667, "14:30"),
        ("[h]:mm", 1.5, "36:00"),
        ("h:mm:ss", 0.6046875, "14:30"),
        ("h:mm", 0.604166, "14:30"),
        ("yyyy/m/d h:mm", 46346.6046875, "2026-11-20 14:30"),
        ('0"戶"', 30, "30戶"),
        ('上午/下午h"时"mm"分"', 0.6, "14:24"),
        ("[$-804]aaaa", 46346, date(2026, 11, 20)),
        ('e"年"m"月"d"日"', 46346, date(2026, 11, 20)),
        ('yyyy"年"m"月"', 46346, "2026年11月"),
        ("yyyy", 46346, "2026年"),
    ],
)
def test_a_number_is_what_its_format_shows(code: str, number: float, shown: Value) -> None:
    assert value_of(number, read_format(code), EPOCH_1900) == shown


def test_the_days_of_a_macintosh_are_counted_from_1904() -> None:
    assert value_of(44884.375, read_format("yyyy/m/d h:mm"), EPOCH_1904) == "2026-11-20 09:00"
    assert value_of(2_958_465, read_format("yyyy/m/d"), EPOCH_1904) == 2_958_465


def test_a_format_may_be_as_long_as_it_likes() -> None:
    assert value_of(30, read_format('0"户"' + ";" * 100_000), EPOCH_1900) == "30户"


def test_units_of_number_formats_count_households_or_persons() -> None:
    rows = [
        [1, "楼道照明", "楼道灯不亮", "老年人", 30, "2026-10-08", True],
        [2, "托管", "孩子没人看", "家长", 45, "", ""],
    ]
    plan = plan_of("needs", build(需求=SheetOf([NEEDS_HEAD, *rows], formats={"E2": '0"户"', "E3": 'General"人次"'})))
    assert record_of(plan, 2, "beneficiary_count_text", "beneficiary_count", "beneficiary_unit") == {
        "beneficiary_count_text": "30户",
        "beneficiary_count": 30,
        "beneficiary_unit": "户",
    }
    assert record_of(plan, 3, "beneficiary_count", "beneficiary_unit") == {
        "beneficiary_count": 45,
        "beneficiary_unit": "人次",
    }


@pytest.mark.parametrize(
    ("head", "written", "urgency"),
    [
        *(("是否紧急", yes, "紧急") for yes in (True, "TRUE", "true", "是", "√", "✓", "Y", "yes", 1, "1")),
        *(("是否紧急", no, "一般") for no in (False, "FALSE", "否", "×", "N", "no", 0, "0", "", "/")),
        ("紧急程度", "√", "紧急"),
        ("紧急", 1, "紧急"),
        ("紧急程度", 1, "1"),
        ("优先级", "一级", "特急"),
    ],
)
def test_yes_and_no_are_urgencies(head: str, written: Value, urgency: str) -> None:
    rows = [
        [1, "楼道照明", "楼道灯不亮", "老年人", 30, "2026-10-08", written],
        [2, "托管", "孩子没人看", "家长", 45, "", "紧急"],
    ]
    plan = plan_of("needs", build(需求=SheetOf([[*NEEDS_HEAD[:-1], head], *rows])))
    assert record_of(plan, 2, "urgency") == {"urgency": urgency}
    assert bool(doubted(plan, 2)) == (urgency == "1")


@pytest.mark.parametrize(
    ("urgent", "very_urgent", "urgency"),
    [
        (False, True, "特急"),
        (True, "√", "特急"),
        (True, False, "紧急"),
        (1, "", "紧急"),
        (False, False, "一般"),
        ("", "", "一般"),
    ],
)
def test_two_columns_of_yes_and_no_are_one_urgency(urgent: Value, very_urgent: Value, urgency: str) -> None:
    heads = [*NEEDS_HEAD[:-1], "紧急", "特急"]
    row = [1, "楼道照明", "楼道灯不亮", "老年人", 30, "2026-10-08", urgent, very_urgent]
    plan = plan_of("needs", build(需求=SheetOf([heads, row])))
    assert record_of(plan, 2, "urgency") == {"urgency": urgency}
    assert doubted(plan, 2) == set()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", " #VALUE! ", "#DIV/0!"])
def test_an_error_that_was_pasted_as_words_is_empty_and_a_doubt(error: str) -> None:
    plan = plan_of("needs", build(需求=SheetOf([NEEDS_HEAD, [1, "照明", "灯不亮", "老年人", error, error, "紧急"]])))
    assert record_of(plan, 2, "beneficiary_count_text", "raised_on") == {"beneficiary_count_text": "", "raised_on": ""}
    assert doubted(plan, 2) == {("beneficiary_count", "excel_error"), ("raised_on", "excel_error")}
