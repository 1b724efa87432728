"""Words for weeks and days of the week that count from the day of the meeting. A week begins on Monday."""

import re
from datetime import date, timedelta
from typing import Final

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.wording.relative_words import NEAR

_WEEKDAYS: Final = "一二三四五六日"
_WEEKS: Final = {"上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEK: Final = rf"(?<![每逢])(?P<week>{NEAR})个?(?:周|星期|礼拜)"
_NAMED_DAY: Final = re.compile(rf"{_WEEK}(?P<day>[一二三四五六日天])(?![个二三四五六]|[、至到—～])")
_WHOLE_WEEK: Final = re.compile(
    rf"{_WEEK}(?![一二三四五六日天末底边期围密全到岁年转刊])(?P<part>之?内|[之以]?前|起|开始)?"
)
# Said of the next such day; on that day itself it may mean a week later.
_BARE_DEADLINE: Final = re.compile(
    r"(?<![每逢下上本这至到、—～和个\d一二三四五六])(?:周|星期)(?P<day>[一二三四五六日天])(?=之?前|以前|下班前)"
)


def absolute_weeks(text: str, meeting_day: date) -> str:
    """下周一 -> 2025年7月14日, 下周 -> 2025年7月14日至20日, 本周内 -> 2025年7月13日前, 周五前 -> 2025年7月11日前."""
    text = _NAMED_DAY.sub(lambda match: chinese_date(_day_of_week(match, meeting_day)), text)
    text = _WHOLE_WEEK.sub(lambda match: _span_of_week(match, meeting_day), text)
    return _BARE_DEADLINE.sub(lambda match: _next_named_day(match, meeting_day), text)


def _day_of_week(match: re.Match[str], meeting_day: date) -> date:
    return _monday_of_week(match, meeting_day) + timedelta(days=_weekday_number(match))


def _monday_of_week(match: re.Match[str], meeting_day: date) -> date:
    return meeting_day + timedelta(days=7 * _WEEKS[match["week"]] - meeting_day.weekday())


def _weekday_number(match: re.Match[str]) -> int:
    return _WEEKDAYS.index("日" if match["day"] == "天" else match["day"])


def _span_of_week(match: re.Match[str], meeting_day: date) -> str:
    monday = _monday_of_week(match, meeting_day)
    sunday = monday + timedelta(days=6)
    part = match["part"] or ""
    if part.endswith("内"):
        return f"{chinese_date(sunday)}前"
    return f"{chinese_date(monday)}{part}" if part else _span_of_days(monday, sunday)


def _next_named_day(match: re.Match[str], meeting_day: date) -> str:
    ahead = (_weekday_number(match) - meeting_day.weekday()) % 7
    return chinese_date(meeting_day + timedelta(days=ahead)) if ahead else match[0]


def _span_of_days(first: date, last: date) -> str:
    """What both have in common is said once: 2025年7月28日至8月3日."""
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{chinese_date(first)}至{end if first.year == last.year else chinese_date(last)}"
