"""Deadlines of needs as dates; only words that name a month or a day become one."""

import re
from datetime import date, timedelta
from typing import Final

from partner_hub.workbooks.values import dates, text
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value

PARTS: Final = {"初": 10, "上旬": 10, "中旬": 20, "中": 20, "下旬": 0, "底": 0, "末": 0}
NAMED: Final = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*(?:年|[-./]))?(?P<month>\d{1,2})\s*(?:月份?|[-./](?=\d))\s*"
    r"(?:(?P<day>\d{1,2})\s*[日号]?|(?P<part>初|上旬|中旬|下旬|底|末|中(?!考)))?(?P<rest>.*)"
)
LEADING: Final = re.compile(
    r"^(?:希望|最好|争取|期望|需要?|请|在|于|尽量|大约|约|截止到?|截至|至|到|今年|本年|赶在|(?P<next>明年|次年|来年))+"
)
# Of a span (7-8月, 7月1日至7月31日) the end counts.
SPAN: Final = re.compile(r"^(?P<year>(?:\d{4}年)?)\d{1,2}月?(?:\d{1,2}[日号]?|[初中底])?[-—－~～至到]+(?=\d{1,2}月)")
BEFORE: Final = re.compile(r".*(?:前|以前|之前)(?:完成|解决|办好|落实)?$")


def read_deadline(value: Value, raised_on: str) -> Reading[str | None]:
    """`raised_on` (ISO, perhaps without a day) settles the year; a month that has passed is next year's.

    "Before" a day or month is the day before it; "before the end" of a month is its last day.
    """
    if isinstance(value, date):
        return Reading(value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = dates.read_date(value)
        return Reading(_last_day_of_deadline(found.value), found.conclusion, found.doubt)
    written = re.sub(r"\s+", "", text.short_text(value))
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading(None)
    leading = LEADING.match(written)
    match = NAMED.fullmatch(SPAN.sub(r"\g<year>", dates.numerals_of_date_in_digits(LEADING.sub("", written))))
    # 3个月内 and 10天内 name no month; 1-2个月 neither.
    if not match or match["rest"].startswith("个") or _is_a_period(match):
        return Reading(None)
    return _read_named_day(match, raised_on, years_on=1 if leading and leading["next"] else 0)


def _is_a_period(match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:-|—|~|至|到)", match["rest"]))


def _read_named_day(match: re.Match[str], raised_on: str, years_on: int) -> Reading[str | None]:
    raised = dates.parse_moment(raised_on)
    year = int(match["year"]) if match["year"] else raised.year + years_on if raised else None
    if year is None:
        return Reading(None, doubt="deadline_without_year")
    day = _day_of_match(match, year)
    if day is None:
        return Reading(None, doubt="unreadable_deadline")
    if match["year"] or raised is None or day >= raised.first_day:
        return Reading(day.isoformat())
    return _move_passed_day(match, raised, day)


def _move_passed_day(match: re.Match[str], raised: dates.Moment, day: date) -> Reading[str | None]:
    """A day that had passed when the need was raised: next year's, or a slip within the month."""
    if day.month == raised.month and day.year == raised.year:
        return Reading(day.isoformat(), doubt="deadline_before_raised")
    following = _day_of_match(match, raised.year + 1)
    return Reading(following.isoformat() if following else None, conclusion="next_year")


def _day_of_match(match: re.Match[str], year: int) -> date | None:
    before = BEFORE.fullmatch(match["rest"])
    numbered = int(match["day"]) if match["day"] else PARTS.get(match["part"] or "", 0) or None
    found = dates.moment_if_valid(year, int(match["month"]), numbered)
    if found is None:
        return None
    if not before or match["part"] in ("底", "末", "下旬"):
        return found.last_day
    if match["part"] == "初":
        return found.first_day.replace(day=1) - timedelta(days=1)
    return found.first_day - timedelta(days=1)


def _last_day_of_deadline(iso: str) -> str | None:
    found = dates.parse_moment(iso)
    return found.last_day.isoformat() if found else None
