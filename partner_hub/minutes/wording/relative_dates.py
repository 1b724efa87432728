"""Words for days that count from the day of the meeting: 明天, 下周一, 本月底, 明年, 下季度."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = "一二三四五六日"
_WEEKS: Final = {"上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_DAYS: Final = {"昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_YEARS: Final = {"去": -1, "今": 0, "本": 0, "明": 1}
_MONTHS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
_QUARTERS: Final = "一二三四"
_MONTHS_OF_QUARTER: Final = 3
_DAY_WORDS: Final = r"(?=起|之?前|内|上午|中午|下午|晚|早|完成|[，。；、]|$)"


def absolute_words(text: str, meeting_day: date) -> str:
    """上季度 and 本季度 stay: they name the meetings' own turns."""
    for pattern, words in _RULES:
        text = pattern.sub(lambda match, words=words: words(match, meeting_day), text)  # type: ignore[misc]  # mypy cannot see through the default
    return text


def _day_of_week(match: re.Match[str], day: date) -> str:
    """The week begins on Monday: 下周一 is the Monday of the next week, whatever day it is."""
    wanted = _WEEKDAYS.index("日" if match["day"] == "天" else match["day"])
    return _in_chinese(day + timedelta(days=7 * _WEEKS[match["week"]] + wanted - day.weekday()))


def _day_near(match: re.Match[str], day: date) -> str:
    return _in_chinese(day + timedelta(days=_DAYS[match["day"]]))


def _month_near(match: re.Match[str], day: date) -> str:
    months = day.year * 12 + day.month - 1 + _MONTHS[match["month"]]
    return f"{months // 12}年{months % 12 + 1}月"


def _this_month(_match: re.Match[str], day: date) -> str:
    return f"{day.year}年{day.month}月"


def _year_near(match: re.Match[str], day: date) -> str:
    return f"{day.year + _YEARS[match['year']]}年"


def _this_year(_match: re.Match[str], day: date) -> str:
    return f"{day.year}年"


def _next_quarter(_match: re.Match[str], day: date) -> str:
    quarters = day.year * 4 + (day.month - 1) // _MONTHS_OF_QUARTER + 1
    return f"{quarters // 4}年第{_QUARTERS[quarters % 4]}季度"


def _in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...]] = (
    (
        re.compile(
            r"(?<![每逢以会])(?P<week>下下|[上本这下])个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![个二三四五六]|[、至到—～])"
        ),
        _day_of_week,
    ),
    (re.compile(r"(?<![每当先前以今])(?P<day>大后|[明昨])[天日](?!会更|花)"), _day_near),
    (re.compile(rf"(?<![每先前以落])(?P<day>[今后])[天日]{_DAY_WORDS}"), _day_near),
    (re.compile(r"(?<![每以会\d年以])(?P<month>[上本这下])个?月(?![季饼嫂])"), _month_near),
    (re.compile(r"(?<![每个\d月上下本当该次各逐按季一二三四五六七八九十])月(?=[底末]前)"), _this_month),
    (re.compile(r"(?<![往逐])(?P<year>[去今明])年(?!纪)"), _year_near),
    (re.compile(r"(?<![\w基样日版成书])(?P<year>本)年(?=[度底内末])|(?<![\w])(?P<only>本)年(?=[度])"), _this_year),
    (re.compile(r"(?:(?<=^)|(?<=[，。；：、至到于在]))年(?=[底末](?!会))"), _this_year),
    (re.compile(r"(?<!每)下(?:一|个)?季度"), _next_quarter),
)
