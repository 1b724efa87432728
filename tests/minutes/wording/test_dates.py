"""Dates of recorded words with the year that the meeting's day gives them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.minutes.wording.dates import absolute_dates

THURSDAY = date(2025, 7, 10)
ABSOLUTE = [
    ("7月20日前物业答复", "2025年7月20日前物业答复"),
    ("7月20号前", "2025年7月20日前"),
    ("7月20前", "2025年7月20日前"),
    ("07月05日", "2025年7月5日"),
    ("下周一评估，家属在场", "2025年7月14日评估，家属在场"),
    ("本周五前", "2025年7月11日前"),
    ("上周三", "2025年7月2日"),
    ("下星期天", "2025年7月20日"),
    ("8月底", "2025年8月底"),
    ("7.15起", "2025年7月15日起"),
    ("7.20前完成", "2025年7月20日前完成"),
    ("试到2025年9月30日，十月会上评", "试到2025年9月30日，2025年10月会上评"),
    ("7月15日起每周二留5个", "2025年7月15日起每周二留5个"),
    ("5月20日开，每天26份", "2025年5月20日开，每天26份"),
    ("9月开班先收10人", "2025年9月开班先收10人"),
    ("10月中旬，主题", "2025年10月中旬，主题"),
    ("7月至9月", "2025年7月至9月"),
    ("7—9月", "2025年7—9月"),
    ("7、8月", "2025年7、8月"),
    ("7月20日、8月1日", "2025年7月20日、8月1日"),
    ("七月二十日", "2025年7月20日"),
    ("十一月底", "2025年11月底"),
    ("明天下午", "2025年7月11日下午"),
    ("下月底前", "2025年8月底前"),
    ("下个月15日", "2025年8月15日"),
    ("月底前", "2025年7月底前"),
    ("年底前", "2025年底前"),
    ("今年以来", "2025年以来"),
    ("明年1月", "2026年1月"),
    ("下季度议", "2025年第四季度议"),
    ("12月底前", "2025年12月底前"),
    ("2025.7.10", "2025年7月10日"),
    ("2025-07-10", "2025年7月10日"),
]
KEPT = [
    "每周二",
    "每年9月",
    "3个月",
    "每月底",
    "2.5万元",
    "5.1活动",
    "版本2025.7.10.3",
    "十月革命",
    "三月内",
    "八月十五",
    "农历八月十五",
    "2月30日",
    "1月2次",
    "3月龄",
    "三天内发对接单",
    "一周内报社区",
    "20个工作日",
    "周三晚",
    "下周",
    "今天的会议",
    "15:08",
    "春节前",
    "2025年7月20日",
    "2025年7月1日至8月1日",
    "7月20号楼",
    "3、4网格",
    "上季度议定事项",
    "一月两次",
    "1月底前",
    "2月份",
    "1.2万",
    "14:30",
    "2025-13-45",
    "A7.15起",
    "先试两个月",
]


@pytest.mark.parametrize(("said", "meant"), ABSOLUTE)
def test_a_date_gets_the_year_of_the_meeting(said: str, meant: str) -> None:
    assert absolute_dates(said, THURSDAY) == meant
    assert absolute_dates(meant, THURSDAY) == meant


@pytest.mark.parametrize("text", KEPT)
def test_nothing_is_guessed(text: str) -> None:
    assert absolute_dates(text, THURSDAY) == text


@pytest.mark.parametrize(
    ("day", "said", "meant"),
    [
        (date(2025, 12, 20), "1月15日前", "2026年1月15日前"),
        (date(2025, 12, 20), "下月10日", "2026年1月10日"),
        (date(2025, 12, 20), "下季度", "2026年第一季度"),
        (date(2025, 12, 20), "11月20日办结", "2025年11月20日办结"),
        (date(2025, 12, 20), "6月", "6月"),
        (date(2025, 1, 10), "12月20日", "12月20日"),
        (date(2025, 1, 10), "12月底前", "2025年12月底前"),
        (date(2025, 1, 10), "8月底前", "2025年8月底前"),
        (date(2025, 12, 29), "下周四", "2026年1月8日"),
    ],
)
def test_the_year_turns_where_that_is_plain(day: date, said: str, meant: str) -> None:
    assert absolute_dates(said, day) == meant


@given(
    st.text("一二三十上下本明今年月日号周底前起2025.7-、至—，。每", max_size=20),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_a_second_time_nothing_changes(text: str, day: date) -> None:
    once = absolute_dates(text, day)
    assert absolute_dates(once, day) == once
