"""Deadlines in the words of those who need something, seen from 12 June 2025."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values.deadlines import read_deadline
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value
from tests.workbooks.books import SheetOf, build, plan_of, record_of


@pytest.mark.parametrize(
    ("written", "deadline"),
    [
        ("9月底前", "2025-09-30"),
        ("9月开学前", "2025-08-31"),
        ("8月前", "2025-07-31"),
        ("9月1日前", "2025-08-31"),
        ("9.30前", "2025-09-29"),
        ("7月初", "2025-07-10"),
        ("7月中旬", "2025-07-20"),
        ("7月下旬", "2025-07-31"),
        ("9月初前", "2025-08-31"),
        ("9月1日", "2025-09-01"),
        ("10月开张", "2025-10-31"),
        ("希望8月", "2025-08-31"),
        ("十月一日前", "2025-09-30"),
        ("2026年1月", "2026-01-31"),
        ("明年3月", "2026-03-31"),
        ("7-8月", "2025-08-31"),
        ("7月1日至7月31日", "2025-07-31"),
        ("尽快", None),
        ("2026.3", "2026-03-31"),
        ("26.3.5", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("12月31日18:00前", "2025-12-31"),
        ("9月1日前后", "2025-09-01"),
        ("8月15日左右", "2025-08-15"),
        ("2026.3.5-3.9", "2026-03-09"),
        ("2026-03-05至2026-03-09", "2026-03-09"),
        ("2026年3月5日-2026年3月9日", "2026-03-09"),
        ("7月1日至31日", "2025-07-31"),
        ("12月31日24时前", "2025-12-31"),
        ("2025年12月31日", "2025-12-31"),
        ("12月底", "2025-12-31"),
        ("随叫随到", None),
        ("早一点", None),
        ("提前通知", None),
        ("9月1日前三天", "2025-08-29"),
        ("九月底", "2025-09-30"),
        ("12.31", "2025-12-31"),
        ("12.31前", "2025-12-30"),
        ("2025.12", "2025-12-31"),
        ("2025-12-31T18:00:00", "2025-12-31"),
        ("2025年9月1日前完成", "2025-08-31"),
        ("2026/3/5 14:30", "2026-03-05"),
        ("2025-11-20 14:30", "2025-11-20"),
        ("2025-11-20 14:30前", "2025-11-20"),
        ("2025年9月1日（周一）前", "2025-08-31"),
        ("约9月", "2025-09-30"),
        ("9月1日上午", "2025-09-01"),
        ("2025年9月1日下午", "2025-09-01"),
        (date(2025, 9, 3), "2025-09-03"),
    ],
)
def test_only_words_that_name_a_month_or_day_set_a_deadline(written: Value, deadline: str | None) -> None:
    assert read_deadline(written, "2025-06-12") == Reading(deadline)


@pytest.mark.parametrize(
    ("written", "deadline", "reason"),
    [
        ("3月5日下午2点半前", "2026-03-05", "next_year"),
        ("3.5-3.9", "2026-03-09", "next_year"),
        ("3月-5月", "2026-05-31", "next_year"),
        ("农历八月十五", "2025-10-06", "named_day"),
        ("端午当天", "2026-06-19", "named_day"),
        ("元宵节前", "2026-03-02", "named_day"),
        ("中秋前", "2025-10-05", "named_day"),
        ("除夕", "2026-02-16", "named_day"),
        ("除夕前", "2026-02-15", "named_day"),
        ("重阳节", "2025-10-29", "named_day"),
        ("春节前", "2026-02-16", "named_day"),
        ("腊八", "2026-01-26", "named_day"),
        ("清明", "2026-04-05", "named_day"),
        ("清明节前", "2026-04-04", "named_day"),
        ("国庆节当天", "2025-10-01", "named_day"),
        ("正月十五前", "2026-03-02", "named_day"),
        ("腊月廿三", "2026-02-10", "named_day"),
        ("除夕前三天", "2026-02-13", "named_day"),
        ("中秋节三天前完成", "2025-10-03", "named_day"),
        ("春节前两周", "2026-02-03", "named_day"),
        ("南方小年前", "2026-02-10", "named_day"),
        ("丙午年八月十五", "2026-09-25", "named_day"),
        ("农历丙午年腊月廿三前", "2027-01-29", "named_day"),
        ("丙午年除夕", "2027-02-05", "named_day"),
        ("农历腊月三十", "2026-02-16", "named_day"),
        ("农历九月初九前", "2025-10-28", "named_day"),
        ("八月初五", "2025-09-26", "named_day"),
        ("8月廿三日", "2025-10-14", "named_day"),
        ("二〇二六年中秋前", "2026-09-24", "named_day"),
        ("9月中秋节前", "2025-10-05", "named_day"),
        ("中秋节前完成", "2025-10-05", "named_day"),
        ("重阳节活动前", "2025-10-28", "named_day"),
        ("今年中秋前", "2025-10-05", "named_day"),
        ("元旦前", "2025-12-31", "named_day"),
        ("儿童节前", "2026-05-31", "named_day"),
        ("教师节前", "2025-09-09", "named_day"),
        ("立冬前", "2025-11-06", "named_day"),
        ("冬至", "2025-12-21", "named_day"),
        ("5月", "2026-05-31", "next_year"),
        ("2026年春节前", "2026-02-16", "named_day"),
        ("闰六月初一", "2025-07-25", "named_day"),
        ("3月5日 14:00-16:00", "2026-03-05", "next_year"),
    ],
)
def test_festivals_and_months_that_have_passed_are_concluded(written: str, deadline: str, reason: str) -> None:
    assert read_deadline(written, "2025-06-12") == Reading(deadline, conclusion=reason)


@pytest.mark.parametrize(
    ("written", "doubt", "proposed"),
    [
        ("国庆前", "uncertain_deadline", "2025-09-30"),
        ("一个月内", "uncertain_deadline", "2025-07-12"),
        ("3个月内", "uncertain_deadline", "2025-09-12"),
        ("三季度", "uncertain_deadline", "2025-09-30"),
        ("暑假里", "uncertain_deadline", "2025-08-31"),
        ("9月1日后", "deadline_is_a_beginning", "2025-09-01"),
        ("9月以后", "deadline_is_a_beginning", "2025-09-30"),
        ("2026-2-30", "unreadable_deadline", ""),
        ("春节后", "deadline_is_a_beginning", "2026-02-17"),
        ("国庆前后", "uncertain_deadline", "2025-10-01"),
        ("2025年底前", "uncertain_deadline", "2025-12-31"),
        ("2025年内", "uncertain_deadline", "2025-12-31"),
        ("明年底", "uncertain_deadline", "2026-12-31"),
        ("明年", "uncertain_deadline", "2026-12-31"),
        ("年中", "uncertain_deadline", "2025-06-30"),
        ("月底", "uncertain_deadline", "2025-06-30"),
        ("本周五", "uncertain_deadline", "2025-06-13"),
        ("下周", "uncertain_deadline", "2025-06-22"),
        ("2025年第三季度", "uncertain_deadline", "2025-09-30"),
        ("2025年上半年", "uncertain_deadline", "2025-06-30"),
        ("2025年暑假", "uncertain_deadline", "2025-08-31"),
        ("五一前", "uncertain_deadline", "2026-04-30"),
        ("本月底前", "uncertain_deadline", "2025-06-30"),
        ("春节期间", "uncertain_deadline", "2026-02-17"),
        ("2025年13月", "unreadable_deadline", ""),
        ("13月", "unreadable_deadline", ""),
        ("国庆", "uncertain_deadline", "2025-10-01"),
        ("中秋国庆期间", "uncertain_deadline", "2025-10-06"),
        ("三天内", "uncertain_deadline", "2025-06-15"),
        ("年底前完成", "uncertain_deadline", "2025-12-31"),
        ("下个月", "uncertain_deadline", "2025-07-31"),
        ("小年前", "uncertain_deadline", "2026-02-09"),
        ("小年", "uncertain_deadline", "2026-02-10"),
        ("24小时", "uncertain_deadline", "2025-06-13"),
        ("48小时内", "uncertain_deadline", "2025-06-14"),
        ("中秋前两三天", "uncertain_deadline", "2025-10-06"),
        *(
            (words, "unreadable_deadline", "")
            for words in (
                "廿九",
                "寒假前",
                "5个工作日",
                "两三天内",
                "1-2个月",
                "3-5天内",
                "10:30前",
                "下午三点",
                "入冬前",
                "台风季之前",
                "丙午年底",
                "腊月底",
            )
        ),
    ],
)
def test_an_end_that_is_only_hinted_at_is_proposed(written: str, doubt: str, proposed: str) -> None:
    assert read_deadline(written, "2025-06-12") == Reading(None, doubt=doubt, proposed=proposed)


@pytest.mark.parametrize(
    ("title", "written", "deadline"),
    [
        ("2026年需求清单", "元宵节前", "2026-03-02"),
        ("2026年第四季度需求清单", "元宵节前", "2027-02-19"),
        ("2026年第四季度需求清单", "2月底", "2027-02-28"),
        ("2026年二季度需求清单", "农历八月十五", "2026-09-25"),
        ("需求清单", "元宵节前", None),
    ],
)
def test_a_festival_is_that_of_the_lists_year(title: str, written: str, deadline: str | None) -> None:
    heads = ["序号", "需求名称", "需求内容", "服务对象", "希望时间"]
    plan = plan_of("needs", build(需求=SheetOf([[title], heads, [1, "照明", "楼道灯不亮", "老年人", written]])))
    assert record_of(plan, 3, "deadline", "deadline_text") == {"deadline": deadline, "deadline_text": written}


@pytest.mark.parametrize(
    ("quarter", "raised_on", "proposed"),
    [("第一季度", "", "2025-12-20"), ("第四季度", "2026-12-20", None), ("", "2026-12-20", None)],
)
def test_a_day_behind_the_lists_quarter_is_perhaps_the_year_befores(
    quarter: str, raised_on: str, proposed: str | None
) -> None:
    heads = ["序号", "需求名称", "需求内容", "服务对象", "提出时间"]
    rows: list[list[Any]] = [[f"2026年{quarter}需求清单"], heads, [1, "照明", "楼道灯不亮", "老年人", "12月20日"]]
    plan = plan_of("needs", build(需求=SheetOf(rows)))
    assert record_of(plan, 3, "raised_on") == {"raised_on": raised_on}
    assert [each.proposed for each in plan.row(3).doubts] == ([proposed] if proposed else [])


def test_a_month_that_has_passed_is_next_years() -> None:
    assert read_deadline("2月底", "2025-11-20") == Reading("2026-02-28", conclusion="next_year")


def test_a_deadline_before_the_need_was_raised_is_a_doubt() -> None:
    assert read_deadline("7月3日", "2025-07-05") == Reading("2025-07-03", doubt="deadline_before_raised")


def test_a_month_without_any_year_is_a_doubt() -> None:
    assert read_deadline("9月底", "") == Reading(None, doubt="deadline_without_year")


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.integers(1, 12))
def test_a_named_month_is_never_a_year_away(raised: date, month: int) -> None:
    found = read_deadline(f"{month}月", raised.isoformat()).value
    assert found is not None
    assert raised <= date.fromisoformat(found) <= raised + timedelta(days=366)
