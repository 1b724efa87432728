"""Number formats of cells: whether a number is shown as a day, a month, a time, a share, or with words around it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Final, TypeAlias

from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Value
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, local_name, read_elements

EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)
# The last day that Excel knows, 9999-12-31.
LAST_SERIAL: Final = 2_958_465
# Shown as a time, more is a day with its time, less a span of hours.
MAX_HOURS_IN_DAYS: Final = 1_000
# Excel allows no longer format.
MAX_CODE: Final = 255


class Shown(Enum):
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TIME = "time"


@dataclass(frozen=True)
class Format:
    """One section of a format: how it shows a number, with a time of day beside the day, and between which words.

    words: before and after the number; a section without a place for the number shows the first of them alone
    holds_for: the numbers that a condition in brackets keeps the section for
    """

    shown: Shown = Shown.NUMBER
    has_time: bool = False
    has_number: bool = True
    words: tuple[str, str] = ("", "")
    holds_for: Callable[[float], bool] | None = None


Sections: TypeAlias = tuple[Format, ...]
PLAIN: Final[Sections] = (Format(),)
# Formats without a text in the file (ECMA-376 18.8.30, with those of the zh-cn language).
BUILT_IN: Final[dict[int, Sections]] = {
    number: (form,)
    for numbers, form in (
        ((9, 10), Format(Shown.SHARE)),
        ((14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58), Format(Shown.DAY)),
        ((22,), Format(Shown.DAY, has_time=True)),
        ((17, 27, 36, 50, 52, 57), Format(Shown.MONTH)),
        ((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), Format(Shown.TIME)),
    )
    for number in numbers
}
TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<end>;)|(?P<other>.)', re.DOTALL
)
GENERAL: Final = re.compile(r"(?:G/)?(?:General|通用格式)", re.IGNORECASE)
CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
COMPARISONS: Final = {"<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": eq}
CHINESE: Final = re.compile("[\u3400-\u9fff]")
PLACES: Final = frozenset("0#?@")
# A comma behind the last place divides by a thousand: 1.2万 stands for 12000, and the number is 12000.
SCALED: Final = re.compile(r"[0#?],+(?![0#?])")
FOLDS: Final = "十百千万亿"
ERA_YEAR: Final = re.compile(r"e(?![+-])")


@lru_cache(maxsize=1024)
def read_format(code: str) -> Sections:
    """The sections of a format code, the one of texts left out."""
    code = GENERAL.sub("0", code[:MAX_CODE])
    parts: list[list[re.Match[str]]] = [[]]
    for token in TOKEN.finditer(code):
        parts.append([]) if token["end"] else parts[-1].append(token)
    return tuple(_section_of(tokens) for tokens in parts[:3])


def _section_of(tokens: Sequence[re.Match[str]]) -> Format:
    letters = "".join(token["other"] or "" for token in tokens).lower()
    brackets = [(token["bracket"] or "").lower() for token in tokens]
    before, after = _words_around(tokens)
    if SCALED.search(letters):
        after = after.lstrip(f".{FOLDS}")
    return Format(
        _shown_by(letters, brackets),
        has_time="h" in letters or "s" in letters,
        has_number=bool(PLACES & set(letters)),
        words=(before, after),
        holds_for=next(filter(None, map(_condition_of, brackets)), None),
    )


def _shown_by(letters: str, brackets: Sequence[str]) -> Shown:
    has_year = "y" in letters or ("m" in letters and bool(ERA_YEAR.search(letters)))
    if "d" in letters or "aaa" in letters:
        return Shown.DAY
    if "h" in letters or "s" in letters or {"h", "hh", "m", "mm", "s", "ss"} & set(brackets):
        return Shown.TIME
    if "m" in letters:
        return Shown.MONTH
    if has_year:
        return Shown.YEAR
    return Shown.SHARE if "%" in letters else Shown.NUMBER


def _words_around(tokens: Sequence[re.Match[str]]) -> tuple[str, str]:
    """What Chinese words a format writes before and after the number; signs such as ¥ and - are no words."""
    around, place = ["", ""], 0
    for token in tokens:
        other = token["other"] or ""
        if other in PLACES and other:
            place = 1
        around[place] += token["quoted"] or token["escaped"] or (other if CHINESE.match(other) else "")
    before, after = (words.strip() if CHINESE.search(words) else "" for words in around)
    return before, after


def _condition_of(bracket: str) -> Callable[[float], bool] | None:
    if not (found := CONDITION.fullmatch(bracket)):
        return None
    compare, limit = COMPARISONS[found[1]], float(found[2])
    return lambda number: bool(compare(number, limit))


def format_for(number: float, sections: Sections) -> Format:
    """The section that shows this number: by conditions, or else positive; negative; zero."""
    if any(each.holds_for for each in sections):
        return next((each for each in sections if each.holds_for is None or each.holds_for(number)), sections[-1])
    index = 1 if number < 0 else 2 if number == 0 else 0
    return sections[index] if index < len(sections) else sections[0]


def read_styles(data: bytes) -> list[Sections]:
    """How each cell style (by its index) shows a number. Raises WorkbookError."""
    try:
        return _styles_of_cells(data)
    except ValueError as error:
        raise WorkbookError("broken") from error


def _styles_of_cells(data: bytes) -> list[Sections]:
    codes: dict[int, str] = {}
    styles: list[Sections] = []
    for element in read_elements(data, "numFmt", "cellXfs"):
        if local_name(element.tag) == "numFmt":
            codes[int(attribute_of(element, "numFmtId") or 0)] = attribute_of(element, "formatCode")
        else:
            numbers = [int(attribute_of(style, "numFmtId") or 0) for style in element]
            styles = [read_format(codes[n]) if n in codes else BUILT_IN.get(n, PLAIN) for n in numbers]
    return styles


def value_of(number: float, sections: Sections, epoch: date) -> Value:
    """What a reader of the sheet sees: a day, a text of day and time or of month, 30户, 80%, or the number itself.

    A month without a day stays a text (2024年3月): its first day would be an invention.
    """
    form = format_for(number, sections)
    if form.shown is Shown.TIME and 0 <= number < MAX_HOURS_IN_DAYS:
        return _clock_of(number)
    if form.shown not in (Shown.NUMBER, Shown.SHARE) and 1 <= int(number) <= LAST_SERIAL - (epoch - EPOCH_1900).days:
        return _moment_of(number, form, epoch)
    whole: int | float = int(number) if number == int(number) else number
    if form.shown is Shown.SHARE:
        return f"{round(number * 100, 8):g}%{form.words[1]}"
    if not any(form.words):
        return whole
    return f"{form.words[0]}{_figures_of(whole)}{form.words[1]}" if form.has_number else form.words[0]


def _moment_of(number: float, form: Format, epoch: date) -> Value:
    """A time of day is kept where the format shows it and it is not midnight."""
    moment = datetime.combine(epoch, time()) + timedelta(minutes=_whole_minutes(number))
    if form.shown is Shown.MONTH:
        return f"{moment.year}年{moment.month}月"
    if form.shown is Shown.YEAR:
        return f"{moment.year}年"
    if (form.has_time or form.shown is Shown.TIME) and moment.time() != time():
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.date() if form.has_time else epoch + timedelta(days=int(number))


def _whole_minutes(number: float) -> int:
    """14:30:45 is 14:30, and so is the fraction that lies a hair below it."""
    return round(number * 24 * 60 * 60) // 60


def _clock_of(number: float) -> str:
    minutes = _whole_minutes(number)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _figures_of(number: float) -> str:
    return str(number) if isinstance(number, int) else repr(round(number, 10))
