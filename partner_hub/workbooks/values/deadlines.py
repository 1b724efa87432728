"""Deadlines of needs as dates; only words that name a month or a day become one, others are proposed."""

import re
from datetime import date, timedelta
from typing import Final

from partner_hub.workbooks.values import dates, numerals, text
from partner_hub.workbooks.values.named_days import NAMES, SIGNS, NamedDay, days_before, find_named_day
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.values.vague_ends import proposed_end
from partner_hub.workbooks.xlsx.workbook import Value

PARTS: Final = {"初": 10, "上旬": 10, "中旬": 20, "中": 20, "下旬": 0, "底": 0, "末": 0}
NAMED: Final = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*(?:年|[-./]))?(?P<month>\d{1,2})\s*(?:月份?|[-./](?=\d))\s*"
    r"(?:(?P<day>\d{1,2})\s*[日号]?|(?P<part>初|上旬|中旬|下旬|底|末|中(?![考秋])))?(?P<rest>.*)"
)
LEADING: Final = re.compile(
    r"^(?:希望|最好|争取|期望|需要?|请|在|于|尽量|大约|约|截止到?|截至|至|到|今年|本年|赶在|(?P<next>明年|次年|来年))+"
)
TO: Final = "[-—－–~～至到]{1,2}"
# Of a span (7-8月, 7月1日至7月31日, 3.5-3.9, 3月5日-9日) the end counts, with the year or month of its beginning.
SPANS: Final = (
    re.compile(rf"^\d{{4}}[年./-]\d{{1,2}}(?:[月./-](?:\d{{1,2}}[日号]?)?)?{TO}(?=\d{{4}}[年./-])(?P<kept>)"),
    re.compile(rf"^(?P<kept>(?:\d{{4}}年)?)\d{{1,2}}月?(?:\d{{1,2}}[日号]?|[初中底])?{TO}(?=\d{{1,2}}月)"),
    re.compile(rf"^(?P<kept>(?:\d{{4}}[./])?)\d{{1,2}}[./]\d{{1,2}}{TO}(?=\d{{1,2}}[./]\d{{1,2}})"),
    re.compile(rf"^(?P<kept>(?:\d{{4}}年)?\d{{1,2}}月)\d{{1,2}}[日号]?{TO}(?=\d{{1,2}}[日号])"),
)
BEFORE: Final = re.compile(r".*(?:前|以前|之前)(?:完成|解决|办好|落实)?$")
AFTER: Final = re.compile(r".*(?<!前)(?:后|以后|之后|起|开始)(?:完成|解决|开展)?$")
# 国庆前后 leaves the day open.
AROUND: Final = re.compile(r".*(?:前后|左右|期间|假期|假日)$|.*[前后].*[天日周月期].*")
PERIODS: Final = ("个", "天", "周", "年", "小时", "工作日")
# 小年前, 廿九, 寒假前, 5个工作日: a time that no calendar here knows; 尽快 and 提前通知 name none.
NAMES_A_TIME: Final = re.compile(
    rf"(?:\d|{numerals.NUMERAL}|[半几])个?(?:天|日|号|周|星期|礼拜|月|季度|学期|年|小时|钟头|工作日)"
    rf"|{SIGNS}|{NAMES}|\d[:：点hH]|[上下中]午"
    r"|[廿腊]|[正冬]月|(?<![目提当眼跟])前$|之前|以前|[寒暑长放]假|开学|放学|学期|过年|春运|[三头入末]伏|入[春夏秋冬]"
)
LIKE_A_DATE: Final = re.compile(r"\d[月日号]|\d{4}年|\d[./]\d")


def read_deadline(value: Value, raised_on: str) -> Reading[str | None]:
    """`raised_on` (ISO, perhaps without a day) settles the year; a month that has passed is next year's.

    "Before" a day or month is the day before it; "before the end" of a month is its last day, and "before" an hour the
    same day. Words that only hint at an end (年底前, 一个月内) set none: a doubt proposes it.
    """
    if isinstance(value, date):
        return Reading(value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = dates.read_date(value)
        return Reading(_last_day_of_deadline(found.value), found.conclusion, found.doubt)
    written = text.short_text(value)
    if not written or len(written) > text.MAX_CELL_LENGTH:
        return Reading(None)
    return DeadlineWords(written, raised_on).read()


class DeadlineWords:
    def __init__(self, written: str, raised_on: str) -> None:
        self._written = written
        day = dates.without_clock(written)
        self._raw = re.sub(r"\s+", "", day)
        self._words = dates.numerals_of_date_in_digits(self._raw)
        self._has_clock = day != written
        self._raised = dates.parse_moment(raised_on)
        leading = LEADING.match(self._words)
        self._years_on = 1 if leading and leading["next"] else 0

    def read(self) -> Reading[str | None]:
        plain = LEADING.sub("", self._words)
        for span in SPANS:
            plain = span.sub(r"\g<kept>", plain)
        if found := dates.parse_moment(plain):
            return Reading(found.last_day.isoformat())
        # 八月初五 is a day of the lunar calendar, 8月初 the beginning of a month.
        if named := find_named_day(LEADING.sub("", self._raw)) or find_named_day(plain):
            return self._named_day(named)
        match = NAMED.fullmatch(plain)
        # 3个月内 and 3-5天内 name no month.
        if match and not match["rest"].startswith(PERIODS) and not _is_a_period(match):
            return self._named_month(match)
        return self._vague(plain, has_month=bool(match))

    def _vague(self, plain: str, *, has_month: bool) -> Reading[str | None]:
        if self._raised and (end := proposed_end(self._words, self._raised.first_day)):
            return Reading(None, doubt="uncertain_deadline", proposed=end)
        is_date = LIKE_A_DATE.search(plain) and not has_month
        names_a_time = is_date or NAMES_A_TIME.search(self._written)
        return Reading(None, doubt="unreadable_deadline" if names_a_time else "")

    def _is_before(self, rest: str) -> bool:
        return bool(BEFORE.fullmatch(rest)) and not self._has_clock

    def _earlier(self, rest: str) -> timedelta:
        return timedelta(days=days_before(rest) or int(self._is_before(rest)))

    def _named_month(self, match: re.Match[str]) -> Reading[str | None]:
        raised = self._raised
        year = int(match["year"]) if match["year"] else raised.year + self._years_on if raised else None
        if year is None:
            return Reading(None, doubt="deadline_without_year")
        day = self._day_of_match(match, year)
        if day is None:
            return Reading(None, doubt="unreadable_deadline")
        if AFTER.fullmatch(match["rest"]):
            return Reading(None, doubt="deadline_is_a_beginning", proposed=day.isoformat())
        if match["year"] or raised is None or day >= raised.first_day:
            return Reading(day.isoformat())
        return self._passed_day(match, raised, day)

    def _passed_day(self, match: re.Match[str], raised: dates.Moment, day: date) -> Reading[str | None]:
        """A day that had passed when the need was raised: next year's, or a slip within the month."""
        if day.month == raised.month and day.year == raised.year:
            return Reading(day.isoformat(), doubt="deadline_before_raised")
        following = self._day_of_match(match, raised.year + 1)
        return Reading(following.isoformat() if following else None, conclusion="next_year")

    def _day_of_match(self, match: re.Match[str], year: int) -> date | None:
        numbered = int(match["day"]) if match["day"] else PARTS.get(match["part"] or "", 0) or None
        found = dates.moment_if_valid(year, int(match["month"]), numbered)
        if found is None:
            return None
        if match["day"] and (days := days_before(match["rest"])):
            return found.first_day - timedelta(days=days)
        if not self._is_before(match["rest"]) or match["part"] in ("底", "末", "下旬"):
            return found.last_day
        if match["part"] == "初":
            return found.first_day.replace(day=1) - timedelta(days=1)
        return found.first_day - timedelta(days=1)

    def _named_day(self, named: NamedDay) -> Reading[str | None]:
        """Of a festival that had passed when the need was raised, the next one."""
        if named.year is None and self._raised is None:
            return Reading(None, doubt="deadline_without_year")
        earlier = self._earlier(named.rest)
        day = self._next_named_day(named, earlier)
        if day is None:
            return Reading(None, doubt="unreadable_deadline")
        if AFTER.fullmatch(named.rest):
            return Reading(None, doubt="deadline_is_a_beginning", proposed=day.isoformat())
        is_open = AROUND.fullmatch(named.rest) and not days_before(named.rest)
        if is_open or not named.is_certain:
            return Reading(None, doubt="uncertain_deadline", proposed=(day - earlier).isoformat())
        return Reading((day - earlier).isoformat(), conclusion="named_day")

    def _next_named_day(self, named: NamedDay, earlier: timedelta) -> date | None:
        if named.year is not None or self._raised is None:
            return named.in_year(named.year)
        first, year = self._raised.first_day, self._raised.year + self._years_on
        days = (named.in_year(each) for each in (year, year + 1))
        return next((day for day in days if day and day - earlier >= first), None)


def _is_a_period(match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:-|—|~|至|到)", match["rest"]))


def _last_day_of_deadline(iso: str) -> str | None:
    found = dates.parse_moment(iso)
    return found.last_day.isoformat() if found else None
