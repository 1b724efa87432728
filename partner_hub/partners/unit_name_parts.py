"""A canonical name taken apart: leading places, then words of function, brands, numbers and words that end units."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from partner_hub.partners.unit_name_places import Place, Stems, leading_places, place_at
from partner_hub.partners.unit_name_spelling import is_name_sign, is_number
from partner_hub.partners.unit_name_words import (
    FUNCTIONS,
    HEADS,
    HEADS_INSIDE,
    LEGAL_FORMS,
    OMITTABLE,
    TELLING,
    TELLING_HEADS,
)

# What a written name loses of its score where it says less than the full one.
SHORTENED: Final = 0.01
SAID_BY_LITTLE: Final = 0.03
SECOND_OF_TWO: Final = 0.15
HEAD_LEFT_OUT: Final = 0.21
FUNCTION_LEFT_OUT: Final = 0.25
OWN_NAME_LEFT_OUT: Final = 0.45
JOINTS: Final = "和与及"
ROAD: Final = re.compile(r".+[路街巷里]")


class Kind(StrEnum):
    BRAND = "brand"
    PLACE = "place"
    NUMBER = "number"
    FUNCTION = "function"
    HEAD = "head"
    LEGAL = "legal"
    JOINT = "joint"


@dataclass(frozen=True)
class Part:
    """`forms` are what may stand for it, with their loss; `left_out` is the loss where nothing does.

    `stem` is that of a place.
    """

    text: str
    kind: Kind
    forms: tuple[tuple[str, float], ...]
    left_out: float
    stem: str = ""


@dataclass(frozen=True)
class NameInParts:
    """`rest` is the canonical name without its leading places; the last unit's own parts begin at `own_from`."""

    canonical: str
    places: tuple[Place, ...]
    rest: str
    parts: tuple[Part, ...]
    own_from: int

    @cached_property
    def rest_signs(self) -> frozenset[str]:
        return frozenset(self.rest)

    @cached_property
    def signs(self) -> frozenset[str]:
        """All that its parts and what may stand for them are written with."""
        return self.rest_signs.union(*(form for part in self.parts for form, _ in part.forms))

    @property
    def own(self) -> tuple[Part, ...]:
        return self.parts[self.own_from :]

    @property
    def head(self) -> str:
        return next((part.text for part in reversed(self.own) if part.kind is Kind.HEAD), "")

    @cached_property
    def is_commercial(self) -> bool:
        return any(part.kind is Kind.LEGAL for part in self.parts)


def take_apart(canonical: str, stems: Stems) -> NameInParts:
    places, rest = leading_places(canonical, stems)
    parts = _with_telling_first_word(_NameCutter(rest, stems).cut())
    return NameInParts(canonical, tuple(places), rest, tuple(parts), _start_of_own(parts))


class _NameCutter:
    """Takes the longest known word at each place; what lies between known words is a brand."""

    def __init__(self, rest: str, stems: Stems) -> None:
        self._rest = rest
        self._stems = stems
        self._parts: list[Part] = []
        self._unknown = ""

    def cut(self) -> list[Part]:
        at = 0
        while at < len(self._rest):
            part = self._part_at(at)
            if part is None:
                self._unknown += self._rest[at]
                at += 1
            else:
                self._end_unknown()
                self._parts.append(part)
                at += len(part.text)
        self._end_unknown()
        return self._parts

    def _end_unknown(self) -> None:
        if self._unknown:
            self._parts.append(_brand(self._unknown))
        self._unknown = ""

    def _is_after(self, *kinds: Kind) -> bool:
        return not self._unknown and bool(self._parts) and self._parts[-1].kind in kinds

    def _part_at(self, at: int) -> Part | None:
        sign = self._rest[at]
        if is_number(sign):
            return Part(sign, Kind.NUMBER, ((sign, 0.0),), OWN_NAME_LEFT_OUT)
        if is_name_sign(sign):
            return _brand(sign)
        if not self._unknown and (place := place_at(self._rest[at:], self._stems)):
            return _place_part(place, self._stems)
        if sign in JOINTS and self._is_after(Kind.FUNCTION) and _longest(_FUNCTIONS, self._rest, at + 1):
            return Part(sign, Kind.JOINT, ((sign, 0.0),), 0.0)
        return self._word_at(at)

    def _word_at(self, at: int) -> Part | None:
        legal, head, function = (_longest(words, self._rest, at) for words in (_LEGAL_FORMS, _HEADS, _FUNCTIONS))
        if head and not self._ends_a_unit(head, at):
            head = ""
        if legal and len(legal) >= len(head):
            return Part(legal, Kind.LEGAL, _FORMS_OF_FIRM, 0.0) if legal == "公司" else _legal_part(legal)
        if len(function) > len(head) or (function and function == head and at + len(head) < len(self._rest)):
            return _function_part(function, after_joint=self._is_after(Kind.JOINT))
        return _head_part(head) if head else None

    def _ends_a_unit(self, head: str, at: int) -> bool:
        """A single character does so at the end of the name, and some of them after a known word."""
        if len(head) > 1 or at + 1 == len(self._rest) or head == "局":
            return True
        return head in HEADS_INSIDE and (at == 0 or self._is_after(Kind.FUNCTION, Kind.NUMBER))


def _by_first_sign(words: Iterable[str]) -> dict[str, list[str]]:
    """The longest ones first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[0], []).append(word)
    return found


def _longest(words: dict[str, list[str]], text: str, at: int) -> str:
    return next((word for word in words.get(text[at : at + 1], ()) if text.startswith(word, at)), "")


_LEGAL_FORMS: Final = _by_first_sign(LEGAL_FORMS)
_HEADS: Final = _by_first_sign(HEADS)
_FUNCTIONS: Final = _by_first_sign(FUNCTIONS)
_FORMS_OF_FIRM: Final = (("公司", 0.0), ("集团", 0.0), ("司", SHORTENED))


def _legal_part(legal: str) -> Part:
    return Part(legal, Kind.LEGAL, ((legal, 0.0), *_FORMS_OF_FIRM), 0.0)


def _head_part(head: str) -> Part:
    forms = ((head, 0.0), *((form, SHORTENED) for form in HEADS[head]))
    return Part(head, Kind.HEAD, forms, OWN_NAME_LEFT_OUT if head in TELLING_HEADS else HEAD_LEFT_OUT)


def _function_part(word: str, *, after_joint: bool) -> Part:
    """The word, its usual short forms and its beginnings."""
    begins = [word[:length] for length in range(len(word) - 1, 0, -1)]
    forms = ((word, 0.0), *((form, SHORTENED) for form in dict.fromkeys((*FUNCTIONS[word], *begins))))
    loss = SECOND_OF_TWO if after_joint else FUNCTION_LEFT_OUT
    if word in TELLING or word in OMITTABLE:
        loss = OWN_NAME_LEFT_OUT if word in TELLING else SAID_BY_LITTLE
    return Part(word, Kind.FUNCTION, forms, loss)


def _place_part(place: Place, stems: Stems) -> Part:
    levels = [place.level] if place.level else sorted(stems[place.stem])
    forms = {place.text: 0.0, place.stem: 0.0, **{place.stem + level: 0.0 for level in levels}}
    forms |= dict.fromkeys(levels, SHORTENED)
    return Part(place.text, Kind.PLACE, tuple(forms.items()), OWN_NAME_LEFT_OUT, place.stem)


def _brand(text: str) -> Part:
    kind = Kind.PLACE if ROAD.fullmatch(text) else Kind.BRAND
    return Part(text, kind, ((text, 0.0),), OWN_NAME_LEFT_OUT)


def _with_telling_first_word(parts: Sequence[Part]) -> list[Part]:
    """The first word of a firm's name tells it from others, even where it is a usual one (康复药店)."""
    if not parts or parts[0].kind is not Kind.FUNCTION or parts[0].text == "中国":
        return list(parts)
    is_shop = len(parts[-1].text) > 1 and parts[-1].text.endswith("店")
    if is_shop or any(part.kind is Kind.LEGAL for part in parts):
        return [replace(parts[0], left_out=OWN_NAME_LEFT_OUT), *parts[1:]]
    return list(parts)


def _start_of_own(parts: Sequence[Part]) -> int:
    """After the last word that ends a unit while more than such words follows."""
    last = 0
    for at, (part, following) in enumerate(itertools.pairwise(parts), start=1):
        ends = part.kind in {Kind.HEAD, Kind.LEGAL} or is_name_sign(part.text[0])
        is_union = part.kind is Kind.LEGAL and following.kind is Kind.HEAD
        if ends and (is_union or following.kind not in {Kind.HEAD, Kind.LEGAL}):
            last = at
    return last
