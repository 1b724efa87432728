"""One plain spelling of a text, and the way back to the places in it."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from partner_hub.privacy.words import load

_NUMERALS: Final = str.maketrans(
    "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸两", "000123456789112345678923" + "62"
)
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
        return Plain(text, text, None)
    pieces = [_plain(character) for character in text]
    plain = "".join(pieces)
    moved = any(len(piece) != 1 for piece in pieces)
    places = tuple(place for place, piece in enumerate(pieces) for _ in piece) if moved else None
    return Plain(plain, plain.translate(_NUMERALS), places)


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _LIKE_X:
        return "X"
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
