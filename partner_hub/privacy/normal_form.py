"""Normal form of a text (half width, no invisible characters, ASCII digits, simplified) with a map back to it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from partner_hub.letters import letters_of_today
from partner_hub.privacy.words import load_word_list

_NUMERAL_DIGITS: Final = str.maketrans(
    "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸两", "000123456789112345678923" + "62"
)
_LONG_NUMBER: Final = re.compile("[0-9洞拐勾妖OoIl]{10,}")
_SPOKEN_DIGITS: Final = str.maketrans("洞拐勾妖OoIl", "07910011")
# Multiplication signs, Cyrillic and Greek letters written for the last figure of an identity number; dots of names.
_LOOK_ALIKES: Final = dict.fromkeys("×✕✖╳хХχΧ", "X") | dict.fromkeys("•・‧･∙⋅﹒ㆍ᛫․", "·")


@dataclass(frozen=True)
class NormalForm:
    """`text` is normalised; `figures` is the same with Chinese numerals as ASCII digits, of the same length.

    `places` maps each of their characters to its index in the given text; None for the identity.
    """

    text: str
    figures: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text that became the non-empty [start, end)."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def normal_form_of(text: str) -> NormalForm:
    """Half-width, without invisible characters; circled and foreign figures as ASCII, old forms as today's."""
    if text.isascii():
        return NormalForm(text, _LONG_NUMBER.sub(_digits_of_spoken, text), None)
    pieces = [_normal_character(character) for character in text]
    plain = "".join(pieces)
    moved = any(len(piece) != 1 for piece in pieces)
    places = tuple(place for place, piece in enumerate(pieces) for _ in piece) if moved else None
    return NormalForm(plain, _LONG_NUMBER.sub(_digits_of_spoken, plain.translate(_NUMERAL_DIGITS)), places)


def _digits_of_spoken(match: re.Match[str]) -> str:
    """Spoken digits (洞 0, 拐 7) and mistyped ones (O, l), in a long number only; elsewhere they are words."""
    written = match.group()
    return written.translate(_SPOKEN_DIGITS) if 3 * sum(map(str.isdigit, written)) >= len(written) else written


@lru_cache(maxsize=20_000)
def _normal_character(character: str) -> str:
    if character.isascii():
        return character
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    if "〡" <= character <= "〩":
        return str(ord(character) - ord("〡") + 1)
    if (figure := unicodedata.digit(character, None)) is not None:
        return str(figure)
    character = letters_of_today(character)
    category = unicodedata.category(character)
    # Joiners and directions, what selects a form, what encloses a figure.
    if category in {"Cf", "Me"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if "\uff01" <= character <= "\uff5e" or category[0] in "LN" or category in {"So", "Zs"}:
        character = unicodedata.normalize("NFKC", character)
    return _simplified_forms().get(character, character)


@cache
def _simplified_forms() -> dict[str, str]:
    forms = load_word_list("names")["forms"]
    return dict(zip(forms["traditional"], forms["simplified"], strict=True))
