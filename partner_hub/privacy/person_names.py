"""Finds names of persons: a unigram segmentation of Chinese text into words and names (Viterbi), and name patterns.

Candidates at each position are the words of the lexicon and surname + one or two characters. Weights are natural
logarithms of probabilities; context words before and behind (labels, titles, place words) add to a name's weight. The
most probable segmentation is found in one pass by dynamic programming.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from partner_hub.letters import HAN, PRIVATE_USE
from partner_hub.privacy.lexicon import load_lexicon
from partner_hub.privacy.names_like_words import find_names_like_words
from partner_hub.privacy.words import load_word_list

Span = tuple[int, int]

_HAN_RUN: Final = re.compile(f"[{HAN}{PRIVATE_USE}]{{2,}}")
_MAX_WORD_LENGTH: Final = 4
# In characters.
_SURNAME_LENGTHS: Final = (1, 2, 4)
# Log probabilities that the next word is a full name, a surname with a title, a given name with a title.
_LOG_NAME: Final = math.log(0.02)
_LOG_ONE_GIVEN: Final = math.log(0.12)
_LOG_TWO_GIVEN: Final = math.log(0.8)
_LOG_SURNAME_ONLY: Final = math.log(0.02)
_LOG_GIVEN_ONLY: Final = math.log(0.002)
# 老李, 小王: identifies nobody, except with a rare surname.
_NICKNAME_PREFIXES: Final = "老小阿"
_W_NICKNAME: Final = -2.0
_LOG_KNOWN_NAME: Final = math.log(0.000_01)
_W_RARE_SURNAME: Final = 4.0
_LOG_UNKNOWN_TITLE: Final = math.log(0.000_002)
# Weights (log odds) that the context adds.
_W_LABEL: Final = 6.0
_W_LABEL_WITH_COLON: Final = 7.0
_W_CALL: Final = 3.0
_W_TITLE: Final = 4.5
_W_FOLLOWER: Final = 1.2
_W_PLACE: Final = -9.0
_W_EDGE: Final = 1.2
_W_NEIGHBOUR: Final = 4.5
_W_PLACE_LIKE: Final = -7.0
_W_WORD: Final = -4.0
_W_BEGINS_WITH_WORD: Final = -2.5
_LOG_USUAL_WORD: Final = math.log(0.000_002)
_PLACE_ENDINGS: Final = frozenset("桥路街巷弄村镇乡苑坊厂店楼站县区市省部局所馆队厅科处组网室环司")
_MAX_MARK_LENGTH: Final = 6
# 周三 is a day and no beginning of a name before these.
_WEEKDAY: Final = re.compile("周[一二三四五六日天末][来去到有在的上下晚早中开要会可能前后至和及与]")


class _Piece(NamedTuple):
    """A candidate word or name. `name_end` > 0 marks a name; a title behind it may belong to the piece."""

    end: int
    weight: float
    name_end: int = 0


class _Reading:
    """Segmentation of one run of Chinese characters [start, end).

    `known`: start -> end of the longest known name there; `near`: positions beside other names of an enumeration.
    """

    def __init__(self, text: str, span: Span, known: Mapping[int, int], near: frozenset[int]) -> None:
        self.text, self.known, self.near = text, known, near
        self.start, self.end = span
        self.lexicon = load_lexicon()

    def names(self) -> list[Span]:
        length = self.end - self.start
        weights = [0.0, *[-math.inf] * length]
        best: list[tuple[int, _Piece]] = [(0, _Piece(0, 0.0))] * (length + 1)
        for place in range(length):
            for piece in self._pieces(self.start + place):
                weight, end = weights[place] + piece.weight, piece.end - self.start
                if weight > weights[end]:
                    weights[end], best[end] = weight, (place, piece)
        return self._name_spans(best)

    def _name_spans(self, best: list[tuple[int, _Piece]]) -> list[Span]:
        found, place = [], self.end - self.start
        while place:
            place, piece = best[place]
            if piece.name_end:
                found.append((self.start + place, piece.name_end))
        return found[::-1]

    def _pieces(self, place: int) -> Iterator[_Piece]:
        text, known = self.text, self.lexicon
        yield _Piece(place + 1, known.words.get(text[place], known.unknown))
        for end in range(place + 2, min(place + _MAX_WORD_LENGTH, self.end) + 1):
            if (weight := known.words.get(text[place:end])) is not None:
                yield _Piece(end, weight)
        if place < (end := self.known.get(place, 0)) <= self.end:
            yield _Piece(end, _LOG_KNOWN_NAME)
        if text[place] in known.heads:
            for length in _SURNAME_LENGTHS:
                surname = text[place : place + length]
                if surname in known.surnames and place + length < self.end:
                    yield from self._with_surname(place, surname)
        elif text[place] not in known.usual and place + 1 < self.end:
            yield from self._with_surname(place, text[place])
        if text[place] in _NICKNAME_PREFIXES and place + 1 < self.end and text[place + 1] in known.surnames:
            yield _Piece(place + 2, _LOG_SURNAME_ONLY + known.surnames[text[place + 1]] + _W_NICKNAME)
        if text[place] in known.given:
            yield from self._given_alone(place)

    def _with_surname(self, place: int, surname: str) -> Iterator[_Piece]:
        begin, known = place + len(surname), self.lexicon
        weight = known.surname(surname)
        before = _LOG_NAME + weight + self._before(place)
        for length, share in ((1, _LOG_ONE_GIVEN), (2, _LOG_TWO_GIVEN)):
            end = begin + length
            given = self.text[begin:end]
            is_day = _WEEKDAY.match(self.text, place) is not None
            if end <= self.end and "某" not in given and given not in known.kin and not is_day:
                likely = before + share + known.given_name(given) + self._after(end) + self._otherwise(place, end)
                yield _Piece(end, likely, end)
        if title := self._title(begin):
            # Of most surnames it leads to nobody, but it is no other name either.
            weight += _LOG_SURNAME_ONLY + known.words.get(title, _LOG_UNKNOWN_TITLE)
            is_telling = surname in known.telling or (surname not in known.usual and len(title) > 1)
            yield _Piece(begin + len(title), weight + is_telling * _W_RARE_SURNAME, begin if is_telling else 0)

    def _otherwise(self, start: int, end: int) -> float:
        """Penalty for a candidate that is also a word, begins with one, or ends like a place name."""
        text, words = self.text, self.lexicon.words
        weight = _W_PLACE_LIKE if text[end - 1] in _PLACE_ENDINGS else 0.0
        if text[start:end] in words:
            return weight + _W_WORD
        return (
            weight + _W_BEGINS_WITH_WORD
            if words.get(text[start : start + 2], _LOG_UNKNOWN_TITLE) > _LOG_USUAL_WORD
            else weight
        )

    def _given_alone(self, place: int) -> Iterator[_Piece]:
        """秀兰阿姨: two characters that are usual in given names, with a title."""
        end, known = place + 2, self.lexicon
        given = self.text[place:end]
        if end >= self.end or given[1] not in known.given or len(self._title(end)) < len(given):
            return
        if given not in known.words and (place == self.start or self.text[place - 1] not in known.surnames):
            yield _Piece(end, _LOG_GIVEN_ONLY + known.given_name(given), end)

    def _title(self, place: int) -> str:
        return _longest_known_word(self.text, place, self.end, self.lexicon.kin)

    def _before(self, place: int) -> float:
        near = _W_NEIGHBOUR if place in self.near else 0.0
        if place == self.start:
            return near + max(_W_EDGE, _weight_of_label(self.text, place))
        for length in range(min(_MAX_MARK_LENGTH, place - self.start), 0, -1):
            word = self.text[place - length : place]
            if word in self.lexicon.labels:
                return near + _W_LABEL
            if word in self.lexicon.calls:
                return near + _W_CALL
        return near

    def _after(self, place: int) -> float:
        if place == self.end:
            beside = _W_TITLE if _PHONE_BEHIND.match(self.text, place) else _W_EDGE
            return beside + (_W_NEIGHBOUR if place in self.near else 0.0)
        title = _longest_known_word(self.text, place, self.end, self.lexicon.titles)
        if len(_longest_known_word(self.text, place, self.end, self.lexicon.places)) > len(title):
            return _W_PLACE
        if title:
            return _W_TITLE
        return _W_FOLLOWER if _longest_known_word(self.text, place, self.end, self.lexicon.followers) else 0.0


def _longest_known_word(text: str, place: int, end: int, known: frozenset[str]) -> str:
    for length in range(min(_MAX_MARK_LENGTH, end - place), 0, -1):
        if text[place : place + length] in known:
            return text[place : place + length]
    return ""


# A telephone number.
_PHONE_BEHIND: Final = re.compile(r"[\s,:(、]{0,3}\+?[01][0-9\s-]{9}")
_LABEL_BEFORE: Final = re.compile(r"([\u4e00-\u9fff]{2,6})[\s:(\[\"“=]{1,3}$")


def _weight_of_label(text: str, place: int) -> float:
    """Weight of a label with a colon (联系人:) before `place`."""
    match = _LABEL_BEFORE.search(text, max(0, place - 12), place)
    if not match:
        return 0.0
    label = match[1]
    return _W_LABEL_WITH_COLON if any(label[start:] in load_lexicon().labels for start in range(len(label))) else 0.0


def find_names(text: str, known: Sequence[Span] = ()) -> list[Span]:
    """Spans of names in order; those found by pattern may overlap others. `text` is that of a NormalForm.

    `known`: spans of names that identify nobody (units, delegates); they are read as words.
    """
    ends = dict(sorted(known))
    found = _most_likely_names(text, ends, frozenset())
    if near := _places_beside_names(text, found):
        found = _most_likely_names(text, ends, near)
    return sorted({*found, *_names_by_pattern(text), *find_names_like_words(text)})


def _most_likely_names(text: str, known: Mapping[int, int], near: frozenset[int]) -> list[Span]:
    return [place for match in _HAN_RUN.finditer(text) for place in _Reading(text, match.span(), known, near).names()]


_SEPARATOR: Final = re.compile(r"\s?[、,/;和与及跟同]\s?")
_SEPARATOR_BEFORE: Final = re.compile(r"\s?[、,/;和与及跟同]\s?$")


def _places_beside_names(text: str, found: list[Span]) -> frozenset[int]:
    """Places where a name may begin behind 李强、 or end before 、李强."""
    places = set()
    for start, end in found:
        if match := _SEPARATOR.match(text, end):
            places.add(match.end())
        if start and (match := _SEPARATOR_BEFORE.search(text, max(0, start - 3), start)):
            places.add(start - len(match.group()))
    return frozenset(places)


def _names_by_pattern(text: str) -> Iterator[Span]:
    for pattern in _name_patterns():
        for match in pattern.finditer(text):
            yield match.span("part")


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    names = load_word_list("names")
    minority = names["minority"]
    sound = f"[{''.join(sorted(set(minority['sounds'])))}]"
    beside = f"[{''.join(sorted({*minority['sounds'], *minority['beside_dot']}))}]"
    part = "|".join(sorted(set(minority["parts"].split()), key=len, reverse=True))
    labels = "|".join(sorted(load_lexicon().labels, key=len, reverse=True))
    surnames = "".join(sorted(filter(lambda surname: len(surname) == 1, load_lexicon().surnames)))
    telling = "|".join(sorted(load_lexicon().telling))
    usual = "".join(map(re.escape, sorted(load_lexicon().usual)))
    borne = "".join(
        sorted({*names["surnames"]["commonest"], *names["surnames"]["common"], *names["surnames"]["known"]})
    )
    dot = r"\s?[·.]\s?"
    latin = r"[A-Z][a-z'-]+(?:[ ·.]{1,2}[A-Z][a-z'-]*){0,3}"
    han = f"[{HAN}{PRIVATE_USE}]"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<part>{sound}{{2,8}}(?:{dot}{beside}{{2,10}}){{1,3}})",
            rf"(?P<part>{beside}{{2,8}}(?:·{beside}{{2,10}}){{1,3}})",
            rf"(?P<part>{beside}{{2,8}}(?:{dot}{sound}{beside}{{1,9}}){{1,3}})",
            rf"(?P<part>{sound}{{0,4}}(?:{part}){sound}{{0,4}})",
            rf"(?:{labels})\s?:\s?(?P<part>(?!某){han}{{1,6}}(?:·{han}{{1,8}}){{1,3}})",
            # A surname that leads to one family.
            rf"姓(?P<part>{telling}|(?![{usual}]){han})(?![名氏])",
            # Only the surname written: 马·哈丽玛; and as brothers are told apart: 臧老四.
            rf"(?<!{han})(?P<part>[{surnames}]·{sound}{{2,8}})",
            rf"(?P<part>[{borne}]老[二三四五六七八九幺])(?!{beside}?[人年师太实板家])",
            rf"(?:{labels})\s?:\s?(?P<part>[{surnames}](?:\s{{1,2}}{han}){{1,2}})(?!{han})",
            rf"(?:{labels})\s?:\s?(?P<part>(?!某)[{surnames}]{han}{{1,2}})(?!{han})",
            rf"(?:叫|我是|(?:{labels})\s?[:是为]?)\s?(?P<part>{latin})(?![a-zA-Z])",
            rf"(?<![a-zA-Z])(?P<part>{latin})(?=先生|女士|小姐|太太)",
        )
    )
