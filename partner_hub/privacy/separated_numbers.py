"""Finds numbers with arbitrary marks between their digits: 1,3,9,0,5… or 990101|19580921|2627.

Such marks also separate other numbers (13、15、17号楼), so only what has a check digit or a fixed form is found:
identity numbers, and telephone and card numbers whose groups have one digit or at least three (the last one excepted).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from partner_hub.letters import HAN
from partner_hub.privacy.personal_numbers import IDENTITY_LENGTH, MOBILE_PATTERN, KindSpan, is_bank_card, is_identity

_SEPARATOR_MARK: Final = f"[^0-9A-Za-z{HAN}]"
_SEPARATED_RUN: Final = re.compile(
    rf"[0-9](?:{_SEPARATOR_MARK}{{0,3}}[0-9]){{10,}}(?:{_SEPARATOR_MARK}{{0,3}}[xX](?![a-zA-Z]))?"
)
_DIGIT_GROUP: Final = re.compile(r"[0-9xX]+")
# Kind and degree of a disability, and how often the card was issued, at the end of the number.
_OF_A_CARD: Final = re.compile("[1-7][1-4][0-9]?(?![0-9])")
_ISSUER: Final = re.compile("62|[45]")
_PHONE_LENGTH: Final = 11
_CARD_LENGTHS: Final = range(16, 20)
_SHORTEST_GROUP: Final = 3

# Start and end of a group in the text.
_GroupSpan = tuple[int, int]


def find_separated_numbers(figures: str) -> Iterator[KindSpan]:
    """Spans of kind identity, card and phone; they may overlap. `figures` is that of a NormalForm."""
    for match in _SEPARATED_RUN.finditer(figures):
        groups = [group.span() for group in _DIGIT_GROUP.finditer(figures, *match.span())]
        if len(groups) > 1:
            yield from _separated_identities(figures, groups)
            yield from _separated_phones_and_cards(figures, groups)


def _separated_identities(figures: str, groups: Sequence[_GroupSpan]) -> Iterator[KindSpan]:
    places = [place for start, end in groups for place in range(start, end)]
    number = "".join(figures[place] for place in places).upper()
    for start in range(len(number) - IDENTITY_LENGTH + 1):
        if is_identity(number[start : start + IDENTITY_LENGTH]):
            more = _OF_A_CARD.match(number, start + IDENTITY_LENGTH)
            end = more.end() if more else start + IDENTITY_LENGTH
            yield places[start], places[end - 1] + 1, "card" if more else "identity"


def _separated_phones_and_cards(figures: str, groups: Sequence[_GroupSpan]) -> Iterator[KindSpan]:
    for first, (start, _) in enumerate(groups):
        number, lengths = "", set[int]()
        for begin, end in groups[first : first + _CARD_LENGTHS.stop]:
            number += figures[begin:end]
            if len(number) >= _CARD_LENGTHS.stop or (lengths and lengths != {1} and min(lengths) < _SHORTEST_GROUP):
                break
            if kind := _kind_of_separated(number):
                yield start, end, kind
            lengths.add(end - begin)


def _kind_of_separated(number: str) -> str:
    if len(number) == _PHONE_LENGTH and MOBILE_PATTERN.fullmatch(number):
        return "phone"
    return "card" if len(number) in _CARD_LENGTHS and _ISSUER.match(number) and is_bank_card(number) else ""
