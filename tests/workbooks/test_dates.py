"""Dates, validities and deadlines in the words of clerks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_hub.workbooks.values.dates import read_date, words_of_time
from partner_hub.workbooks.values.deadlines import read_deadline
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.values.validity import read_validity
from partner_hub.workbooks.xlsx.workbook import Value

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PARTS_OF_TIME = ["国庆", "中秋", "清明", "农历", "闰", "正月", "初五", "廿", "前后", "至", "9月", "暑假"]
CHINESE = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024年3月15日", "2024-03-15"),
        ("2024年3月", "2024-03"),
        ("2024年3月份", "2024-03"),
        ("2022.9.1", "2022-09-01"),
        ("2022 .9. 1", "2022-09-01"),
        ("2022/9", "2022-09"),
        ("2022.10", "2022-10"),
        ("2022-03-18", "2022-03-18"),
        ("25.6.12", "2025-06-12"),
        ("２０２５／６／２", "2025-06-02"),
        ("2025、6、2", "2025-06-02"),
        ("二〇二五年三月", "2025-03"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("2025-06-02 14:30:00", "2025-06-02"),
        ("2025-06-02T00:00:00", "2025-06-02"),
        ("2025年6月2日（周一）", "2025-06-02"),
        ("20250602", "2025-06-02"),
        (20250602, "2025-06-02"),
        (2023.5, "2023-05"),
        (date(2025, 3, 1), "2025-03-01"),
        ("", ""),
        ("—", ""),
        (None, ""),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(written: Value, iso: str) -> None:
    assert read_date(written) == Reading(iso)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2025.2.30", "unreadable_date"),
        ("2025年13月", "unreadable_date"),
        ("1825-01-01", "unreadable_date"),
        ("不详", "unreadable_date"),
        ("6月12日", "date_without_year"),
        ("12.6", "date_without_year"),
        ("2025年", "only_a_year"),
        (2022.1, "january_or_october"),
        (True, "unreadable_date"),
    ],
)
def test_a_date_that_cannot_be_is_a_doubt(written: Value, reason: str) -> None:
    assert read_date(written) == Reading("", doubt=reason)


def test_a_date_without_a_year_takes_that_of_the_list() -> None:
    assert read_date("6月12日", 2025) == Reading("2025-06-12", conclusion="year_of_the_list")
    assert read_date("2月30日", 2025).value == ""


def test_a_day_count_of_excel_is_a_date() -> None:
    assert read_date(45000) == Reading("2023-03-15", conclusion="excel_serial")
    assert read_date("45000") == Reading("2023-03-15", conclusion="excel_serial")


@given(DAYS)
def test_every_day_is_read_from_every_way_of_writing_it(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    ways: list[Value] = [
        f"{year}年{month}月{number}日",
        f"{year}.{month}.{number}",
        f"{year}/{month:02d}/{number:02d}",
        f"{year}-{month}-{number} 08:00",
        f"{year}{month:02d}{number:02d}",
        "".join(CHINESE[c] for c in str(year)) + f"年{month}月{number}号",
        day,
    ]
    assert {read_date(way).value for way in ways} == {day.isoformat()}


# The first festival loads the package for the lunar calendar.
@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=20),
        st.floats(allow_nan=False),
        st.integers(),
        st.text("0123456789年月日.-/至 底前", max_size=16),
        st.lists(st.sampled_from(PARTS_OF_TIME)).map("".join),
    )
)
def test_no_cell_breaks_the_readers_of_time(written: str | float) -> None:
    for reading in (read_date(written, 2025), read_date(written), read_deadline(written, "2025-06-01")):
        if reading.value:
            date.fromisoformat(f"{reading.value}-01"[:10])
    for validity in (read_validity(written, 2025), read_validity(written), read_validity(written, 2099)):
        end = validity.value.end
        assert end is None or date.fromisoformat(end).year > 1900


@pytest.mark.parametrize(
    ("written", "iso", "conclusion", "doubt", "proposed"),
    [
        (45000, "2023-03-15", "excel_serial", "", ""),
        ("45000", "2023-03-15", "excel_serial", "", ""),
        ("45000.6042", "2023-03-15", "excel_serial", "", ""),
        (46346.604, "2026-11-20", "excel_serial", "", ""),
        ("2026/3/5 14:30", "2026-03-05", "", "", ""),
        ("2026年3月5日 下午2点半", "2026-03-05", "", "", ""),
        ("2026-03-05 14:00-16:00", "2026-03-05", "", "", ""),
        ("2026年3月5日上午", "2026-03-05", "", "", ""),
        ("2026-3-5 9:00~11:30", "2026-03-05", "", "", ""),
        ("2026-03-05T14:30:00+08:00", "2026-03-05", "", "", ""),
        ("2026.3.5 周四 下午", "2026-03-05", "", "", ""),
        ("2026年3月5日星期四14:30", "2026-03-05", "", "", ""),
        ("三月五日", "2026-03-05", "year_of_the_list", "", ""),
        ("二〇二六年三月", "2026-03", "", "", ""),
        ("二〇二六年三月五日", "2026-03-05", "", "", ""),
        ("二零二六年三月廿五日", "2026-03-25", "", "", ""),
        ("2026.3", "2026-03", "", "", ""),
        ("26.3.5", "2026-03-05", "", "", ""),
        (2026.3, "2026-03", "", "", ""),
        ("26/3/5", "2026-03-05", "", "", ""),
        ("3月5日下午2点半", "2026-03-05", "year_of_the_list", "", ""),
        ("3月上旬", "2026-03", "only_the_month", "", ""),
        ("2026年3月上旬", "2026-03", "only_the_month", "", ""),
        ("2026年3月底", "2026-03", "only_the_month", "", ""),
        ("3月底", "2026-03", "only_the_month", "", ""),
        ("2026年初", "", "", "only_a_year", ""),
        ("2026年底", "", "", "only_a_year", ""),
        ("2026年第三季度", "", "", "only_a_year", ""),
        ("农历八月十五", "2026-09-25", "named_day", "", ""),
        ("2026年农历八月十五", "2026-09-25", "named_day", "", ""),
        ("端午当天", "2026-06-19", "named_day", "", ""),
        ("2026年端午节", "2026-06-19", "named_day", "", ""),
        ("元宵节前", "", "", "uncertain_date", "2026-03-03"),
        ("国庆前后", "", "", "uncertain_date", "2026-10-01"),
        ("除夕", "2026-02-16", "named_day", "", ""),
        ("3月-5月", "", "", "uncertain_date", "2026-03"),
        ("3.5-3.9", "", "", "uncertain_date", "2026-03-05"),
        ("2026.3.5-3.9", "", "", "uncertain_date", "2026-03-05"),
        ("2026年3月左右", "", "", "uncertain_date", "2026-03"),
        ("约2026年3月", "", "", "uncertain_date", "2026-03"),
        ("2026年3月5日前", "", "", "uncertain_date", "2026-03-05"),
        ("2026-2-30", "", "", "unreadable_date", ""),
        ("2026，3，5", "2026-03-05", "", "", ""),
        ("2026,3,5", "2026-03-05", "", "", ""),
        ("2026年3月5", "2026-03-05", "", "", ""),
        ("202603", "2026-03", "", "", ""),
        ("3月5", "2026-03-05", "year_of_the_list", "", ""),
        ("正月初八", "2026-02-24", "named_day", "", ""),
        ("八月初五", "2026-09-15", "named_day", "", ""),
        ("暑假", "", "", "unreadable_date", ""),
        ("本周五", "", "", "unreadable_date", ""),
        ("2026年13月", "", "", "unreadable_date", ""),
        ("1/2/2026", "", "", "unreadable_date", ""),
        (0.5, "", "", "unreadable_date", ""),
        ("2026/03", "2026-03", "", "", ""),
        ("20260230", "", "", "unreadable_date", ""),
        ("2026年3月5日起", "", "", "uncertain_date", "2026-03-05"),
        ("去年3月", "", "", "unreadable_date", ""),
        (44927, "2023-01-01", "excel_serial", "", ""),
        ("2026年 3 月 5 日", "2026-03-05", "", "", ""),
        ("2026-03-05 00:00:00", "2026-03-05", "", "", ""),
        ("2026.3.5.", "2026-03-05", "", "", ""),
        ("3·5", "", "", "unreadable_date", ""),
        ("2026·3·5", "2026-03-05", "", "", ""),
        ("97.5.1", "1997-05-01", "", "", ""),
    ],
)
def test_a_date_in_a_list_of_2026(written: Value, iso: str, conclusion: str, doubt: str, proposed: str) -> None:
    assert read_date(written, 2026) == Reading(iso, conclusion, doubt, proposed)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (46346.604166, "2026-11-20 14:30"),
        ("46346.604166", "2026-11-20 14:30"),
        (46346, "2026-11-20"),
        (0.604166, "14:30"),
        (12345, "12345"),
        (0.5, "0.5"),
        (date(2026, 11, 20), "2026-11-20"),
        ("每周三14:30", "每周三14:30"),
    ],
)
def test_a_plain_number_in_a_column_of_times_is_a_day_and_its_time(written: Value, words: str) -> None:
    assert words_of_time(written) == words
