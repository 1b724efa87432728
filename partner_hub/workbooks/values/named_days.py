"""Days that words name: of the lunar calendar (八月十五), festivals (端午, 除夕) and solar terms (清明).

The lunar calendar and the solar terms come from lunar-python. From 1990 to 2099 it is right about every day but those
of one month in 2057, which it begins a day late (a new moon ten seconds before midnight).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Final

from partner_hub.workbooks.values import numerals

LUNAR_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}
# Terms whose names are also the words for the weather are left out: 大雪, 雨水.
SOLAR_TERMS: Final = "立春|春分|清明|谷雨|立夏|芒种|夏至|立秋|处暑|白露|秋分|寒露|霜降|立冬|冬至"
FESTIVALS: Final[dict[str, tuple[int, int]]] = {
    "春节": (1, 1), "大年初一": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2),
    "端午": (5, 5), "端阳": (5, 5), "七夕": (7, 7),
    "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "敬老节": (9, 9), "老年节": (9, 9), "腊八": (12, 8),
    "北方小年": (12, 23), "南方小年": (12, 24), "小年": (12, 23),
}  # fmt: skip
NEW_YEARS_EVE: Final = "除夕|大年三十|年三十"
# 腊月三十 is New Year's Eve even where the month has but 29 days.
LAST_OF_THE_YEAR: Final = (12, 30)
SAME_DAY_EACH_YEAR: Final[dict[str, tuple[int, int]]] = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "五一": (5, 1), "劳动节": (5, 1),
    "青年节": (5, 4), "五四": (5, 4),
    "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1),
    "教师节": (9, 10), "国庆": (10, 1), "圣诞": (12, 25),
}  # fmt: skip
# Weeks of holidays: on which day they begin, the State Council's notice says.
HOLIDAY_WEEKS: Final = frozenset({"五一", "劳动节", "国庆"})
# A day earlier in the north (腊月廿三) than in the south.
DEPENDS_ON_PLACE: Final = frozenset({"小年"})
ONE_DAY: Final = timedelta(days=1)
# Those of all lists; the package computes some centuries more.
YEARS: Final = range(1900, 2101)
NAMES: Final = "|".join((*FESTIVALS, *SAME_DAY_EACH_YEAR, NEW_YEARS_EVE, SOLAR_TERMS))
ON_THE_DAY: Final = r"(?:夜|晚)?(?P<on>当天|当日|那天|这天)?"
NAMED: Final = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?:\d{{1,2}}月)?的?(?P<name>{NAMES})(?:佳?节)?{ON_THE_DAY}(?P<rest>.*)"
)
MONTH: Final = r"(?P<leap>闰)?(?P<month>[正冬腊]|十[一二]?|[一二三四五六七八九]|\d{1,2})月"
DAY: Final = r"(?P<day>初?[一二三四五六七八九十]{1,3}|廿[一二三四五六七八九]?|\d{1,2})"
CALENDAR: Final = r"(?:农历|阴历|旧历|夏历)"
LUNAR: Final = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?P<calendar>{CALENDAR})?(?:(?P<inner>\d{{4}})年)?{MONTH}{DAY}[日号]?"
    rf"{ON_THE_DAY}(?P<rest>.*)"
)

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# 丙午年 is a year of the lunar calendar; those of the lists lie nearer than sixty years.
SIGNS: Final = rf"(?P<stem>[{STEMS}])(?P<branch>[{BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年"
SEXAGENARY: Final = re.compile(rf"{CALENDAR}?{SIGNS}(?P<rest>.+)")
FIRST_SEXAGENARY: Final = 1996
COUNTED: Final = rf"(?P<number>\d{{1,3}}|{numerals.NUMERAL})个?(?P<unit>天|日|周|星期|礼拜)"
DAYS_BEFORE: Final = (
    re.compile(rf"的?(?:提前|之前|以前|前){COUNTED}(?:完成|解决|办好|办结|落实)?"),
    re.compile(rf"的?{COUNTED}(?:之前|以前|前)(?:完成|解决|办好|办结|落实)?"),
)


@dataclass(frozen=True)
class NamedDay:
    """A day by its name; `rest` are the words behind it (前, 前后). `year` is None where the words name none.

    is_certain: False for weeks of holidays, and for a lunar month that the year may count as its last or its first
    """

    year: int | None
    rest: str
    find: Callable[[int], Iterable[date]]
    is_certain: bool = True

    def in_year(self, year: int | None) -> date | None:
        """The day within this year of the usual calendar; None where there is none, or more than one, or no year."""
        if year is None or year not in YEARS:
            return None
        found = [day for day in self.find(year) if day.year == year]
        return found[0] if len(found) == 1 else None


def days_before(rest: str) -> int | None:
    """How many days before a day the words behind it name (前三天, 前一周); None where they count none."""
    match = next(filter(None, (pattern.fullmatch(rest) for pattern in DAYS_BEFORE)), None)
    if not match or numerals.span_of_numeral(match["number"]):
        return None
    number = _number(match["number"])
    return number * (1 if match["unit"] in "天日" else 7) if number else None


def find_named_day(plain: str) -> NamedDay | None:
    """`plain` holds no blanks; years are written in digits, or as 丙午年."""
    match = SEXAGENARY.fullmatch(plain)
    if not match:
        return _festival_or_lunar_day(plain)
    named = _festival_or_lunar_day(match["rest"]) or _festival_or_lunar_day(f"农历{match['rest']}")
    year = _sexagenary_year(match["stem"], match["branch"])
    return _in_lunar_year(named, year) if named and year and named.year is None else None


def _festival_or_lunar_day(plain: str) -> NamedDay | None:
    if match := NAMED.fullmatch(plain):
        return _festival(match)
    match = LUNAR.fullmatch(plain)
    return _lunar_day(match) if match and _is_lunar(match) else None


def _sexagenary_year(stem: str, branch: str) -> int | None:
    years = range(FIRST_SEXAGENARY, FIRST_SEXAGENARY + 60)
    signs = ((STEMS[(year - 4) % 10], BRANCHES[(year - 4) % 12]) for year in years)
    return next((year for year, sign in zip(years, signs, strict=True) if sign == (stem, branch)), None)


def _in_lunar_year(named: NamedDay, lunar_year: int) -> NamedDay | None:
    first, following = (_lunar_days(year, 1, 1)[-1] for year in (lunar_year, lunar_year + 1))
    days = {day for year in (lunar_year, lunar_year + 1) for day in named.find(year) if first <= day < following}
    if len(days) != 1:
        return None
    day = days.pop()
    return replace(named, year=day.year, find=lambda _year: (day,))


def _festival(match: re.Match[str]) -> NamedDay:
    name = match["name"]
    is_certain = name not in DEPENDS_ON_PLACE and (name not in HOLIDAY_WEEKS or bool(match["on"]))
    year = int(match["year"]) if match["year"] else None
    return NamedDay(year, match["rest"], partial(_days_of_festival, name), is_certain)


def _days_of_festival(name: str, year: int) -> Iterator[date]:
    if name in SAME_DAY_EACH_YEAR:
        yield date(year, *SAME_DAY_EACH_YEAR[name])
    elif name in FESTIVALS:
        yield from _lunar_days(year, *FESTIVALS[name])
    elif re.fullmatch(NEW_YEARS_EVE, name):
        yield from (day - ONE_DAY for day in _lunar_days(year, 1, 1))
    else:
        yield _solar_term(year, name)


def _is_lunar(match: re.Match[str]) -> bool:
    """八月十五 alone may be a day of either calendar; 正月, 闰六月, 初八 and 廿三 belong to one."""
    says_so = match["calendar"] or match["leap"] or match["month"] in LUNAR_MONTHS
    return bool(says_so or match["day"].startswith(("初", "廿")))


def _lunar_day(match: re.Match[str]) -> NamedDay | None:
    month = LUNAR_MONTHS.get(match["month"]) or _number(match["month"])
    day = _number(match["day"].removeprefix("初"))
    if not month or not day:
        return None
    signed = -month if match["leap"] else month
    year = match["inner"] or match["year"]
    # 2025年腊月 lies for the most part in 2026.
    is_certain = month < 11 or not year  # noqa: PLR2004 - the eleventh month reaches into January, too
    is_last_day = (signed, day) == LAST_OF_THE_YEAR
    find = partial(_days_of_festival, "除夕") if is_last_day else partial(_lunar_days, month=signed, day=day)
    return NamedDay(int(year) if year else None, match["rest"], find, is_certain)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else numerals.number_of_numeral(written)


@lru_cache(maxsize=1024)
def _lunar_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of the two lunar years that reach into this one; a leap month is negative."""
    from lunar_python import Lunar  # noqa: PLC0415 - a tenth of a second, and most lists name no such day

    found = []
    for lunar_year in (year - 1, year):
        # The package raises nothing more special for a day that is not.
        with suppress(Exception):
            solar = Lunar.fromYmd(lunar_year, month, day).getSolar()
            found.append(date(solar.getYear(), solar.getMonth(), solar.getDay()))
    return tuple(found)


@lru_cache(maxsize=1024)
def _solar_term(year: int, name: str) -> date:
    from lunar_python import Solar  # noqa: PLC0415 - as above

    # The table of a summer's day begins with the winter before and ends with the one after, under another key.
    terms = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    found = terms["DONG_ZHI" if name == "冬至" else name]
    return date(found.getYear(), found.getMonth(), found.getDay())
