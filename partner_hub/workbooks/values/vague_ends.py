"""Ends that words only hint at: 年底前, 三季度, 暑假前, 一个月内, 本周五. A person may take over what is proposed."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from typing import Final

from partner_hub.workbooks.values import numerals

NUMBER: Final = rf"(?P<number>\d{{1,3}}|半|{numerals.NUMERAL})"
BEFORE: Final = r"(?P<before>之?以?前)?(?:完成|解决|办好|办结|落实)?"
WITHIN: Final = rf"{NUMBER}个?(?P<unit>工作日|小时|天|日|周|星期|礼拜|月|季度|年)(?:之?以?内|左右)?"
WEEKDAYS: Final = "一二三四五六日"
THIS_YEAR: Final = "(?:今年|本年度?|当年|(?P<following>[明次来]年))"
YEAR: Final = (
    rf"(?:{THIS_YEAR}(?:年?[底末]|度?内|全年)?|年(?:[底末]|度?内)|岁末"
    "|(?:[今本当]年)?(?P<middle>年中)|(?:[今本当]年)?(?P<half>[上下])半年)"
)
QUARTER: Final = (
    r"(?:第?(?P<quarter>[1-4一二三四])季度|Q(?P<q>[1-4])|(?P<next>下)个?季度|[本当]?季度|[本当]季|季(?=[末底]))"
    "(?:[末底内]|结束)?"
)
MONTH: Final = "(?:[本当这]个?|(?P<next>下)个?)?月(?P<part>初|上旬|中旬|下旬|中|底|末|内|份)"
WHOLE_MONTH: Final = "(?:[本当这]个?|(?P<next>下)个?)月(?P<part>)"
WEEK: Final = rf"(?:[本这当]|(?P<next>下{{1,3}}))个?(?:周|星期|礼拜)(?P<day>[{WEEKDAYS}天末])?(?:之?内)?"
WEEKDAY: Final = rf"(?P<next>)(?:周|星期|礼拜)(?P<day>[{WEEKDAYS}天末])"
SUMMER: Final = (
    "(?:(?P<summer>暑假|暑期)(?:期间|里|内|中)?(?P<ends>结束|末)?|秋季(?:学期|开学)(?P<opens>))(?:开[学始])?"
)
YEAR_IN_FIGURES: Final = re.compile(r"(?P<year>20\d{2})(?:年度?(?![底末内中])|(?=年))")


def _last_of_month(year: int, month: int) -> date:
    years, months = divmod(month - 1, 12)
    year, month = year + years, months + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _end_of_year(match: re.Match[str], raised: date) -> date:
    year = raised.year + bool(match["following"])
    return date(year, 6, 30) if match["middle"] or match["half"] == "上" else date(year, 12, 31)


def _end_of_quarter(match: re.Match[str], raised: date) -> date:
    named = match["quarter"] or match["q"]
    quarter = int(numerals.numerals_in_digits(named)) if named else (raised.month + 2) // 3 + bool(match["next"])
    day = _last_of_month(raised.year, 3 * quarter)
    if named and day < raised:
        day = _last_of_month(raised.year + 1, 3 * quarter)
    is_before = match["before"] and named and not re.search("[末底]", match[0])
    return _last_of_month(day.year, day.month - 3) if is_before and day.month > 3 else day  # noqa: PLR2004


def _end_of_month(match: re.Match[str], raised: date) -> date:
    month = raised.month + bool(match["next"])
    last = _last_of_month(raised.year, month)
    return last.replace(day={"初": 10, "上旬": 10, "中": 20, "中旬": 20}.get(match["part"] or "", last.day))


def _end_of_week(match: re.Match[str], raised: date) -> date:
    monday = raised - timedelta(days=raised.weekday()) + timedelta(weeks=len(match["next"] or ""))
    day = monday + timedelta(days=WEEKDAYS.index((match["day"] or "日").replace("天", "日").replace("末", "日")))
    return day - timedelta(days=bool(match["before"] and match["day"]))


def _end_of_span(match: re.Match[str], raised: date) -> date | None:
    if numerals.span_of_numeral(match["number"]):
        return None
    number = 0.5 if match["number"] == "半" else float(numerals.numerals_in_digits(match["number"]))
    unit = match["unit"]
    if unit == "工作日":
        return None
    if unit == "小时":
        return raised + timedelta(days=ceil(number / 24))
    days = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}.get(unit)
    if days:
        return raised + timedelta(days=round(number * days))
    months = number * {"月": 1, "季度": 3, "年": 12}[unit]
    if not months.is_integer():
        return raised + timedelta(days=15)
    last = _last_of_month(raised.year, raised.month + int(months))
    return last.replace(day=min(raised.day, last.day))


def _end_of_holidays(match: re.Match[str], raised: date) -> date:
    """Schools close at the beginning of July and open on the first of September."""
    is_before_summer = match["summer"] and match["before"] and not match["ends"]
    day = date(raised.year, 6, 30) if is_before_summer else date(raised.year, 8, 31)
    return day if day >= raised else day.replace(year=raised.year + 1)


Finder = Callable[[re.Match[str], date], date | None]
ENDS: Final[tuple[tuple[re.Pattern[str], Finder], ...]] = tuple(
    (re.compile(rf"{pattern}{BEFORE}"), find)
    for pattern, find in (
        (YEAR, _end_of_year),
        (QUARTER, _end_of_quarter),
        (MONTH, _end_of_month),
        (WHOLE_MONTH, _end_of_month),
        (WEEK, _end_of_week),
        (WEEKDAY, _end_of_week),
        (WITHIN, _end_of_span),
        (SUMMER, _end_of_holidays),
    )
)


def proposed_end(plain: str, raised: date) -> str:
    """The last day that words without a month may mean, in ISO form, seen from the day they were written; or ""."""
    if named := YEAR_IN_FIGURES.match(plain):
        year, plain = int(named["year"]), plain[named.end() :] or "年内"
        raised = raised if raised.year == year else date(year, 1, 1)
    for pattern, find in ENDS:
        if match := pattern.fullmatch(plain):
            day = find(match, raised)
            return day.isoformat() if day else ""
    return ""
