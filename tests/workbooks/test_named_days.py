"""Festivals, solar terms and days of the lunar calendar, as almanacs have them."""

from datetime import date

import pytest

from partner_hub.workbooks.values.named_days import find_named_day


@pytest.mark.parametrize(
    ("words", "year", "iso"),
    [
        ("春节", 1990, "1990-01-27"),
        ("春节", 2024, "2024-02-10"),
        ("春节", 2034, "2034-02-19"),
        ("除夕", 2025, "2025-01-28"),
        ("大年三十", 2026, "2026-02-16"),
        ("元宵节", 2024, "2024-02-24"),
        ("端午", 2023, "2023-06-22"),
        ("中秋佳节", 2020, "2020-10-01"),
        ("中秋", 2033, "2033-09-08"),
        ("重阳节", 2025, "2025-10-29"),
        ("腊八", 2024, "2024-01-18"),
        ("清明", 2024, "2024-04-04"),
        ("清明节", 2026, "2026-04-05"),
        ("冬至", 2026, "2026-12-22"),
        ("立秋", 2026, "2026-08-07"),
        ("国庆", 2026, "2026-10-01"),
        ("农历八月十五", 2026, "2026-09-25"),
        ("正月十五", 2026, "2026-03-03"),
        ("腊月廿三", 2026, "2026-02-10"),
        ("农历2026年九月初九", 2026, "2026-10-18"),
        # The year with a leap month so late that tables of earlier days have it wrong.
        ("闰十一月初一", 2033, "2033-12-22"),
        ("冬月初一", 2033, "2033-11-22"),
        ("闰二月初一", 2023, "2023-03-22"),
        ("闰六月初一", 2025, "2025-07-25"),
        ("闰六月初一", 2026, None),
        ("腊月三十", 2025, "2025-01-28"),
        ("腊月三十", 2026, "2026-02-16"),
        ("乙巳蛇年闰六月初一", 2025, "2025-07-25"),
        # In 2022 there were two, on 10 January and 30 December.
        ("腊八", 2022, None),
        ("农历八月三十一", 2026, None),
    ],
)
def test_a_name_is_a_day_of_its_year(words: str, year: int, iso: str | None) -> None:
    named = find_named_day(words)
    assert named is not None
    assert named.in_year(year) == (date.fromisoformat(iso) if iso else None)


@pytest.mark.parametrize(
    "words", ["八月十五", "8月初", "9月1日", "农历", "中间", "", "长期", "丙午年", "丙丑年除夕", "丙午年" * 60]
)
def test_what_may_be_a_day_of_the_usual_calendar_is_no_named_day(words: str) -> None:
    assert find_named_day(words) is None


def test_weeks_of_holidays_and_months_between_two_years_are_no_certain_days() -> None:
    certain = {
        words: named.is_certain
        for words in ("国庆", "国庆当天", "2025年腊月廿三", "中秋")
        if (named := find_named_day(words))
    }
    assert certain == {"国庆": False, "国庆当天": True, "2025年腊月廿三": False, "中秋": True}
