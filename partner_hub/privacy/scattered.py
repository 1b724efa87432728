"""Numbers with marks of any kind between their figures: 1,3,9,0,5… or 990101|19580921|2627.

Such marks stand between other numbers as well (13、15、17号楼), so only what checks itself is found: identity numbers,
and telephone and card numbers whose groups are single figures or have three at least, the last one excepted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from partner_hub.privacy.numbers import IDENTITY, MOBILE, Span, is_bank_card, is_identity

_MARK: Final = r"[^0-9A-Za-z\u3400-\u9fff]"
_RUN: Final = re.compile(rf"[0-9](?:{_MARK}{{0,3}}[0-9]){{10,}}(?:{_MARK}{{0,3}}[xX](?![a-zA-Z]))?")
_GROUP: Final = re.compile(r"[0-9xX]+")
# Kind and degree of a disability, and how often the card was issued, at the end of the number.
_OF_A_CARD: Final = re.compile("[1-7][1-4][0-9]?(?![0-9])")
_ISSUER: Final = re.compile("62|[45]")
_PHONE: Final = 11
_CARD: Final = range(16, 20)
_SHORTEST_GROUP: Final = 3

# Start and end of a group in the text.
_Group = tuple[int, int]


def find_scattered(figures: str) -> Iterator[Span]:
    """Identity, card and phone; they may overlap. `figures` is that of a Plain."""
    for match in _RUN.finditer(figures):
        groups = [group.span() for group in _GROUP.finditer(figures, *match.span())]
        if len(groups) > 1:
            yield from _identities(figures, groups)
            yield from _of_whole_groups(figures, groups)


def _identities(figures: str, groups: Sequence[_Group]) -> Iterator[Span]:
    places = [place for start, end in groups for place in range(start, end)]
    number = "".join(figures[place] for place in places).upper()
    for start in range(len(number) - IDENTITY + 1):
        if is_identity(number[start : start + IDENTITY]):
            more = _OF_A_CARD.match(number, start + IDENTITY)
            end = more.end() if more else start + IDENTITY
            yield places[start], places[end - 1] + 1, "card" if more else "identity"


def _of_whole_groups(figures: str, groups: Sequence[_Group]) -> Iterator[Span]:
    for first, (start, _) in enumerate(groups):
        number, lengths = "", set[int]()
        for begin, end in groups[first : first + _CARD.stop]:
            number += figures[begin:end]
            if len(number) >= _CARD.stop or (lengths and lengths != {1} and min(lengths) < _SHORTEST_GROUP):
                break
            if kind := _kind(number):
                yield start, end, kind
            lengths.add(end - begin)


def _kind(number: str) -> str:
    if len(number) == _PHONE and MOBILE.fullmatch(number):
        return "phone"
    return "card" if len(number) in _CARD and _ISSUER.match(number) and is_bank_card(number) else ""
