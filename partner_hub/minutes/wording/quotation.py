"""Quotation marks. Source: GB/T 15834-2011, 4.8: the outer ones are “ ”, those inside them ‘ ’, and so on by turns."""

import re
from collections import Counter
from itertools import accumulate
from typing import Final, NamedTuple

from partner_hub.minutes.wording.chinese_marks import HAN_LETTER, is_chinese, letter_after, letter_before

_MARK: Final = re.compile("[\"'“”‘’]")
_OPENING: Final = "“‘"
_CLOSING: Final = "”’"
_DOUBLE: Final = '"“”'
_PAIRS: Final = ("“”", "‘’")


class _Pair(NamedTuple):
    start: int
    end: int
    depth: int


def official_quotation_marks(line: str) -> str:
    """Pairs that hold or touch Chinese become “ ” and ‘ ’ by their depth; what has no partner stays as it is."""
    if not _MARK.search(line):
        return line
    letters = list(line)
    for pair in _pairs_of(line):
        if _is_in_chinese(line, pair):
            letters[pair.start], letters[pair.end] = _PAIRS[pair.depth % 2]
    return "".join(letters)


def wraps_whole(text: str, pair: str) -> bool:
    """Whether one pair of marks holds all of the text: “甲”, not “甲”和“乙”."""
    depths = list(accumulate((char == pair[0]) - (char == pair[1]) for char in text))
    return text.startswith(pair[0]) and text.endswith(pair[1]) and [*depths, 0].index(0) == len(text) - 1


def _pairs_of(line: str) -> list[_Pair]:
    """By the stricter reading that leaves no mark alone; without any, none."""
    marks = [match.start() for match in _MARK.finditer(line) if not _is_apostrophe(line, match.start())]
    doubles = [place for place in marks if line[place] in _DOUBLE]
    for places, by_turns in ((marks, False), (doubles, False), (doubles, True)):
        pairs = _matched_pairs(line, places, by_turns=by_turns)
        if pairs is not None:
            return pairs
    return []


def _matched_pairs(line: str, places: list[int], *, by_turns: bool) -> list[_Pair] | None:
    """None when a mark has no partner. `by_turns`: every mark opens or closes, however it is drawn."""
    pairs: list[_Pair] = []
    opened: list[tuple[int, str]] = []
    count: Counter[str] = Counter()
    for place in places:
        kind = "double" if line[place] in _DOUBLE else "single"
        if not _closes_pair(line[place], kind, count, by_turns=by_turns):
            opened.append((place, kind))
            count[kind] += 1
        elif opened and opened[-1][1] == kind:
            count[kind] -= 1
            pairs.append(_Pair(opened.pop()[0], place, len(opened)))
        else:
            return None
    return None if opened else pairs


def _closes_pair(mark: str, kind: str, opened: Counter[str], *, by_turns: bool) -> bool:
    if by_turns or mark in "\"'":
        return opened[kind] > 0
    return mark in _CLOSING


def _is_apostrophe(line: str, place: int) -> bool:
    """don't, 5'30": between Latin letters or behind a figure, as long as nothing of its kind is open."""
    left, right = line[place - 1 : place], line[place + 1 : place + 2]
    if line[place] in "'’" and left.isascii() and left.isalnum():
        return (right.isascii() and right.isalnum()) or (left.isdigit() and line.find("'") == place)
    return line[place] == '"' and left.isdigit() and line.find('"') == place


def _is_in_chinese(line: str, pair: _Pair) -> bool:
    if line[pair.start] in _OPENING and line[pair.end] in _CLOSING:
        return True
    held = HAN_LETTER.search(line, pair.start, pair.end)
    return (
        held is not None or is_chinese(letter_before(line, pair.start)) or is_chinese(letter_after(line, pair.end + 1))
    )
