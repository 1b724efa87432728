"""The figures in words about how many: what is counted, and what looks like a count and is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from partner_hub.workbooks.values import numerals

# The longer words first: 个家庭 before 个.
COUNTED_UNITS: Final = (
    "人次|户次|人|户|名|位|口|个(?:家庭|老人|孩子|小孩|儿童|学生|居民|小朋友|青少年|妇女|党员|残疾人)|组家庭|家庭"
    "|对|家|栋|座|个|组|场|间|台|辆|只|处"
)
SAME_UNIT: Final = {"名": "人", "位": "人", "口": "人", "个家庭": "户", "组家庭": "户", "家庭": "户"}
OF_PEOPLE: Final = frozenset({"人次", "户次", "人", "户", "家", "对"})
FOLD: Final = {"": 1, "万": 10_000, "千": 1000, "百": 100}
SCALE: Final = "[十拾百佰千仟万萬]"
DIGITS: Final = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.])"
# 数十 and 近百 hold no figure of their own.
IN_CHINESE: Final = rf"(?<![几数近上成过]){numerals.NUMERAL}"
FIGURE: Final = rf"(?:{DIGITS}\s?[万千百]?|{IN_CHINESE})"
ABOUT: Final = r"[多余来几]"
APART: Final = r"\s?(?:-|—|–|~|～|至|到)\s?"
COUNT: Final = re.compile(
    rf"(?P<low>{FIGURE})(?P<some>{ABOUT})?(?P<fold>[万千百])?(?:{APART}(?P<high>{FIGURE}))?(?P<more>{ABOUT})?\+?\s?"
    rf"(?:个?[（(]?(?P<unit>{COUNTED_UNITS}))?"
)
# 近百, 上千: a round figure that is nearly reached, or just.
ROUND: Final = re.compile(rf"(?:将?近|上|过|成)(?P<figure>{SCALE}{{1,3}})\s?个?(?P<unit>{COUNTED_UNITS})?")
NOT_COUNTED: Final = re.compile(
    r"第\s?[一二三四五六七八九十\d]+|附[件表]\s?\d+|\d+(?=热线|平台)"
    r"|\d+(?:[-—~至、,]\d+)*\s?(?:#|号楼?|单元|层|期|弄|室|网格)"
    r"|\d+(?:[-—~至]\d+)?\s?(?:周?岁(?:以[上下]|及以上)?|年级|个月|个?小时|分钟|天|[%％]|平方米|平米|㎡|米|公里)"
    r"|\d+(?:\.\d+)?[万千百]?元|\d{4}年(?:度|\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[:：]\d{2}"
)


@dataclass(frozen=True)
class Figure:
    """`high` is the upper end of a span; `number` the one that counts, None where a figure is no whole number.

    is_open: some more than the round figure, nobody knows how many (二十几)
    """

    low: float | None
    high: float | None
    unit: str
    is_open: bool
    start: int
    span: tuple[int, int] | None = None

    @property
    def number(self) -> int | None:
        number = self.low if self.high is None else self.high
        return int(number) if number is not None and number == int(number) else None


def plain_words(written: str) -> str:
    """Without what counts nothing: the numbers of houses, ages, dates, money; no blanks inside of numbers."""
    return NOT_COUNTED.sub(" ", re.sub(r"(?<=\d) (?=\d)", "", written.replace("，", ",")))


def find_figures(plain: str) -> Iterator[Figure]:
    return (_figure_of(match) for match in COUNT.finditer(plain))


def usual_unit(unit: str) -> str:
    return SAME_UNIT.get(unit, "人" if unit.startswith("个") and len(unit) > 1 else unit)


def _figure_of(match: re.Match[str]) -> Figure:
    unit = usual_unit(match["unit"] or "")
    low, high = (number_of_figure(match[part]) for part in ("low", "high"))
    if low is not None and match["fold"]:
        low *= FOLD[match["fold"]]
    is_open = "几" in (match["some"] or "", match["more"] or "")
    return Figure(low, high, unit, is_open, match.start(), _span_of(match))


def _span_of(match: re.Match[str]) -> tuple[int, int] | None:
    """三五户 is three to five, 二五年 is none of ours; 二〇二六 is a number."""
    written = match["low"]
    is_number = numerals.number_of_numeral(written) is not None and len(written) != 2  # noqa: PLR2004 - 三五
    return None if match["high"] or is_number or written[0].isdigit() else numerals.span_of_numeral(written)


def number_of_figure(written: str | None) -> float | None:
    if not written:
        return None
    if not written[0].isascii():
        return numerals.number_of_numeral(written)
    fold = written[-1] if written[-1] in FOLD else ""
    return round(float(written.removesuffix(fold).replace(",", "")) * FOLD[fold], 6)
