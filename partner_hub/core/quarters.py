"""Quarters of a year, written 2026Q4 in addresses and files."""

import re
from calendar import monthrange
from datetime import date

Quarter = tuple[int, int]
QUARTER_PATTERN = re.compile(r"([12][0-9]{3})Q([1-4])")


def parse_quarter(text: str) -> Quarter | None:
    """(2026, 4) of 2026Q4; None for anything else."""
    found = QUARTER_PATTERN.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def quarter_code(quarter: Quarter) -> str:
    """2026Q4 of (2026, 4)."""
    return f"{quarter[0]}Q{quarter[1]}"


def quarter_in_chinese(year: int, number: int) -> str:
    """As it is written in Chinese documents: 2026年第四季度."""
    return f"{year}年第{'一二三四'[number - 1]}季度"


def quarter_after(quarter: Quarter) -> Quarter:
    year, number = quarter
    return year + number // 4, number % 4 + 1


def quarter_before(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year - (number == 1), (number + 2) % 4 + 1)


def days_of_quarter(quarter: Quarter) -> tuple[date, date]:
    """The first and the last day."""
    year, month = quarter[0], quarter[1] * 3
    return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
