"""Which characters are Chinese, and what stands beside a place in a line."""

import re
from typing import Final

from partner_hub.letters import HAN

NUMERALS: Final = "零〇一二三四五六七八九十百两"
# Marks of Chinese text. Not the middle dot: names of several scripts hold it.
MARKS: Final = "，。；：？！、（）“”‘’《》〈〉【】〔〕…—～"
CHINESE: Final = f"{HAN}{MARKS}"
BLANKS: Final = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Stands for an address while a line is worked on: a noncharacter, which no text of people holds.
MASK: Final = "\ufdd0"
HAN_LETTER: Final = re.compile(f"[{HAN}]")
_CHINESE: Final = re.compile(f"[{CHINESE}]")
_PASSED_OVER: Final = frozenset(" \t\u00a0\u3000\"'")
_WINDOW: Final = 8


def is_chinese(character: str) -> bool:
    return _CHINESE.match(character) is not None


def is_latin(character: str) -> bool:
    return character == MASK or (character.isascii() and character.isalpha())


def letter_before(line: str, place: int) -> str:
    """The character before a place, past blanks and straight quotation marks; "" at the line's start."""
    return next((char for char in reversed(line[max(0, place - _WINDOW) : place]) if char not in _PASSED_OVER), "")


def letter_after(line: str, place: int) -> str:
    """The character from a place on, past blanks and straight quotation marks; "" at the line's end."""
    return next((char for char in line[place : place + _WINDOW] if char not in _PASSED_OVER), "")
