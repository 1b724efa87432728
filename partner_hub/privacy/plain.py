"""One plain spelling of a text, and the way back to the places in it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from partner_hub.privacy.words import load

_NUMERALS: Final = str.maketrans(
    "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸两", "000123456789112345678923" + "62"
)
_LONG_NUMBER: Final = re.compile("[0-9洞拐勾妖OoIl]{10,}")
_SPOKEN: Final = str.maketrans("洞拐勾妖OoIl", "07910011")
# Multiplication signs, Cyrillic and Greek letters written for the last figure of an identity number.
_LIKE_X: Final = frozenset("×✕✖╳хХχΧ")


@dataclass(frozen=True)
class Plain:
    """`text` in plain spelling; `figures` the same with Chinese numerals as figures, of the same length.

    `places` holds for each character of them its place in the given text; None where nothing has moved.
    """

    text: str
    figures: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """What in the given text became [start, end), which is not empty."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain_of(text: str) -> Plain:
    """Half-width, without invisible characters; circled and foreign figures as ASCII, old forms as today's."""
    if text.isascii():
        return Plain(text, _LONG_NUMBER.sub(_as_figures, text), None)
    pieces = [_plain(character) for character in text]
    plain = "".join(pieces)
    moved = any(len(piece) != 1 for piece in pieces)
    places = tuple(place for place, piece in enumerate(pieces) for _ in piece) if moved else None
    return Plain(plain, _LONG_NUMBER.sub(_as_figures, plain.translate(_NUMERALS)), places)


def _as_figures(match: re.Match[str]) -> str:
    """洞 and 拐 are spoken for 0 and 7; O and l are mistyped. In a long number alone: elsewhere they are words."""
    written = match.group()
    return written.translate(_SPOKEN) if 3 * sum(map(str.isdigit, written)) >= len(written) else written


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _LIKE_X:
        return "X"
    if "〡" <= character <= "〩":
        return str(ord(character) - ord("〡") + 1)
    if (figure := unicodedata.digit(character, None)) is not None:
        return str(figure)
    category = unicodedata.category(character)
    # Joiners and directions, what selects a form, what encloses a figure.
    if category in {"Cf", "Me"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if "\uff01" <= character <= "\uff5e" or category[0] in "LN" or category in {"So", "Zs"}:
        character = unicodedata.normalize("NFKC", character)
    return _today().get(character, character)


@cache
def _today() -> dict[str, str]:
    forms = load("names")["forms"]
    return dict(zip(forms["traditional"], forms["simplified"], strict=True))
