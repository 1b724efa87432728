"""Words for days that count from the day of the meeting: 明天, 下周一, 本月底, 明年, 下季度."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.wording.relative_weeks import absolute_weeks
from partner_hub.minutes.wording.relative_words import NEAR, TOMORROW

_DAYS: Final = {"昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_YEARS: Final = {"去": -1, "今": 0, "本": 0, "明": 1}
_MONTHS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
_QUARTERS: Final = "一二三四"
_MONTHS_OF_QUARTER: Final = 3
_DAY_OF_MONTH: Final = r"(?:(?<=^)|(?<=[，。；：（于在须请应]))(?P<date>3[01]|[12]\d|[1-9])[日号](?=之?前|以前|下班前)"
_DAY_WORDS: Final = r"(?=起|之?前|内|上午|中午|下午|晚|早|完成|[，。；、]|$)"


def absolute_words(text: str, meeting_day: date) -> str:
    """上季度 and 本季度 stay: they name the meetings' own turns."""
    text = absolute_weeks(text, meeting_day)
    for pattern, words in _RULES:
        text = pattern.sub(lambda match, words=words: words(match, meeting_day), text)  # type: ignore[misc]  # mypy cannot see through the default
    return text


def _day_near(match: re.Match[str], day: date) -> str:
    return chinese_date(day + timedelta(days=_DAYS[match["day"]]))


def _day_of_this_month(match: re.Match[str], day: date) -> str:
    """20日前 said on the 10th; an earlier day stays, it may be one of the next month."""
    wanted = int(match["date"])
    ahead = day + timedelta(days=wanted - day.day)
    return chinese_date(ahead) if wanted > day.day and ahead.month == day.month else match[0]


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


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...]] = (
    (re.compile(rf"(?<![每先前以])(?P<day>[今昨]|{TOMORROW})(?=[晚早])"), _day_near),
    (re.compile(_DAY_OF_MONTH), _day_of_this_month),
    (re.compile(rf"(?<![每当先前以今])(?P<day>大后|昨|{TOMORROW})[天日](?![会地使赋津府花期报说又还])"), _day_near),
    (re.compile(rf"(?<![每先前以落明今])(?P<day>[今后])[天日]{_DAY_WORDS}"), _day_near),
    (re.compile(rf"(?<![每\d年])(?P<month>(?!下下){NEAR})个?月(?![季饼嫂报刊经供])"), _month_near),
    (re.compile(r"(?<![每个\d月上下本当该次各逐按季一二三四五六七八九十])月(?=[底末]前)"), _this_month),
    (
        re.compile(
            rf"(?<![往逐送拿出回过进上下带寄失离除赶接如])(?P<year>[去今]|{TOMORROW})年(?![纪限龄轻货味画饭糕夜])"
        ),
        _year_near,
    ),
    (re.compile(r"(?<![\w基样日版成书])(?P<year>本)年(?=[度底内末])|(?<![\w])(?P<only>本)年(?=[度])"), _this_year),
    (re.compile(r"(?:(?<=^)|(?<=[，。；：、至到于在]))年(?=[底末](?!会))"), _this_year),
    (re.compile(r"(?<![每线楼地以之])下(?:一|个)?季度"), _next_quarter),
)
