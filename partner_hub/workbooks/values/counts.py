"""Numbers of beneficiaries: the words, a number and what is counted."""

import re
from dataclasses import dataclass
from typing import Final

from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value

COUNTED_UNITS: Final = "人次|户次|人|户|名|位|个家庭|组家庭|家庭|对|家|栋|座|个|组|场|间|台|辆|只|处"
SAME_UNIT: Final = {"名": "人", "位": "人", "个家庭": "户", "组家庭": "户", "家庭": "户", "户家庭": "户"}
EVERYBODY: Final = re.compile(r"(?:全体|全部|所有|全社区|全小区|全村|人人|整个|全员|全院|全楼|不限).*")
FIGURE: Final = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[万千百]?|{numerals.NUMERAL})"
APART: Final = r"\s*(?:-|—|–|~|～|至|到)\s*"
COUNT: Final = re.compile(
    rf"(?P<low>{FIGURE})(?P<several>多|余|来|几)?(?:{APART}(?P<high>{FIGURE}))?(?P<more>多|余|来|几)?\s*(?:个)?(?P<unit>{COUNTED_UNITS})?"
)
VAGUE: Final = re.compile(r"(?:若干|多|数|几|好几|不少|部分|数十|几十|数百|几百|上百|近百|成百)")
# No district has more people.
MAX_BENEFICIARIES: Final = 10_000_000
FOLD: Final = {"万": 10_000, "千": 1000, "百": 100}


@dataclass(frozen=True)
class Count:
    """`number` is None for everybody and for words without a figure."""

    text: str = ""
    number: int | None = None
    unit: str | None = None


def read_count(value: Value, unit_of_column: str = "") -> Reading[Count]:
    """`unit_of_column` comes from a separate column or the header; a bare number leaves `unit` None."""
    if isinstance(value, float) and not value.is_integer():
        return Reading(Count(text.words_of_value(value)), doubt="unreadable_count")
    written = text.chinese_marks(text.short_text(value))
    if not written or EVERYBODY.fullmatch(written):
        return Reading(Count(written))
    if len(written) > text.MAX_CELL_LENGTH:
        return Reading(Count(written), doubt="unreadable_count")
    figures = [
        match
        for match in COUNT.finditer(_without_ordinals(written))
        if match["unit"] or match[0] == _without_ordinals(written)
    ]
    match = figures[0] if figures else COUNT.search(_without_ordinals(written))
    if VAGUE.match(written) or not match:
        return Reading(Count(written), doubt="count_without_number")
    return _count_of_match(written, match, unit_of_column, several=len(figures) > 1)


def _without_ordinals(written: str) -> str:
    plain = re.sub(r"第[一二三四五六七八九十\d]+", "", written).replace("，", ",")
    return re.sub(r"(?<=\d) (?=\d)", "", plain)


def _count_of_match(written: str, match: re.Match[str], unit_of_column: str, *, several: bool) -> Reading[Count]:
    low, high = _number_of_figure(match["low"]), _number_of_figure(match["high"]) if match["high"] else None
    unit = match["unit"] or unit_of_column or None
    count = Count(written, high or low, SAME_UNIT.get(unit, unit) if unit else None)
    if low is None or (high is not None and high < low) or max(low, high or 0) > MAX_BENEFICIARIES:
        return Reading(Count(written), doubt="unreadable_count")
    if several:
        return Reading(count, doubt="several_counts")
    return Reading(count, conclusion="upper_end" if high else "")


def _number_of_figure(written: str) -> int | None:
    fold = FOLD.get(written[-1], 1) if written[0].isdigit() else 1
    digits = written.rstrip("万千百").replace(",", "") if written[0].isdigit() else ""
    if digits:
        return round(float(digits) * fold)
    return numerals.number_of_numeral(written)
