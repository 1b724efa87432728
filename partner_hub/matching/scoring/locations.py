"""Location mentions: 八号楼 and 8栋 are one building, 五楼 and 5层 one floor, however they are written."""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from partner_hub.matching.scoring.sparse import SparseRow

# Units that count the same thing, in one line; a line's place is the number of its kind.
LOCATION_UNITS: Final = (
    "号楼 栋 幢 座",
    "单元 门",
    "层 楼",
    "室",
    "号",
    "组 村民小组 队",
    "排",
    "弄",
    "期",
    "路",
    "号院",
    "区",
)
NUMBERS_PER_UNIT: Final = 10_000
LOCATION_COUNT: Final = NUMBERS_PER_UNIT * len(LOCATION_UNITS)
_KIND_OF_UNIT: Final = {word: kind for kind, words in enumerate(LOCATION_UNITS) for word in words.split()}
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS_LONGEST_FIRST: Final = "|".join(sorted(_KIND_OF_UNIT, key=lambda word: (-len(word), word)))
_LOCATION_PATTERN: Final = re.compile(f"([0-9]{{1,4}}|[零〇一二两三四五六七八九十百]{{1,5}})({_UNITS_LONGEST_FIRST})")


def location_row(text: str) -> SparseRow:
    """Each place once, as a number below LOCATION_COUNT."""
    found = {kind * NUMBERS_PER_UNIT + number for kind, number in _locations_in(text)}
    keys = np.array(sorted(found), dtype=np.int32)
    return SparseRow(keys, np.ones(len(keys)))


def location_labels(text: str) -> tuple[str, ...]:
    """Each place once, in the same words however it was written: 8号楼, 5层."""
    return tuple(f"{number}{LOCATION_UNITS[kind].split()[0]}" for kind, number in sorted(set(_locations_in(text))))


def _locations_in(text: str) -> Iterator[tuple[int, int]]:
    """The place of the unit in LOCATION_UNITS, and the number."""
    return ((_KIND_OF_UNIT[unit], parse_numeral(digits)) for digits, unit in _LOCATION_PATTERN.findall(text))


def parse_numeral(written: str) -> int:
    """In figures or in characters, less than NUMBERS_PER_UNIT: 402, 四〇二, 十二, 二十, 一百零三."""
    if written.isdecimal():
        return int(written)
    hundreds, hundred, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = (_parse_digits(hundreds) or 1) * 100 if hundred else 0
    total += (_parse_digits(tens) or 1) * 10 if ten else 0
    return min(total + _parse_digits(ones), NUMBERS_PER_UNIT - 1)


def _parse_digits(characters: str) -> int:
    """Figure by figure; a 十 or 百 that stands where none belongs counts nothing."""
    total = 0
    for each in characters:
        total = total * 10 + _DIGITS.get(each, 0)
    return total
