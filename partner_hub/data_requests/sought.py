"""What a person is looked for by, and where it stands in a text. Pure.

Texts are compared in one form, in which width, case, blanks and the signs within numbers and names do not count. What
is looked for is known either by its words, or by no more than a keyed digest of them: that is how an erasure can be
done again without a list of the people who asked for it.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Written within a number, or within a name of several parts.
SKIPPED = frozenset("-‐‑‒–—―－_.·•・‧∙()（）+\u200b\ufeff")
MARK = "〔已删除〕"
MOBILE = 11
# 010, 020 ... have three figures; all other area codes have four.
SHORT_AREAS = ("01", "02")
SHORTEST_LOCAL, LONGEST_LOCAL = 7, 8
# So many figures that it may be a telephone number; circled and raised ones are none.
FIGURES = re.compile(r"\d(?:\D{0,3}\d){6}")
NO_FIGURE = re.compile(r"[^0-9]+")
Hit = tuple[str, int, int]


@dataclass(frozen=True)
class Term:
    """`kind` is name, phone, mail or code; `text` stands in the one form."""

    kind: str
    text: str


@dataclass(frozen=True)
class Key:
    """A term of which only its length and its digest are known."""

    kind: str
    length: int
    digest: str


@dataclass(frozen=True)
class Sought:
    """What is looked for. `find` gives (kind, start, end) of each hit in a text, in order and without overlaps."""

    is_term: Callable[[str, str], bool]
    lengths: tuple[tuple[str, int], ...]
    # A quick look: whether anything can be found in a text at all.
    may_hold: Callable[[str], bool]

    def find(self, text: str) -> list[Hit]:
        if not self.may_hold(text):
            return []
        letters, places = _one_form(text)
        found: list[Hit] = []
        for start, end, kind in sorted(self._spans(letters, places), key=lambda span: (span[0], -span[1])):
            if not found or places[start] >= found[-1][2]:
                found.append((kind, places[start], places[end - 1] + 1))
        return found

    def _spans(self, letters: str, places: list[int]) -> Iterator[tuple[int, int, str]]:
        for kind, length in self.lengths:
            for start in range(len(letters) - length + 1):
                end = start + length
                is_term = _may_begin(kind, letters[start]) and self.is_term(kind, letters[start:end])
                if is_term and _is_whole(kind, letters, places, start, end):
                    yield start, end, kind

    def mask(self, text: str) -> str:
        """The text with MARK in the place of each hit; the same text where there is none."""
        for _kind, start, end in reversed(self.find(text)):
            text = text[:start] + MARK + text[end:]
        return text


def sought(terms: Iterable[Term]) -> Sought:
    known = {(term.kind, term.text) for term in terms}
    plain = [(kind, text) for kind, text in known if kind != "phone" and text.isalpha() and not text.isascii()]
    numbers = [text for kind, text in known if kind == "phone"]
    others = {(kind, text) for kind, text in known - set(plain) if kind != "phone"}
    looks = [_look_of(kind) for kind in {kind for kind, _text in others}]

    def may_hold(text: str) -> bool:
        if any(word[0] in text for _kind, word in plain) or any(look(text) for look in looks):
            return True
        if not (numbers and FIGURES.search(text)):
            return False
        figures = NO_FIGURE.sub("", unicodedata.normalize("NFKC", text))
        return any(number in figures for number in numbers)

    lengths = _lengths((kind, len(text)) for kind, text in known)
    return Sought(lambda kind, text: (kind, text) in known, lengths, may_hold)


def sought_by_digest(keys: Collection[Key], secret: str) -> Sought:
    known = {(key.kind, key.digest) for key in keys}

    @lru_cache(maxsize=100_000)
    def is_term(kind: str, text: str) -> bool:
        return (kind, digest_of(secret, kind, text)) in known

    looks = [_look_of(kind) for kind in {kind for kind, _digest in known}]
    lengths = _lengths((key.kind, key.length) for key in keys)
    return Sought(is_term, lengths, lambda text: any(look(text) for look in looks))


def key_of(term: Term, secret: str) -> Key:
    return Key(term.kind, len(term.text), digest_of(secret, term.kind, term.text))


def digest_of(secret: str, kind: str, text: str) -> str:
    return hmac.digest(secret.encode(), f"data request:{kind}:{text}".encode(), hashlib.sha256).hex()


def one_form(text: str) -> str:
    return _one_form(text)[0]


def ways_to_write(number: str, area_code: str = "") -> set[str]:
    """A telephone number with and without +86 and the area code; "" gives none."""
    digits = "".join(letter for letter in one_form(number) if letter.isdecimal())
    if len(digits) > MOBILE and digits.startswith("86"):
        digits = digits.removeprefix("86")
    ways = {digits} - {""}
    if digits.startswith("0"):
        ways.add(digits[3 if digits.startswith(SHORT_AREAS) else 4 :])
    elif SHORTEST_LOCAL <= len(digits) <= LONGEST_LOCAL and area_code:
        ways.add(area_code + digits)
    return {way for way in ways if len(way) >= SHORTEST_LOCAL}


def _look_of(kind: str) -> Callable[[str], bool]:
    if kind == "phone":
        return lambda text: bool(FIGURES.search(text))
    if kind == "mail":
        return lambda text: "@" in text or "＠" in text
    return bool


def _lengths(found: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(set(found)))


def _one_form(text: str) -> tuple[str, list[int]]:
    """The letters that count, and where each of them stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for letter in _letters(written):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=20_000)
def _letters(written: str) -> str:
    plain = unicodedata.normalize("NFKC", written).casefold()
    return "".join(letter for letter in plain if letter not in SKIPPED and not letter.isspace())


def _may_begin(kind: str, letter: str) -> bool:
    """A quick look that spares most digests."""
    return letter.isdecimal() if kind == "phone" else letter.isalnum()


def _is_whole(kind: str, letters: str, places: list[int], start: int, end: int) -> bool:
    """Not a part of a longer word or number; a mobile number is found wherever its figures stand."""
    if kind == "phone" and end - start >= MOBILE:
        return True
    before = start > 0 and places[start] - places[start - 1] <= 1 and _goes_on(letters[start - 1], letters[start])
    after = end < len(letters) and places[end] - places[end - 1] <= 1 and _goes_on(letters[end - 1], letters[end])
    return not (before or after)


def _goes_on(letter: str, following: str) -> bool:
    """Whether the two belong to one word: figures to figures, Latin letters to both; Chinese ones to none."""
    return all(each.isascii() and each.isalnum() for each in (letter, following))
