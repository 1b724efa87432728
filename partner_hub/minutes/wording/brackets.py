"""Round brackets. Source: GB/T 15834-2011, 4.9."""

import re
from itertools import accumulate
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import CHINESE, HAN_LETTER, is_chinese

_BRACKET: Final = re.compile("[()（）]")
_HAN: Final = re.compile(f"[{HAN}]")
_LONE: Final = re.compile(rf"(?<=[{CHINESE}])[()]|[()](?=[{CHINESE}])")
_OPENING: Final = "(（"
_WIDE: Final = "（）"
_FULL_WIDTH: Final = {"(": "（", ")": "）"}


def official_brackets(line: str) -> str:
    """Full-width where the bracket holds Chinese or stands beside it; f(x), (2026) in Latin text stay."""
    if not _BRACKET.search(line):
        return line
    letters = list(line)
    counts = [0, *accumulate(HAN_LETTER.match(letter) is not None for letter in letters)]
    opened: list[int] = []
    for match in _BRACKET.finditer(line):
        place = match.start()
        if line[place] in _OPENING:
            opened.append(place)
        elif opened:
            start = opened.pop()
            if _is_wide(line, start, place, holds_han=counts[place] > counts[start]):
                letters[start], letters[place] = _WIDE
    return _LONE.sub(lambda bracket: _FULL_WIDTH[bracket[0]], "".join(letters)) if not opened else "".join(letters)


def _is_wide(line: str, start: int, end: int, *, holds_han: bool) -> bool:
    if holds_han or line[start] == "（" or line[end] == "）":
        return True
    left, right = line[start - 1 : start] if start else "", line[end + 1 : end + 2]
    if left.isascii() and left.isalnum():
        return False
    return any(map(is_chinese, filter(None, (left, right))))
