"""Marks between two figures.

Source: GB/T 15834-2011, 4.13.3: — between times and places, ～ for the range of a quantity, - within telephone,
house and table numbers and dates in figures; GB/T 15835-2011, 5.1.3 allows both for quantities. So: — for times,
dates and ordinals, ～ for quantities, and a single - is a range only where a unit says so.
"""

import re
from typing import Final

from partner_hub.minutes.wording.chinese_marks import NUMERALS

_CLOCK: Final = r"[0-2]?\d:[0-5]\d"
_FIGURE: Final = rf"(?:{_CLOCK}|\d+(?:,\d{{3}})*(?:\.\d+)?)"
_UNIT: Final = r"[%％‰℃年月日号时点分元次人户个天岁级处名台套间张件家米万千百亿]{0,2}"
_ORDINAL: Final = r"季度|号楼|号院|[楼栋幢层期版条页章]|网格"
_TIME: Final = r"年(?!级)|月|日|时|点|号(?![楼院])|分(?![钟之机])"
_QUANTITY: Final = (
    r"[%％‰℃]|个|[万千百亿]|次|人|户|元|天|台|套|名|场|件|份|张|间|辆|位|项|家|岁|米|厘米|毫米|平方|公里|公斤|千克|"
    r"克|吨|升|度|小时|分钟|秒|周|遍|组|节|课|轮|倍|趟|批|盏|根|株|棵|块|片|字|瓶|箱|包|袋|桶|对|双|支|只|年级|成|折|处"
)
_RANGE: Final = re.compile(
    rf"(?<![\w.:/\-~～–—])(?P<first>{_FIGURE})(?P<unit>{_UNIT})[ ]?(?P<mark>~+|～+|-{{1,3}}|[–−―─]+|—+)[ ]?"
    rf"(?P<last>{_FIGURE})(?![\d:/~～\-]|\.\d)(?P<behind>{_ORDINAL}|{_TIME}|{_QUANTITY})?",
    re.ASCII,
)
_WEEKDAYS: Final = re.compile(r"((?:周|星期)[一二三四五六日天])[ ]?[~～\-–—]+[ ]?(?=(?:周|星期)[一二三四五六日天])")
_CHINESE_FIGURES: Final = re.compile(rf"([{NUMERALS}])[~～-]+(?=[{NUMERALS}]+(?:{_QUANTITY}))")
_LONE_TILDE: Final = re.compile(r"(?<=[^\x00-\x7f])~+(?=[^\x00-\x7f])")
_OLDEST_YEAR: Final = 1900
_HOUSE_NUMBER: Final = 100


def official_ranges(line: str) -> str:
    """10%~15% becomes 10%～15%, 14:30--16:00 14:30—16:00, 周一~周五 周一—周五; 0590-87654321 and 3-2-11室 stay."""
    if not re.search("[-~～–−―─—]", line):
        return line
    line = _RANGE.sub(_official_range, line)
    line = _CHINESE_FIGURES.sub(r"\1～", _WEEKDAYS.sub(r"\1—", line))
    return _LONE_TILDE.sub("～", line)


def _official_range(match: re.Match[str]) -> str:
    mark = _mark_between(match)
    if mark is None:
        return match[0]
    behind = match["behind"] or ""
    return f"{match['first']}{match['unit'] or _power_of_both(match)}{mark}{match['last']}{behind}"


def _power_of_both(match: re.Match[str]) -> str:
    """GB/T 15835-2011, 5.1.3: 5万元～8万元, not 5～8万元."""
    power = match["behind"] if match["behind"] in {*"万千百亿"} else ""
    return f"{power}元" if power and match.string[match.end() : match.end() + 1] == "元" else power


def _mark_between(match: re.Match[str]) -> str | None:
    """None where the two figures are no range, or where one cannot tell."""
    behind = match["behind"] or ""
    if _is_long_number(match):
        return None
    if _are_times(match, behind):
        return "—"
    is_drawn_short = match["mark"] == "-"
    if is_drawn_short and not (behind and _is_rising(match, behind)):
        return None
    if match["mark"].startswith("—"):
        return "—"
    return "—" if re.fullmatch(_ORDINAL, behind) else "～"


def _is_long_number(match: re.Match[str]) -> bool:
    """Of a telephone or a card: 0590-87654321."""
    figures = (match["first"], match["last"])
    return any(re.fullmatch(r"0\d+|\d{7,}", figure) for figure in figures)


def _are_times(match: re.Match[str], behind: str) -> bool:
    first, last = match["first"], match["last"]
    if ":" in first or ":" in last:
        return ":" in first and ":" in last
    is_span_of_years = behind == "年" and not match["unit"] and float(last.replace(",", "")) < _OLDEST_YEAR
    return bool(re.fullmatch(_TIME, behind)) and not is_span_of_years


def _is_rising(match: re.Match[str], behind: str) -> bool:
    """5-302户 is a flat, 10-5人 a score."""
    first, last = (float(match[name].replace(",", "")) for name in ("first", "last"))
    return first < last and not (behind == "户" and last >= _HOUSE_NUMBER > 2 * first)
