"""Dates of recorded words with the year that the meeting's day gives them. Pure.

Sources: GB/T 9704-2012, 7.3.5.3 (years in full, no leading zeros), GB/T 15835-2011, 4.1.2 and 4.2.3 (dates in figures),
GB/T 15834-2011, 4.13.3 (— between dates). Nothing is guessed: what can mean two days stays as it was said.
"""

import re
from datetime import date
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import NUMERALS
from partner_hub.minutes.wording.relative_dates import absolute_words

_MONTHS: Final = {numeral: number for number, numeral in enumerate((*"一二三四五六七八九十", "十一", "十二"), start=1)}
_RECURRING: Final = r"(?<![\d年月每历往阴旧翌次同当个近前后第闰\-—～/.:])(?<!农历)(?<!每年)(?<!\d[—～~、至到和])"
_FIGURE_MONTH: Final = (
    rf"{_RECURRING}(?P<from>(?:(?:1[0-2]|0?[1-9])[—～~、至到和\-])?)(?P<month>1[0-2]|0?[1-9])月"
    r"(?!\d+次|初[一二三四五六七八九十]|[龄大饼亮嫂子供息薪租费刊考])(?P<rest>(?:3[01]|[12]\d|0?[1-9])(?:日|号(?![楼院线门房桌店机路桥口])|(?=起|之?前|开始|[—～~、至到\-]\d{1,2}[日号]))|(?!\d))"
)
_NUMERAL_MONTH: Final = (
    rf"(?<![{NUMERALS}\d年月每历往正腊个第闰])(?<![{NUMERALS}][—～~、至到和])(?P<numeral>十[一二]?|[一二三四五六七八九])月"
    rf"(?P<day>(?:(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号](?![楼院线门]))|(?=[上中下]旬|[底末]|初(?![一二三四五六七八九十])|份)|(?=[{HAN}])(?<!一月)(?![前后内里中余多大小子饼革怀三二一四五六七八九十两个间底末初上下份飞桃花季]))"
)
_SPOKEN: Final = re.compile(
    r"(?<![A-Za-z\d.:/\-年第￥¥])(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12]\d|0?[1-9])(?=起|前|之前|开始|截止|上午|下午|晚|当[天日])"
)
_IN_FIGURES: Final = re.compile(
    r"(?<![\d.\-/\w])(20\d\d|19\d\d)([.\-/])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d.\-/]\d|\d)"
    r"(?: (?=\d{1,2}:\d\d))?",
    re.ASCII,
)
_SHORT: Final = re.compile(f"(?:{_FIGURE_MONTH})|(?:{_NUMERAL_MONTH})")
_DEADLINE: Final = re.compile(r"(?:[上中下]旬|[底末初])?(?:之?前|以前|为限|截止|内)")
# Between two dates of one span or list the year is said once.
_JOINT: Final = re.compile(r"(\d{1,2})(?:月(?:\d{1,2}[日号])?(?:[上中下]旬|[底末初])?)?起?[—～~、至到和及]$")
_FIRST_MONTH: Final = re.compile(r"(?<![\d万千百亿])元月(?=\d|[上中下]旬|[底末初前，。；]|$)")
_FIRST_FIGURE: Final = re.compile(r"\D")
_JOINT_LENGTH: Final = 20
_MONTHS_OF_YEAR: Final = 12
_CLEARLY_AHEAD: Final = 5
_CLEARLY_PAST: Final = 3


def absolute_dates(text: str, meeting_day: date) -> str:
    """7月20日前 is 2025年7月20日前, 下周一 2025年7月14日, 8月底 2025年8月底, 7.15起 2025年7月15日起, on 2025-07-10.

    A month counts for the calendar year of the meeting, for the next one when that is at most five months ahead,
    and is left alone where both could be meant. Recurring days (每周二, 每年9月) and spans (三天内, 两个月) stay.
    """
    text = _IN_FIGURES.sub(lambda match: _full_date(int(match[1]), int(match[3]), int(match[4])) or match[0], text)
    text = absolute_words(_FIRST_MONTH.sub("1月", text), meeting_day)
    text = _SPOKEN.sub(lambda match: _spoken_date(match, meeting_day), text)
    return _SHORT.sub(lambda match: _with_year(match, meeting_day), text)


def _full_date(year: int, month: int, day: int) -> str | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return f"{year}年{month}月{day}日"


def _spoken_date(match: re.Match[str], meeting_day: date) -> str:
    year = _year_of_month(int(match["month"]), meeting_day, is_deadline=_is_deadline(match))
    return (year and _full_date(year, int(match["month"]), int(match["day"]))) or match[0]


def _with_year(match: re.Match[str], meeting_day: date) -> str:
    """The words in figures; the second of two joined dates has the year of the first."""
    words = _in_figures(match)
    before = match.string[max(0, match.start() - _JOINT_LENGTH) : match.start()]
    if words is None:
        return match[0]
    first = int(_FIRST_FIGURE.split(words, maxsplit=1)[0])
    joined = _JOINT.search(before)
    if joined and int(joined[1]) <= first:
        return words
    year = _year_of_month(first, meeting_day, is_deadline=_is_deadline(match))
    return f"{year}年{words}" if year else match[0]


def _in_figures(match: re.Match[str]) -> str | None:
    """7月20号 and 七月二十日 as 7月20日; None when there is no such day."""
    if match["numeral"]:
        month, day = _MONTHS[match["numeral"]], _day_of_numeral(match["day"])
    else:
        month, day = int(match["month"]), int(re.sub(r"\D", "", match["rest"]) or 0)
    if day and _full_date(2024, month, day) is None:
        return None
    first = re.sub(r"^0", "", match["from"] or "").replace("-", "—").replace("~", "—").replace("～", "—")
    return f"{first}{month}月" + (f"{day}日" if day else "")


def _day_of_numeral(words: str) -> int:
    """二十一日 -> 21; 0 where no day is said."""
    digits = words.rstrip("日号")
    if not digits:
        return 0
    tens, found, ones = digits.rpartition("十")
    ten = (NUMERALS.index(tens) - 1 if tens else 1) * 10 if found else 0
    return ten + (NUMERALS.index(ones) - 1 if ones else 0)


def _is_deadline(match: re.Match[str]) -> bool:
    return _DEADLINE.match(match.string, match.end()) is not None


def _year_of_month(month: int, meeting_day: date, *, is_deadline: bool) -> int | None:
    """None where this year's and another year's month could be meant."""
    ahead = (month - meeting_day.month) % _MONTHS_OF_YEAR
    past = _MONTHS_OF_YEAR - ahead
    if month >= meeting_day.month:
        return None if past <= _CLEARLY_PAST and not is_deadline else meeting_day.year
    if ahead <= _CLEARLY_AHEAD:
        return meeting_day.year + 1
    return meeting_day.year if past <= _CLEARLY_PAST and not is_deadline else None
