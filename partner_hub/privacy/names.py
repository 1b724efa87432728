"""Names of persons: the likeliest way to read a text as ordinary words and names, and names told by their shape.

A text is cut at every place into the words of the lexicon and into what may be a name (surname and one or two
characters); a name weighs more behind a word that announces one and before a title, less before what makes it a place.
The likeliest cutting of all is found in one pass.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from partner_hub.privacy.lexicon import lexicon
from partner_hub.privacy.word_names import find_word_names
from partner_hub.privacy.words import load

Places = tuple[int, int]

_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]{2,}")
_LONGEST_WORD: Final = 4
# How many characters.
_SURNAMES: Final = (1, 2, 4)
# How likely it is that the next word of a text is a name, a surname with a title, a given name with a title.
_NAME: Final = math.log(0.02)
_ONE_GIVEN: Final = math.log(0.12)
_TWO_GIVEN: Final = math.log(0.8)
_BARE: Final = math.log(0.02)
_GIVEN_ALONE: Final = math.log(0.002)
# 老李, 小王: of most surnames it leads to nobody.
_FAMILIAR: Final = "老小阿"
_NICKNAME: Final = -2.0
_KNOWN: Final = math.log(0.000_01)
_TELLING: Final = 4.0
_UNKNOWN_TITLE: Final = math.log(0.000_002)
# What the words around it add.
_LABEL: Final = 6.0
_COLON: Final = 7.0
_CALL: Final = 3.0
_TITLE: Final = 4.5
_FOLLOWER: Final = 1.2
_PLACE: Final = -9.0
_EDGE: Final = 1.2
_NEIGHBOUR: Final = 4.5
_PLACE_LIKE: Final = -7.0
_WORD: Final = -4.0
_BEGINS_WITH_WORD: Final = -2.5
_USUAL: Final = math.log(0.000_002)
_PLACES: Final = frozenset("桥路街巷弄村镇乡苑坊厂店楼站县区市省部局所馆队厅科处组网室环司")
_LONGEST_MARK: Final = 6
# 周三 is a day and no beginning of a name before these.
_WEEKDAY: Final = re.compile("周[一二三四五六日天末][来去到有在的上下晚早中开要会可能前后至和及与]")


class _Piece(NamedTuple):
    """A word or a name; a name ends where its title begins, which the piece may take in."""

    end: int
    weight: float
    name_end: int = 0


class _Reading:
    """One stretch of Chinese characters [start, end) of a text.

    `known` has the end of the longest known name that begins at a place; `near` are places beside other names.
    """

    def __init__(self, text: str, span: Places, known: Mapping[int, int], near: frozenset[int]) -> None:
        self.text, self.known, self.near = text, known, near
        self.start, self.end = span
        self.lexicon = lexicon()

    def names(self) -> list[Places]:
        length = self.end - self.start
        weights = [0.0, *[-math.inf] * length]
        best: list[tuple[int, _Piece]] = [(0, _Piece(0, 0.0))] * (length + 1)
        for place in range(length):
            for piece in self._pieces(self.start + place):
                weight, end = weights[place] + piece.weight, piece.end - self.start
                if weight > weights[end]:
                    weights[end], best[end] = weight, (place, piece)
        return self._told(best)

    def _told(self, best: list[tuple[int, _Piece]]) -> list[Places]:
        found, place = [], self.end - self.start
        while place:
            place, piece = best[place]
            if piece.name_end:
                found.append((self.start + place, piece.name_end))
        return found[::-1]

    def _pieces(self, place: int) -> Iterator[_Piece]:
        text, known = self.text, self.lexicon
        yield _Piece(place + 1, known.words.get(text[place], known.unknown))
        for end in range(place + 2, min(place + _LONGEST_WORD, self.end) + 1):
            if (weight := known.words.get(text[place:end])) is not None:
                yield _Piece(end, weight)
        if place < (end := self.known.get(place, 0)) <= self.end:
            yield _Piece(end, _KNOWN)
        if text[place] in known.heads:
            for length in _SURNAMES:
                surname = text[place : place + length]
                if surname in known.surnames and place + length < self.end:
                    yield from self._with_surname(place, surname)
        if text[place] in _FAMILIAR and place + 1 < self.end and text[place + 1] in known.surnames:
            yield _Piece(place + 2, _BARE + known.surnames[text[place + 1]] + _NICKNAME)
        if text[place] in known.given:
            yield from self._given_alone(place)

    def _with_surname(self, place: int, surname: str) -> Iterator[_Piece]:
        begin, known = place + len(surname), self.lexicon
        weight = known.surnames[surname]
        before = _NAME + weight + self._before(place)
        for length, share in ((1, _ONE_GIVEN), (2, _TWO_GIVEN)):
            end = begin + length
            given = self.text[begin:end]
            is_day = _WEEKDAY.match(self.text, place) is not None
            if end <= self.end and "某" not in given and given not in known.kin and not is_day:
                likely = before + share + known.given_name(given) + self._after(end) + self._otherwise(place, end)
                yield _Piece(end, likely, end)
        if title := self._title(begin):
            # Of most surnames it leads to nobody, but it is no other name either.
            weight += _BARE + known.words.get(title, _UNKNOWN_TITLE)
            is_telling = surname in known.telling
            yield _Piece(begin + len(title), weight + is_telling * _TELLING, begin if is_telling else 0)

    def _otherwise(self, start: int, end: int) -> float:
        """What may be a name and is a word, too, or begins with one, or ends as places do."""
        text, words = self.text, self.lexicon.words
        weight = _PLACE_LIKE if text[end - 1] in _PLACES else 0.0
        if text[start:end] in words:
            return weight + _WORD
        return weight + _BEGINS_WITH_WORD if words.get(text[start : start + 2], _UNKNOWN_TITLE) > _USUAL else weight

    def _given_alone(self, place: int) -> Iterator[_Piece]:
        """秀兰阿姨: two characters that are usual in given names, with a title."""
        end, known = place + 2, self.lexicon
        given = self.text[place:end]
        if end >= self.end or given[1] not in known.given or len(self._title(end)) < len(given):
            return
        if given not in known.words and (place == self.start or self.text[place - 1] not in known.surnames):
            yield _Piece(end, _GIVEN_ALONE + known.given_name(given), end)

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
            beside = _TITLE if _CALLED.match(self.text, place) else _EDGE
            return beside + (_NEIGHBOUR if place in self.near else 0.0)
        title = _longest(self.text, place, self.end, self.lexicon.titles)
        if len(_longest(self.text, place, self.end, self.lexicon.places)) > len(title):
            return _PLACE
        if title:
            return _TITLE
        return _FOLLOWER if _longest(self.text, place, self.end, self.lexicon.followers) else 0.0


def _longest(text: str, place: int, end: int, known: frozenset[str]) -> str:
    for length in range(min(_LONGEST_MARK, end - place), 0, -1):
        if text[place : place + length] in known:
            return text[place : place + length]
    return ""


# A telephone number.
_CALLED: Final = re.compile(r"[\s,:(、]{0,3}\+?[01][0-9\s-]{9}")
_ANNOUNCED: Final = re.compile(r"([\u4e00-\u9fff]{2,6})[\s:(\[\"“=]{1,3}$")


def _announced(text: str, place: int) -> float:
    """What 联系人: and the like add to a name behind the colon."""
    match = _ANNOUNCED.search(text, max(0, place - 12), place)
    if not match:
        return 0.0
    label = match[1]
    return _COLON if any(label[start:] in lexicon().labels for start in range(len(label))) else 0.0


def find_names(text: str, known: Sequence[Places] = ()) -> list[Places]:
    """In order; those that are told by their shape may overlap others. `text` is that of a Plain.

    `known` are names in it that lead to nobody: read as words, though a longer name may be likelier.
    """
    ends = dict(sorted(known))
    found = _read(text, ends, frozenset())
    if near := _neighbours(text, found):
        found = _read(text, ends, near)
    return sorted({*found, *_shaped(text), *find_word_names(text)})


def _read(text: str, known: Mapping[int, int], near: frozenset[int]) -> list[Places]:
    return [place for match in _HAN.finditer(text) for place in _Reading(text, match.span(), known, near).names()]


_SEPARATOR: Final = re.compile(r"\s?[、,/;和与及跟同]\s?")
_SEPARATOR_BEFORE: Final = re.compile(r"\s?[、,/;和与及跟同]\s?$")


def _neighbours(text: str, found: list[Places]) -> frozenset[int]:
    """Places where a name may begin behind 李强、 or end before 、李强."""
    places = set()
    for start, end in found:
        if match := _SEPARATOR.match(text, end):
            places.add(match.end())
        if start and (match := _SEPARATOR_BEFORE.search(text, max(0, start - 3), start)):
            places.add(start - len(match.group()))
    return frozenset(places)


def _shaped(text: str) -> Iterator[Places]:
    for pattern in _shapes():
        for match in pattern.finditer(text):
            yield match.span("part")


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    names = load("names")
    minority = names["minority"]
    sound = f"[{''.join(sorted(set(minority['sounds'])))}]"
    beside = f"[{''.join(sorted({*minority['sounds'], *minority['beside_dot']}))}]"
    part = "|".join(sorted(set(minority["parts"].split()), key=len, reverse=True))
    labels = "|".join(sorted(lexicon().labels, key=len, reverse=True))
    surnames = "".join(sorted(filter(lambda surname: len(surname) == 1, lexicon().surnames)))
    telling = names["surnames"]["telling"]
    usual = "".join(
        sorted({*names["surnames"]["commonest"], *names["surnames"]["common"], *names["surnames"]["known"]})
    )
    dot = r"\s?[·•・‧･∙⋅.]\s?"
    latin = r"[A-Z][a-z'-]+(?:[ ·.]{1,2}[A-Z][a-z'-]*){0,3}"
    han = r"[\u4e00-\u9fff]"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<part>{sound}{{2,8}}(?:{dot}{beside}{{2,10}}){{1,3}})",
            rf"(?P<part>{beside}{{2,8}}(?:[·•・‧･∙⋅]{beside}{{2,10}}){{1,3}})",
            rf"(?P<part>{beside}{{2,8}}(?:{dot}{sound}{beside}{{1,9}}){{1,3}})",
            rf"(?P<part>{sound}{{0,4}}(?:{part}){sound}{{0,4}})",
            rf"(?:{labels})\s?:\s?(?P<part>(?!某){han}{{1,6}}(?:[·•・‧･∙⋅]{han}{{1,8}}){{1,3}})",
            # A surname that leads to one family.
            rf"姓(?P<part>[{telling}])(?![名氏])",
            # Only the surname written: 马·哈丽玛; and as brothers are told apart: 臧老四.
            rf"(?<!{han})(?P<part>[{surnames}][·•・‧･∙⋅]{sound}{{2,8}})",
            rf"(?P<part>[{usual}]老[二三四五六七八九幺])(?!{beside}?[人年师太实板家])",
            rf"(?:{labels})\s?:\s?(?P<part>[{surnames}](?:\s{{1,2}}{han}){{1,2}})(?!{han})",
            rf"(?:{labels})\s?:\s?(?P<part>(?!某)[{surnames}]{han}{{1,2}})(?!{han})",
            rf"(?:叫|我是|(?:{labels})\s?[:是为]?)\s?(?P<part>{latin})(?![a-zA-Z])",
            rf"(?<![a-zA-Z])(?P<part>{latin})(?=先生|女士|小姐|太太)",
        )
    )
