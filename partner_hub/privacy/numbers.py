"""Numbers that lead to a person, told apart by their length, their checks and the words before them.

A run is figures with at most three separators between two of them; separators part it into groups: 139 0506 1234 is
one run of three groups.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.privacy import number_words as words

Span = tuple[int, int, str]

_RUN: Final = re.compile(r"[0-9](?:[\s\-‐-―－.·_/()~]{0,3}[0-9])*(?:[\s\-‐-―－.]{0,2}[xX])?")
_CREDIT_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Y](?:[\s-]?[0-9A-HJ-NP-RT-Y]){17}(?![0-9A-Za-z])", re.IGNORECASE
)
_EXTENSION: Final = re.compile(r"\s?(?:转|分机|接|ext\.?|#|-|,)\s?(?:分机)?\s?[0-9]{1,6}(?![0-9])", re.IGNORECASE)
# Behind the number of a disability card.
_ISSUED_AGAIN: Final = re.compile(r"\s?B[0-9]{1,2}(?![0-9A-Za-z])", re.IGNORECASE)
_BEHIND_X: Final = re.compile(r"\s?[1-7][1-4][0-9]?(?:B[0-9]{1,2})?(?![0-9A-Za-z])", re.IGNORECASE)
# How many figures.
_SHORTEST: Final = 6
_LONGEST: Final = 24
_CALLED: Final = range(7, 13)
_BANK_CARD: Final = range(13, 20)
# What the numbers of most bank cards begin with, and their least length.
_ISSUER: Final = re.compile("62|[45]")
_USUAL_CARD: Final = 16
_OLD_IDENTITY: Final = 15
IDENTITY: Final = 18
_DISABILITY: Final = 20
_PROVINCE: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_DAY: Final = re.compile(r"(?:18[5-9]|19[0-9]|20[0-4])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
MOBILE: Final = re.compile(r"(?:(?:00)?86)?0?1[3-9][0-9]{9}")
_FIXED: Final = re.compile(r"(?:0|(?:00)?860?)(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
_PUBLIC: Final = re.compile(r"[48]00[0-9]{7}")
_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))


@dataclass(frozen=True)
class _Run:
    """`figures` without separators, an X at most at the end; `places` of each of them in `text`."""

    text: str
    figures: str
    places: tuple[int, ...]
    written: str

    @classmethod
    def of(cls, match: re.Match[str], written: str) -> "_Run":
        """`written` is the text of the match before Chinese numerals became figures."""
        places = tuple(place for place in range(*match.span()) if match.string[place] in "0123456789xX")
        return cls(match.string, "".join(match.string[place] for place in places).upper(), places, written)

    @cached_property
    def starts(self) -> list[bool]:
        """Whether a group begins with this figure, or another number may end before it; one more at the end.

        The name in 李四13905061234 ends with a numeral: where the way of writing changes, a group may begin.
        """
        following = zip(self.places, self.places[1:], self.figures[1:], strict=False)
        apart = [other > one + 1 or figure == "X" or self._changes(one, other) for one, other, figure in following]
        return [True, *apart, True]

    def _changes(self, one: int, other: int) -> bool:
        return self.written[one].isascii() != self.written[other].isascii()

    def piece(self, start: int, end: int) -> "_Run":
        return _Run(self.text, self.figures[start:end], self.places[start:end], self.written)

    def before(self, start: int) -> str:
        place = self.places[start]
        return self.text[max(0, place - 16) : place]

    def after(self, end: int) -> str:
        place = self.places[end - 1] + 1
        return self.text[place : place + 5]


def find_numbers(figures: str, written: str) -> Iterator[Span]:
    """Identity, card and phone, in order, not overlapping. `figures` and `written` are the two spellings of a Plain."""
    codes = [match.span() for match in _CREDIT_CODE.finditer(figures) if _is_credit_code(match.group())]
    for match in _RUN.finditer(figures):
        is_code = any(start < match.end() and match.start() < end for start, end in codes)
        if not is_code and match.end() - match.start() >= _SHORTEST:
            yield from _in_run(_Run.of(match, written))


def _is_credit_code(written: str) -> bool:
    code = credit_code.normalise_credit_code(written)
    return credit_code.is_valid_credit_code(code) and not is_identity(code)


def _in_run(run: _Run) -> Iterator[Span]:
    """First what is known inside a longer number; then each piece around it as a run of its own."""
    start, rest = 0, 0
    while start <= len(run.figures) - IDENTITY:
        if found := _anywhere(run, start):
            yield from _in_piece(run.piece(rest, start))
            end, kind = _with_rest(run, *found)
            yield _whole_card(run, start, end) or (run.places[start], _last(run, end, kind), kind)
            start = rest = end
        else:
            start += 1
    yield from _in_piece(run.piece(rest, len(run.figures)))


def _with_rest(run: _Run, end: int, kind: str) -> tuple[int, str]:
    """Figures behind it that are too few for a number of their own belong to it."""
    longer = next(place for place in range(end, len(run.starts)) if run.starts[place])
    return (longer if longer - end < _SHORTEST else end), kind


def _whole_card(run: _Run, start: int, end: int) -> Span | None:
    """A run ends with an X; what else a disability card has stands behind it."""
    more = _BEHIND_X.match(run.text, run.places[end - 1] + 1) if run.figures[end - 1] == "X" else None
    return (run.places[start], more.end(), "card") if more else None


def _in_piece(run: _Run) -> Iterator[Span]:
    # `fresh`: what follows a number at once is looked at as if it stood alone.
    start, fresh, length = 0, 0, len(run.figures)
    while start <= length - _SHORTEST:
        found = _standing_alone(run, start) if start == fresh or run.starts[start] else None
        if found is None:
            start += 1
            continue
        end, kind = found
        first, last = run.places[start], _last(run, end, kind)
        yield first - (kind == "phone" and run.text[first - 1 : first] in {"+", "("}), last, kind
        start = fresh = next((place for place in range(end, length) if run.places[place] >= last), length)


def _last(run: _Run, end: int, kind: str) -> int:
    """Where a number ends in the text: with its extension, or with what says that the card was issued again."""
    last = run.places[end - 1] + 1
    more = {"phone": _EXTENSION, "card": _ISSUED_AGAIN}.get(kind)
    match = more.match(run.text, last) if more else None
    return match.end() if match else last


def _anywhere(run: _Run, start: int) -> tuple[int, str] | None:
    """A valid identity number is one inside a longer number, too; a disability card has two or three figures more."""
    end = start + IDENTITY
    if not is_identity(run.figures[start:end]):
        return None
    for more in ("[1-7][1-4]", "[1-7][1-4][0-9]"):
        longer = end + len(more) // 5
        ends = longer < len(run.starts) and (run.starts[longer] or _begins_another(run, longer))
        if ends and re.fullmatch(more, run.figures[end:longer]):
            return longer, "card"
    return end, "identity"


def _standing_alone(run: _Run, start: int) -> tuple[int, str] | None:
    """The longest number made of whole groups from here."""
    said = words.said_before(run.before(start))
    for end in range(min(len(run.figures), start + _LONGEST), start + _SHORTEST - 1, -1):
        if run.starts[end] and (kind := _kind(run.figures[start:end], said, run.after(end))):
            return end, kind
    if said != "other" and (kinds := _run_together(run, start)):
        return kinds
    # Figures too many behind a telephone number that is announced.
    is_mobile = said == "phone" and MOBILE.match(run.figures, start)
    return (is_mobile.end(), "phone") if is_mobile else None


def _begins_another(run: _Run, start: int) -> bool:
    return is_identity(run.figures[start : start + IDENTITY]) or any(
        run.starts[end] and _called_or_card(run.figures[start:end])
        for end in range(start + _CALLED.start, min(len(run.figures), start + _BANK_CARD.stop) + 1)
    )


def _run_together(run: _Run, start: int) -> tuple[int, str] | None:
    """The first of two numbers with nothing between them, which end where a group ends."""
    for end in range(start + _CALLED.start, min(len(run.figures) - _CALLED.start, start + _BANK_CARD.stop) + 1):
        first = _called_or_card(run.figures[start:end])
        if first and _begins_another(run, end):
            return end, first
    return None


def _called_or_card(number: str) -> str:
    if MOBILE.fullmatch(number) or _FIXED.fullmatch(number):
        return "phone"
    return "card" if _ISSUER.match(number) and len(number) >= _USUAL_CARD and is_bank_card(number) else ""


def _kind(number: str, said: str, after: str) -> str:
    """Of a number that stands by itself; "" for one that leads to nobody."""
    if MOBILE.fullmatch(number) or _FIXED.fullmatch(number):
        return "phone"
    if _looks_like_identity(number):
        return "identity"
    if len(number) == _DISABILITY and _looks_like_identity(number[:IDENTITY]):
        return "card"
    if said == "identity":
        return said
    if (words.MEASURE.match(after) and not (said == "card" and is_bank_card(number))) or said == "other":
        return ""
    if said == "phone" and (len(number) not in _CALLED or _PUBLIC.fullmatch(number)):
        said = ""
    # Figures that go on in a letter are another sort of code, such as a mistyped credit code.
    is_part_of_code = re.match("[A-Za-z]", after) is not None
    return "card" if not said and not is_part_of_code and is_bank_card(number) else said


def is_identity(number: str) -> bool:
    """18 figures with a day of birth and the right check figure, whatever the region."""
    if len(number) != IDENTITY or not _DAY.fullmatch(number, 6, 14) or not number[:17].isdigit():
        return False
    total = sum(int(figure) * weight for figure, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def _looks_like_identity(number: str) -> bool:
    """A day of birth in a province, or with an X: mistyped, or an old one of 15 figures without check."""
    if not _PROVINCE.match(number) and not number.endswith("X"):
        return False
    if len(number) == _OLD_IDENTITY:
        return bool(_DAY.fullmatch(f"19{number[6:12]}"))
    return len(number) == IDENTITY and bool(_DAY.fullmatch(number, 6, 14))


def is_bank_card(number: str) -> bool:
    """By the check figure of Luhn; what begins with a day is the number of an order."""
    if len(number) not in _BANK_CARD or not number.isdigit() or number[0] in "01" or _DAY.match(number):
        return False
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(number)))
    return sum(figure // 10 + figure % 10 for figure in doubled) % 10 == 0
