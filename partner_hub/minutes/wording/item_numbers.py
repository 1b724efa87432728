"""Numbers before entries: in which form they stand, and which belong to the text behind them.

Source: GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）.
"""

import re
from collections.abc import Iterable
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import NUMERALS

_AFTER_NUMBER: Final = f'[{HAN}“‘《（"]'
_ENTRY: Final = re.compile(rf"(?:^|(?<=[。；！？：;:!?]))(\d{{1,2}})(、|\.、|[)）])(?={_AFTER_NUMBER})")
_CHINESE_ENTRY: Final = re.compile(rf"^([{NUMERALS}]{{1,3}})[.](?=[{HAN}])")
_COMMA_BEHIND_BRACKET: Final = re.compile(rf"^(（(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})）)[、.，,](?=[{HAN}])")


def number_entries(entries: Iterable[str]) -> list[str]:
    """1.甲 2.乙; （1）甲 （2）乙 where one begins with a figure that would read as a decimal place (1.18对)."""
    listed = list(entries)
    form = "（{}）{}" if any(entry[:1].isdigit() for entry in listed) else "{}.{}"
    return [form.format(number, entry) for number, entry in enumerate(listed, start=1)]


class _Sequence:
    """Within a line an entry begins only with 1 or with the number that follows: 涉及：3、三网格 is none."""

    def __init__(self) -> None:
        self._last = 0

    def official_number(self, match: re.Match[str]) -> str:
        number = int(match[1])
        if match.start() and number not in {1, self._last + 1}:
            return match[0]
        self._last = number
        return f"（{match[1]}）" if match[2] in ")）" else f"{match[1]}."


def official_item_numbers(line: str) -> str:
    """1、 and 1.、 become 1., 1) （1）, 一. 一、 and （一）、 （一）, at the line's start and behind a stop."""
    line = _ENTRY.sub(_Sequence().official_number, line)
    return _COMMA_BEHIND_BRACKET.sub(r"\1", _CHINESE_ENTRY.sub(r"\1、", line))
