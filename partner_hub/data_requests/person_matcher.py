"""Finds names, phone numbers, mail addresses and codes of a person in a text. Pure.

Texts are compared in a form without width, case, blanks and separators. The terms are known in clear, or by keyed
digests only, so that an erasure can be repeated without a list of the people who asked for it.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from partner_hub.letters import is_letter, letters_of_today

# Written within a number, or within a name of several parts.
IGNORED_CHARACTERS = frozenset("-‐‑‒–—―－_.·•・‧∙()（）+\u200b\ufeff")
ERASED_MARK = "〔已删除〕"
MOBILE_LENGTH = 11
# 010, 020 ... have three figures; all other area codes have four.
SHORT_AREA_CODES = ("01", "02")
MIN_LOCAL_LENGTH, MAX_LOCAL_LENGTH = 7, 8
# So many figures that it may be a telephone number; circled and raised ones are none.
PHONE_LIKE = re.compile(r"\d(?:\D{0,3}\d){6}")
NON_DIGITS = re.compile(r"[^0-9]+")
Hit = tuple[str, int, int]


@dataclass(frozen=True)
class Term:
    """`kind` is name, phone, mail or code; `text` is in comparable form."""

    kind: str
    text: str


@dataclass(frozen=True)
class Key:
    """A term of which only its length and its digest are known."""

    kind: str
    length: int
    digest: str


@dataclass(frozen=True)
class PersonMatcher:
    """`find` returns (kind, start, end) of each hit in a text, in order and without overlaps."""

    is_term: Callable[[str, str], bool]
    lengths: tuple[tuple[str, int], ...]
    # Cheap prefilter: False when nothing can be found in the text.
    may_hold: Callable[[str], bool]

    def find(self, text: str) -> list[Hit]:
        if not self.may_hold(text):
            return []
        letters, places = _comparable_letters(text)
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
                if is_term and _is_whole_word(kind, letters, places, start, end):
                    yield start, end, kind

    def mask(self, text: str) -> str:
        """The text with ERASED_MARK for each hit; unchanged without one."""
        for _kind, start, end in reversed(self.find(text)):
            text = text[:start] + ERASED_MARK + text[end:]
        return text


def matcher_of_terms(terms: Iterable[Term]) -> PersonMatcher:
    known = {(term.kind, term.text) for term in terms}
    plain = [(kind, text) for kind, text in known if kind != "phone" and text.isalpha() and not text.isascii()]
    numbers = [text for kind, text in known if kind == "phone"]
    others = {(kind, text) for kind, text in known - set(plain) if kind != "phone"}
    looks = [_prefilter_of(kind) for kind in {kind for kind, _text in others}]

    def may_hold(text: str) -> bool:
        if any(word[0] in text for _kind, word in plain) or any(look(text) for look in looks):
            return True
        if not (numbers and PHONE_LIKE.search(text)):
            return False
        figures = NON_DIGITS.sub("", unicodedata.normalize("NFKC", text))
        return any(number in figures for number in numbers)

    lengths = _sorted_lengths((kind, len(text)) for kind, text in known)
    return PersonMatcher(lambda kind, text: (kind, text) in known, lengths, may_hold)


def matcher_of_digests(keys: Collection[Key], secret: str) -> PersonMatcher:
    known = {(key.kind, key.digest) for key in keys}

    @lru_cache(maxsize=100_000)
    def is_term(kind: str, text: str) -> bool:
        return (kind, digest_of(secret, kind, text)) in known

    looks = [_prefilter_of(kind) for kind in {kind for kind, _digest in known}]
    lengths = _sorted_lengths((key.kind, key.length) for key in keys)
    return PersonMatcher(is_term, lengths, lambda text: any(look(text) for look in looks))


def key_of(term: Term, secret: str) -> Key:
    return Key(term.kind, len(term.text), digest_of(secret, term.kind, term.text))


def digest_of(secret: str, kind: str, text: str) -> str:
    return hmac.digest(secret.encode(), f"data request:{kind}:{text}".encode(), hashlib.sha256).hex()


def comparable_form(text: str) -> str:
    return _comparable_letters(text)[0]


def phone_spellings(number: str, area_code: str = "") -> set[str]:
    """A telephone number with and without +86 and the area code, never with its extension; "" gives none."""
    digits = "".join(letter for letter in comparable_form(number.partition("转")[0]) if letter.isdecimal())
    if len(digits) > MOBILE_LENGTH and digits.startswith("86"):
        digits = digits.removeprefix("86")
    ways = {digits} - {""}
    if digits.startswith("0"):
        ways.add(digits[3 if digits.startswith(SHORT_AREA_CODES) else 4 :])
    elif MIN_LOCAL_LENGTH <= len(digits) <= MAX_LOCAL_LENGTH and area_code:
        ways.add(area_code + digits)
    return {way for way in ways if len(way) >= MIN_LOCAL_LENGTH}


def _prefilter_of(kind: str) -> Callable[[str], bool]:
    if kind == "phone":
        return lambda text: bool(PHONE_LIKE.search(text))
    if kind == "mail":
        return lambda text: "@" in text or "＠" in text
    return bool


def _sorted_lengths(found: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(set(found)))


def _comparable_letters(text: str) -> tuple[str, list[int]]:
    """The letters that are compared, and the index of each in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for letter in _comparable_letter(written):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=20_000)
def _comparable_letter(written: str) -> str:
    plain = unicodedata.normalize("NFKC", letters_of_today(written)).casefold()
    return "".join(letter for letter in plain if letter not in IGNORED_CHARACTERS and not letter.isspace())


def _may_begin(kind: str, letter: str) -> bool:
    """Cheap test that saves most digests."""
    return letter.isdecimal() if kind == "phone" else is_letter(letter)


def _is_whole_word(kind: str, letters: str, places: list[int], start: int, end: int) -> bool:
    """Not part of a longer word or number; a mobile number may stand anywhere."""
    if kind == "phone" and end - start >= MOBILE_LENGTH:
        return True
    before = start > 0 and places[start] - places[start - 1] <= 1 and _is_same_word(letters[start - 1], letters[start])
    after = end < len(letters) and places[end] - places[end - 1] <= 1 and _is_same_word(letters[end - 1], letters[end])
    return not (before or after)


def _is_same_word(letter: str, following: str) -> bool:
    """Whether the two belong to one word: figures to figures, Latin letters to both; Chinese ones to none."""
    return all(each.isascii() and each.isalnum() for each in (letter, following))
