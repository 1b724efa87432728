"""Telephone numbers of mainland China, as clerks and Excel leave them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Value

AREA: Final = r"0(?:10|2\d|[3-9]\d{2})"
MOBILE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
WITH_AREA: Final = re.compile(rf"(?:\+?86)?({AREA})([2-9]\d{{6,7}})")
AREA_WITHOUT_ZERO: Final = re.compile(r"(10|2\d|[3-9]\d{2})([2-9]\d{6,7})")
LOCAL: Final = re.compile(r"[2-9]\d{6,7}")
SERVICE: Final = re.compile(r"[48]00\d{7}")
HOTLINE: Final = re.compile(r"1[01289]\d|12\d{3}|9[56]\d{3,4}")
EXTENSION: Final = re.compile(r"\s*(?:转|分机|ext\.?|EXT\.?|#|-(?=\d{1,5}$))\s*(\d{1,6})")
BRACKET: Final = re.compile(r"[（(]([^）)]*)[）)]")
SEPARATOR: Final = re.compile(r"[/／、，,;；|\n\r]+|\s{2,}|(?<=\d)\s*(?:或|和|及)\s*(?=[\d(（+])")
# One number: it may be broken by single spaces, hyphens and dots.
NUMBER: Final = re.compile(r"\+?\d(?:[ \-—–－.·]?\d)*")
WORDS: Final = re.compile(rf"[{text.CJK}A-Za-z·]+")


@dataclass
class Phones:
    """Normalised numbers (land lines 0590-1234567), and what was read into or left out of the cell.

    `conclusions` are reason codes: area_code_added, leading_zero_restored, extension_dropped,
    name_dropped. `odd` holds numbers that no rule knows; they are among `numbers` as written,
    and words where there is no number at all.
    """

    numbers: list[str] = field(default_factory=list)
    conclusions: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    words: str = ""


def read_phones(value: Value, area_code: str = "") -> Phones:
    """`area_code` (0590) is the one to add to bare local numbers: see `usual_area_code`."""
    found = Phones()
    written = text.half_width(text.INVISIBLE.sub("", text.words_of_value(value))).strip()
    if written in text.WORDS_FOR_NOTHING:
        return found
    if len(written) > text.MAX_CELL_LENGTH:
        found.odd.append(written)
        return found
    for piece in SEPARATOR.split(text.EXOTIC_SPACE.sub(" ", _open_area_brackets(written))):
        _read_piece(piece, area_code, found)
    found.numbers = list(dict.fromkeys(found.numbers))
    if not found.numbers:
        found.odd.append(written)
    return found


def usual_area_code(values: Iterable[Value]) -> str:
    """The area code most numbers of a column share; "" when none is written."""
    codes = Counter(
        number.partition("-")[0] for value in values for number in read_phones(value).numbers if number.startswith("0")
    )
    return codes.most_common(1)[0][0] if codes else ""


def _open_area_brackets(written: str) -> str:
    """（0590）82694583 -> 0590-82694583."""
    return re.sub(r"[（(]\s*(\+?86|0\d{2,3})\s*[）)]\s*-?", r"\1-", written)


def _read_piece(piece: str, area_code: str, found: Phones) -> None:
    for bracket in BRACKET.findall(piece):
        _drop_words(bracket, found)
    piece = BRACKET.sub(" ", piece)
    for number in NUMBER.findall(_without_extension(piece, found)):
        _read_number(number, area_code, found)
    _drop_words(piece, found)


def _without_extension(piece: str, found: Phones) -> str:
    match = EXTENSION.search(piece)
    digits_before = len(re.sub(r"\D", "", piece[: match.start()])) if match else 0
    # A hyphen before few digits is an extension only after a whole number.
    if not match or digits_before < len("0590123456") or _is_whole(re.sub(r"\D", "", piece)):
        return piece
    found.conclusions.append("extension_dropped")
    return piece[: match.start()] + piece[match.end() :]


def _is_whole(digits: str) -> bool:
    return bool(MOBILE.fullmatch(digits) or WITH_AREA.fullmatch(digits))


def _drop_words(piece: str, found: Phones) -> None:
    names = [
        word for word in WORDS.findall(piece) if word not in ("转", "分机", "ext", "EXT", "电话", "手机", "办", "办公")
    ]
    if names:
        found.words = " ".join(filter(None, (found.words, *names)))
        found.conclusions.append("name_dropped")


def _read_number(written: str, area_code: str, found: Phones) -> None:
    digits = re.sub(r"[^\d+]", "", written)
    # Two mobile numbers with one space between them.
    if re.fullmatch(r"(1[3-9]\d{9}){2}", digits):
        found.numbers += [digits[:11], digits[11:]]
    elif match := MOBILE.fullmatch(digits):
        found.numbers.append(match[1])
    elif match := WITH_AREA.fullmatch(digits):
        found.numbers.append(f"{match[1]}-{match[2]}")
    elif SERVICE.fullmatch(digits):
        found.numbers.append(f"{digits[:3]}-{digits[3:6]}-{digits[6:]}")
    elif HOTLINE.fullmatch(digits):
        found.numbers.append(digits)
    else:
        _restore_number(digits, written, area_code, found)


def _restore_number(digits: str, written: str, area_code: str, found: Phones) -> None:
    if (match := AREA_WITHOUT_ZERO.fullmatch(digits)) and not LOCAL.fullmatch(digits):
        found.numbers.append(f"0{match[1]}-{match[2]}")
        found.conclusions.append("leading_zero_restored")
    elif LOCAL.fullmatch(digits) and area_code:
        found.numbers.append(f"{area_code}-{digits}")
        found.conclusions.append("area_code_added")
    else:
        found.numbers.append(written.strip())
        found.odd.append(written.strip())
