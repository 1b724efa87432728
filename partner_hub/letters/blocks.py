"""Which characters are letters and which are seen, whatever version of Unicode the interpreter knows.

Python 3.11 has Unicode 14: for it Extensions H, I and J are unassigned, neither printable nor part of a word.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Insides of character classes. Source: Blocks-17.0.0.txt of the Unicode Character Database: Extension A, the unified
# ideographs, the compatibility ideographs; planes 2 and 3 hold ideographs alone, with Extensions B-J in Unicode 17.
HAN: Final = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# Old systems keep rare ideographs of names here, and nothing else is known to be here.
PRIVATE_USE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_LETTER: Final = re.compile(f"[{HAN}{PRIVATE_USE}]")
_PRIVATE_USE: Final = re.compile(f"[{PRIVATE_USE}]")
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs"))


def is_letter(character: str) -> bool:
    """Letters and figures of every script."""
    return character.isalnum() or _LETTER.match(character) is not None


def is_private_use(character: str) -> bool:
    return _PRIVATE_USE.match(character) is not None


def seen_text(text: str) -> str:
    """Without what nobody sees: controls, marks of direction, joiners, halves of characters, noncharacters.

    Every kind of blank but the tab, line ends too, becomes an ordinary one. What the interpreter does not know stays.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_seen, text))


def is_seen(text: str) -> bool:
    """Whether all of it is seen, and every blank the usual one: no browser reads more in it than a person does."""
    return "\t" not in text and seen_text(text) == text


@lru_cache(maxsize=20_000)
def _seen(character: str) -> str:
    if character.isspace():
        return character if character == "\t" else " "
    return "" if is_unseen(character) else character


def is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or _is_noncharacter(character)


def _is_noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"  # noqa: PLR2004 - Unicode 17, 23.7
