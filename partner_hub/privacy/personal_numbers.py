"""Finds identity, bank-card, disability-card and telephone numbers by length, check digit and context.

A run is digits with at most three separators between two of them; separators split it into groups: 139 0506 1234 is one
run of three groups.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.privacy import number_context as words

KindSpan = tuple[int, int, str]

_DIGIT_RUN: Final = re.compile(r"[0-9](?:[\s\-‐-―－.·_/()~]{0,3}[0-9])*(?:[\s\-‐-―－.]{0,2}[xX])?")
_CREDIT_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Y](?:[\s-]?[0-9A-HJ-NP-RT-Y]){17}(?![0-9A-Za-z])", re.IGNORECASE
)
_EXTENSION_BEHIND: Final = re.compile(
    r"\s?(?:转|分机|接|ext\.?|#|-|,)\s?(?:分机)?\s?[0-9]{1,6}(?![0-9])", re.IGNORECASE
)
# Behind the number of a disability card.
_ISSUED_AGAIN: Final = re.compile(r"\s?B[0-9]{1,2}(?![0-9A-Za-z])", re.IGNORECASE)
_BEHIND_X: Final = re.compile(r"\s?[1-7][1-4][0-9]?(?:B[0-9]{1,2})?(?![0-9A-Za-z])", re.IGNORECASE)
# How many figures.
_MIN_NUMBER_LENGTH: Final = 6
_MAX_NUMBER_LENGTH: Final = 24
_PHONE_LENGTHS: Final = range(7, 13)
_BANK_CARD_LENGTHS: Final = range(13, 20)
# Prefixes of most bank cards, and their least length.
_CARD_ISSUER: Final = re.compile("62|[45]")
_USUAL_CARD_LENGTH: Final = 16
_OLD_IDENTITY_LENGTH: Final = 15
IDENTITY_LENGTH: Final = 18
_DISABILITY_CARD_LENGTH: Final = 20
_PROVINCE_CODE: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_BIRTH_DATE: Final = re.compile(r"(?:18[5-9]|19[0-9]|20[0-4])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
MOBILE_PATTERN: Final = re.compile(r"(?:(?:00)?86)?0?1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"(?:0|(?:00)?860?)(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
_SERVICE_NUMBER: Final = re.compile(r"[48]00[0-9]{7}")
_CHECK_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))


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
        """For each digit whether a number may begin there (one more entry for the end).

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


def find_numbers(figures: str, written: str) -> Iterator[KindSpan]:
    """Spans of kind identity, card and phone, in order, not overlapping.

    `figures` and `written` are `figures` and `text` of a NormalForm.
    """
    codes = [match.span() for match in _CREDIT_CODE.finditer(figures) if _is_credit_code(match.group())]
    for match in _DIGIT_RUN.finditer(figures):
        is_code = any(start < match.end() and match.start() < end for start, end in codes)
        if not is_code and match.end() - match.start() >= _MIN_NUMBER_LENGTH:
            yield from _numbers_in_run(_Run.of(match, written))


def _is_credit_code(written: str) -> bool:
    code = credit_code.normalise_credit_code(written)
    return credit_code.is_valid_credit_code(code) and not is_identity(code)


def _numbers_in_run(run: _Run) -> Iterator[KindSpan]:
    """Identity numbers anywhere in the run first; then each piece around them as a run of its own."""
    start, rest = 0, 0
    while start <= len(run.figures) - IDENTITY_LENGTH:
        if found := _identity_at(run, start):
            yield from _numbers_in_piece(run.piece(rest, start))
            end, kind = _with_short_rest(run, *found)
            yield _whole_card(run, start, end) or (run.places[start], _end_in_text(run, end, kind), kind)
            start = rest = end
        else:
            start += 1
    yield from _numbers_in_piece(run.piece(rest, len(run.figures)))


def _with_short_rest(run: _Run, end: int, kind: str) -> tuple[int, str]:
    """Digits behind it that are too few for a number of their own belong to it."""
    longer = next(place for place in range(end, len(run.starts)) if run.starts[place])
    return (longer if longer - end < _MIN_NUMBER_LENGTH else end), kind


def _whole_card(run: _Run, start: int, end: int) -> KindSpan | None:
    """A run ends with an X; the further digits of a disability card stand behind it."""
    more = _BEHIND_X.match(run.text, run.places[end - 1] + 1) if run.figures[end - 1] == "X" else None
    return (run.places[start], more.end(), "card") if more else None


def _numbers_in_piece(run: _Run) -> Iterator[KindSpan]:
    # `fresh`: what follows a number at once is looked at as if it stood alone.
    start, fresh, length = 0, 0, len(run.figures)
    while start <= length - _MIN_NUMBER_LENGTH:
        found = _number_of_whole_groups(run, start) if start == fresh or run.starts[start] else None
        if found is None:
            start += 1
            continue
        end, kind = found
        first, last = run.places[start], _end_in_text(run, end, kind)
        yield first - (kind == "phone" and run.text[first - 1 : first] in {"+", "("}), last, kind
        start = fresh = next((place for place in range(end, length) if run.places[place] >= last), length)


def _end_in_text(run: _Run, end: int, kind: str) -> int:
    """Where a number ends in the text: with its extension, or with what says that the card was issued again."""
    last = run.places[end - 1] + 1
    more = {"phone": _EXTENSION_BEHIND, "card": _ISSUED_AGAIN}.get(kind)
    match = more.match(run.text, last) if more else None
    return match.end() if match else last


def _identity_at(run: _Run, start: int) -> tuple[int, str] | None:
    """A valid identity number is one inside a longer number, too; a disability card has two or three figures more."""
    end = start + IDENTITY_LENGTH
    if not is_identity(run.figures[start:end]):
        return None
    for more in ("[1-7][1-4]", "[1-7][1-4][0-9]"):
        longer = end + len(more) // 5
        ends = longer < len(run.starts) and (run.starts[longer] or _begins_another(run, longer))
        if ends and re.fullmatch(more, run.figures[end:longer]):
            return longer, "card"
    return end, "identity"


def _number_of_whole_groups(run: _Run, start: int) -> tuple[int, str] | None:
    """The longest number made of whole groups from here."""
    said = words.kind_announced_by(run.before(start))
    for end in range(min(len(run.figures), start + _MAX_NUMBER_LENGTH), start + _MIN_NUMBER_LENGTH - 1, -1):
        if run.starts[end] and (kind := _kind_of_whole_number(run.figures[start:end], said, run.after(end))):
            return end, kind
    if said != "other" and (kinds := _first_of_two_numbers(run, start)):
        return kinds
    # Figures too many behind a telephone number that is announced.
    is_mobile = said == "phone" and MOBILE_PATTERN.match(run.figures, start)
    return (is_mobile.end(), "phone") if is_mobile else None


def _begins_another(run: _Run, start: int) -> bool:
    return is_identity(run.figures[start : start + IDENTITY_LENGTH]) or any(
        run.starts[end] and _phone_or_card(run.figures[start:end])
        for end in range(start + _PHONE_LENGTHS.start, min(len(run.figures), start + _BANK_CARD_LENGTHS.stop) + 1)
    )


def _first_of_two_numbers(run: _Run, start: int) -> tuple[int, str] | None:
    """The first of two numbers with nothing between them, which end where a group ends."""
    for end in range(
        start + _PHONE_LENGTHS.start, min(len(run.figures) - _PHONE_LENGTHS.start, start + _BANK_CARD_LENGTHS.stop) + 1
    ):
        first = _phone_or_card(run.figures[start:end])
        if first and _begins_another(run, end):
            return end, first
    return None


def _phone_or_card(number: str) -> str:
    if MOBILE_PATTERN.fullmatch(number) or _LANDLINE.fullmatch(number):
        return "phone"
    return "card" if _CARD_ISSUER.match(number) and len(number) >= _USUAL_CARD_LENGTH and is_bank_card(number) else ""


def _kind_of_whole_number(number: str, said: str, after: str) -> str:
    """Kind of a number of whole groups; "" for one that identifies nobody."""
    if MOBILE_PATTERN.fullmatch(number) or _LANDLINE.fullmatch(number):
        return "phone"
    if _looks_like_identity(number):
        return "identity"
    if len(number) == _DISABILITY_CARD_LENGTH and _looks_like_identity(number[:IDENTITY_LENGTH]):
        return "card"
    if said == "identity":
        return said
    if (words.UNIT_BEHIND.match(after) and not (said == "card" and is_bank_card(number))) or said == "other":
        return ""
    if said == "phone" and (len(number) not in _PHONE_LENGTHS or _SERVICE_NUMBER.fullmatch(number)):
        said = ""
    # Figures that go on in a letter are another sort of code, such as a mistyped credit code.
    is_part_of_code = re.match("[A-Za-z]", after) is not None
    return "card" if not said and not is_part_of_code and is_bank_card(number) else said


def is_identity(number: str) -> bool:
    """18 figures with a day of birth and the right check figure, whatever the region."""
    if len(number) != IDENTITY_LENGTH or not _BIRTH_DATE.fullmatch(number, 6, 14) or not number[:17].isdigit():
        return False
    total = sum(int(figure) * weight for figure, weight in zip(number[:17], _CHECK_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def _looks_like_identity(number: str) -> bool:
    """A day of birth in a province, or with an X: mistyped, or an old one of 15 figures without check."""
    if not _PROVINCE_CODE.match(number) and not number.endswith("X"):
        return False
    if len(number) == _OLD_IDENTITY_LENGTH:
        return bool(_BIRTH_DATE.fullmatch(f"19{number[6:12]}"))
    return len(number) == IDENTITY_LENGTH and bool(_BIRTH_DATE.fullmatch(number, 6, 14))


def is_bank_card(number: str) -> bool:
    """By the check figure of Luhn; what begins with a day is the number of an order."""
    if len(number) not in _BANK_CARD_LENGTHS or not number.isdigit() or number[0] in "01" or _BIRTH_DATE.match(number):
        return False
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(number)))
    return sum(figure // 10 + figure % 10 for figure in doubled) % 10 == 0
