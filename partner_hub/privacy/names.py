"""Names of persons: the likeliest way to read a text as ordinary words and names, and names told by their shape.

A text is cut at every place into the words of the lexicon and into what may be a name (surname and one or two
characters); a name weighs more behind a word that announces one and before a title, less before what makes it a place.
The likeliest cutting of all is found in one pass.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from partner_hub.privacy.lexicon import lexicon
from partner_hub.privacy.words import load

Places = tuple[int, int]

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
_LONGEST_WORD: Final = 4
# How likely it is that the next word of a text is a name, a surname with a title, a given name with a title.
_NAME: Final = math.log(0.004)
_ONE_GIVEN: Final = math.log(0.12)
_TWO_GIVEN: Final = math.log(0.8)
_BARE: Final = math.log(0.02)
_GIVEN_ALONE: Final = math.log(0.002)
_UNKNOWN_TITLE: Final = math.log(0.000_002)
# What the words around it add.
_LABEL: Final = 5.0
_COLON: Final = 7.0
_CALL: Final = 2.0
_TITLE: Final = 4.0
_PLACE: Final = -9.0
_EDGE: Final = 1.0
_NEIGHBOUR: Final = 4.5
_LONGEST_MARK: Final = 6


@dataclass(frozen=True)
class _Piece:
    end: int
    weight: float
    is_name: bool = False
    # How many characters at its end are a title.
    title: int = 0


class _Reading:
    """One stretch of Chinese characters [start, end) of a text."""

    def __init__(self, text: str, start: int, end: int, near: frozenset[int]) -> None:
        self.text, self.start, self.end, self.near = text, start, end, near
        self.lexicon = lexicon()

    def names(self) -> list[Places]:
        weights = {self.start: 0.0}
        best: dict[int, tuple[int, _Piece]] = {}
        for place in range(self.start, self.end):
            for piece in self._pieces(place):
                weight = weights[place] + piece.weight
                if weight > weights.get(piece.end, -math.inf):
                    weights[piece.end], best[piece.end] = weight, (place, piece)
        return self._told(best)

    def _told(self, best: dict[int, tuple[int, _Piece]]) -> list[Places]:
        found, place = [], self.end
        while place > self.start:
            place, piece = best[place]
            if piece.is_name:
                found.append((place, piece.end - piece.title))
        return found[::-1]

    def _pieces(self, place: int) -> Iterator[_Piece]:
        words = self.lexicon.words
        yield _Piece(place + 1, self.lexicon.word(self.text[place]) or 0.0)
        for end in range(place + 2, min(place + _LONGEST_WORD, self.end) + 1):
            if (weight := words.get(self.text[place:end])) is not None:
                yield _Piece(end, weight)
        for length in (1, 2, 4):
            surname = self.text[place : place + length]
            if place + length < self.end and (weight := self.lexicon.surnames.get(surname)) is not None:
                yield from self._with_surname(place, surname, weight)
        yield from self._given_alone(place)

    def _with_surname(self, place: int, surname: str, weight: float) -> Iterator[_Piece]:
        begin = place + len(surname)
        before = self._before(place)
        for length, share in ((1, _ONE_GIVEN), (2, _TWO_GIVEN)):
            end = begin + length
            if end <= self.end and "某" not in self.text[begin:end]:
                given = self.lexicon.given_name(self.text[begin:end])
                yield _Piece(end, _NAME + weight + share + given + before + self._after(end), is_name=True)
        if title := self._title(begin):
            is_telling = surname in self.lexicon.telling
            yield _Piece(begin + len(title), _BARE + weight + self._cost(title), is_telling, len(title))

    def _given_alone(self, place: int) -> Iterator[_Piece]:
        """秀兰阿姨: two characters that are usual in given names, with a title."""
        given, known = self.text[place : place + 2], self.lexicon
        if given in known.words or (place > self.start and self.text[place - 1] in known.surnames):
            return
        if all(one in known.given for one in given) and len(self._title(place + 2)) > 1:
            yield _Piece(place + 2, _GIVEN_ALONE + known.given_name(given), is_name=True)

    def _cost(self, word: str) -> float:
        return self.lexicon.words.get(word, _UNKNOWN_TITLE)

    def _title(self, place: int) -> str:
        return _longest(self.text, place, self.end, self.lexicon.kin)

    def _before(self, place: int) -> float:
        near = _NEIGHBOUR if place in self.near else 0.0
        if place == self.start:
            return near + max(_EDGE, _announced(self.text, place))
        for length in range(min(_LONGEST_MARK, place - self.start), 0, -1):
            word = self.text[place - length : place]
            if word in self.lexicon.labels:
                return near + _LABEL
            if word in self.lexicon.calls:
                return near + _CALL
        return near

    def _after(self, place: int) -> float:
        if place == self.end:
            return _EDGE + (_NEIGHBOUR if place in self.near else 0.0)
        title = _longest(self.text, place, self.end, self.lexicon.titles)
        if len(_longest(self.text, place, self.end, self.lexicon.places)) > len(title):
            return _PLACE
        return _TITLE if title else 0.0


def _longest(text: str, place: int, end: int, known: frozenset[str]) -> str:
    for length in range(min(_LONGEST_MARK, end - place), 0, -1):
        if text[place : place + length] in known:
            return text[place : place + length]
    return ""


_ANNOUNCED: Final = re.compile(r"([\u4e00-\u9fff]{2,6})[\s:(\[\"“=]{1,3}$")


def _announced(text: str, place: int) -> float:
    """What 联系人: and the like add to a name behind the colon."""
    match = _ANNOUNCED.search(text, max(0, place - 12), place)
    if not match:
        return 0.0
    label = match[1]
    known = lexicon().labels
    return _COLON if any(label[start:] in known for start in range(len(label))) else 0.0


def find_names(text: str) -> list[Places]:
    """In order, without overlaps. `text` is that of a Plain."""
    found = _read(text, frozenset())
    near = _neighbours(text, found)
    if near:
        found = _read(text, near)
    return sorted({*found, *_shaped(text)})


def _read(text: str, near: frozenset[int]) -> list[Places]:
    known = _beginnings()
    return [
        place
        for match in _HAN.finditer(text)
        if len(match.group()) > 1 and not known.isdisjoint(match.group())
        for place in _Reading(text, *match.span(), near).names()
    ]


@cache
def _beginnings() -> frozenset[str]:
    known = lexicon()
    return frozenset([*(surname[0] for surname in known.surnames), *known.given])


_SEPARATOR: Final = re.compile(r"\s?[、,/;和与及跟同]\s?")


def _neighbours(text: str, found: list[Places]) -> frozenset[int]:
    """Places where a name may begin behind 李强、 or end before 、李强."""
    places = set()
    for start, end in found:
        if match := _SEPARATOR.match(text, end):
            places.add(match.end())
        if start and (match := re.search(r"\s?[、,/;和与及跟同]\s?$", text[max(0, start - 3) : start])):
            places.add(start - len(match.group()))
    return frozenset(places)


def _shaped(text: str) -> Iterator[Places]:
    for pattern in _shapes():
        for match in pattern.finditer(text):
            yield match.span("part")


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    minority = load("names")["minority"]
    sound = f"[{''.join(sorted(set(minority['sounds'])))}]"
    part = "|".join(sorted(set(minority["parts"].split()), key=len, reverse=True))
    labels = "|".join(sorted(lexicon().labels, key=len, reverse=True))
    dot = r"\s?[·•・‧･∙⋅.]\s?"
    latin = r"[A-Z][a-z'-]+(?:[ ·.]{1,2}[A-Z][a-z'-]*){0,3}"
    han = r"[\u4e00-\u9fff]"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<part>{sound}{{2,8}}(?:{dot}{sound}{{2,10}}){{1,3}})",
            rf"(?P<part>{sound}{{0,4}}(?:{part}){sound}{{0,4}})",
            rf"(?:{labels})\s?:\s?(?P<part>(?!某){han}{{1,6}}(?:[·•・‧･∙⋅]{han}{{1,8}}){{1,3}})",
            rf"(?:{labels})\s?:\s?(?P<part>{han}\s{{1,2}}{han})(?!{han})",
            rf"(?:叫|我是|(?:{labels})\s?[:是为]?)\s?(?P<part>{latin})(?![a-zA-Z])",
            rf"(?<![a-zA-Z])(?P<part>{latin})(?=先生|女士|小姐|太太)",
        )
    )
