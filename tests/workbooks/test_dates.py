"""Dates, validities and deadlines in the words of clerks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values.dates import read_date
from partner_hub.workbooks.values.deadlines import read_deadline
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.values.validity import Validity, read_validity
from partner_hub.workbooks.xlsx.workbook import Value

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
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


@given(
    st.one_of(
        st.text(max_size=20),
        st.floats(allow_nan=False),
        st.integers(),
        st.text("0123456789年月日.-/至 底前", max_size=16),
    )
)
def test_no_cell_breaks_the_readers_of_time(written: str | float) -> None:
    for reading in (read_date(written, 2025), read_deadline(written, "2025-06-01")):
        if reading.value:
            date.fromisoformat(f"{reading.value}-01"[:10])
    end = read_validity(written, 2025).value.end
    assert end is None or date.fromisoformat(end).year > 1900


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("长期", None, None),
        ("长期有效", None, None),
        ("常年", None, None),
        ("至另行通知", None, None),
        ("至2025.8.31", None, "2025-08-31"),
        ("2025年12月底", None, "2025-12-31"),
        ("2025年底", None, "2025-12-31"),
        ("2025年12月", None, "2025-12-31"),
        ("2024年2月", None, "2024-02-29"),
        ("2025年", None, "2025-12-31"),
        ("2025年度", None, "2025-12-31"),
        ("2025年上半年", None, "2025-06-30"),
        ("2025年第三季度", None, "2025-09-30"),
        ("2025年12月31日前", None, "2025-12-31"),
        ("2025.6.30到期", None, "2025-06-30"),
        ("二〇二五年底", None, "2025-12-31"),
        ("即日起至2025年12月31日", None, "2025-12-31"),
        ("2025.1.1-2025.12.31", "2025-01-01", "2025-12-31"),
        ("2025-01-01至2025-12-31", "2025-01-01", "2025-12-31"),
        ("2025.1-2025.12", "2025-01-01", "2025-12-31"),
        ("2025年3月—11月", "2025-03-01", "2025-11-30"),
        ("2025年7月7日至8月22日", "2025-07-07", "2025-08-22"),
        ("2025年7月7日-22日", "2025-07-07", "2025-07-22"),
        ("2025-2026年", "2025-01-01", "2026-12-31"),
        ("自2025年1月起", "2025-01-01", None),
    ],
)
def test_a_validity_has_a_first_and_a_last_day(written: str, start: str | None, end: str | None) -> None:
    assert read_validity(written) == Reading(Validity(written, start, end))


def test_a_real_date_is_the_last_day_and_shown_in_words() -> None:
    assert read_validity(date(2025, 8, 31)) == Reading(Validity("2025年8月31日", None, "2025-08-31"))


def test_a_month_with_other_words_ends_with_the_month() -> None:
    assert read_validity("2026年1月放寒假前") == Reading(
        Validity("2026年1月放寒假前", None, "2026-01-31"), "end_of_the_month"
    )


@pytest.mark.parametrize("written", ["一年", "签约后两年", "3个月"])
def test_a_span_without_a_beginning_has_no_end_that_one_could_name(written: str) -> None:
    assert read_validity(written) == Reading(Validity(written), doubt="relative_validity")


@pytest.mark.parametrize("written", ["2025年暑假", "2025年2月30日", "看情况", "2025.12.31-2025.1.1"])
def test_an_unreadable_validity_is_kept_with_a_doubt(written: str) -> None:
    assert read_validity(written) == Reading(Validity(written), doubt="unreadable_validity")


def test_the_year_of_the_list_helps_words_without_one() -> None:
    assert read_validity("年底前", 2025).value.end == "2025-12-31"
    assert read_validity("12月底", 2025) == Reading(Validity("12月底", None, "2025-12-31"), "year_of_the_list")


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
        ("国庆前", None),
        ("尽快", None),
        ("一个月内", None),
        ("3个月内", None),
        ("三季度", None),
        ("暑假里", None),
        ("", None),
        (date(2025, 9, 3), "2025-09-03"),
    ],
)
def test_only_words_that_name_a_month_or_day_set_a_deadline(written: Value, deadline: str | None) -> None:
    assert read_deadline(written, "2025-06-12") == Reading(deadline)


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
