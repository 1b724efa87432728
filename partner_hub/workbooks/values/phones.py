"""Telephone numbers of mainland China, as clerks and Excel leave them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from partner_hub.workbooks.values import phone_patterns as patterns
from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Value

# With the apostrophe and the hyphen of O’Neil and Jean-Luc.
WORDS: Final = re.compile(rf"[{text.CJK}A-Za-z·][{text.CJK}A-Za-z0-9·]*(?:(?<=[A-Za-z])['’`\-][A-Za-z]+)*")
NOTHING: Final = re.compile(
    r"(?:(?:联系)?(?:电话|手机|座机|固话|方式)号?码?:?)?(?:暂时?|目前)?(?:无|没有?|未留|未填|空|略)(?:电话|手机|座机|固话|号码?|联系方式)*"
)
# What a number is for, or how it is answered: nobody's name.
LABEL: Final = re.compile(
    r"(?:(?:本人|个人|单位|家庭?|住宅|办公室?|值班室?|前台|总机|服务|咨询|监督|预约|报名|客服|投诉|联系|联络|移动|固定|备用|紧急|"
    r"工作|白天|晚上|夜间|办|宅)*(?:手机号?码?|电话号?码?|座机号?码?|固话|热线|号码|方式|传真|总机|小灵通)?|微信|微信同号|同微信|"
    r"或|或者|和|及|与|转|tel|phone|telephone|mobile|mob|cell|fax|office|[TMHO])",
    re.IGNORECASE,
)
LABEL_BESIDE_NAME: Final = re.compile(
    r"^(?:联系|办公)?(?:手机|电话|座机)(?:号码?)?|(?:联系|办公)?(?:手机|电话|座机)(?:号码?)?$"
)
DASHES: Final = re.compile("[‐-―−﹣－—–ー﹘⸺]|(?<=\\d)[~～_](?=\\d)")
WIDE_SIGNS: Final = {ord(wide): narrow for wide, narrow in zip("（）＋：［］｜＃＊　", "()+:[]|#* ", strict=True)}
# Most numbers of most lists: read without a closer look.
USUAL: Final = re.compile(r"1[3-9][0-9]{9}|0(?:10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{6,7}")
COUNTRY_CODES: Final = ("+86", "0086", "86")
# Number cells that were once shown as 1.38E+10 or 1.38123E+10, and saved so.
ROUNDED: Final = re.compile(r"1[3-9]\d{4}00000|[1-9]\d{2}0{7,}")


@dataclass
class Phones:
    """Numbers in one spelling (13812345678, 0590-87654321, 0590-87654321转802), and what else was in the cell.

    `conclusions` are reason codes: area_code_added, leading_zero_restored, name_dropped. `odd` holds numbers that no
    rule knows; they are among `numbers` as written, and words where there is no number at all. `doubts` are pairs of
    written text and reason code: letters_in_phone, digits_lost. `words` are names beside the numbers; `rest` is
    everything beside them, with a semicolon in the place of each number.
    """

    numbers: list[str] = field(default_factory=list)
    conclusions: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""
    rest: str = ""


def read_phones(value: Value, area_code: str = "") -> Phones:
    """`area_code` (0590) is the one to add to bare local numbers: see `usual_area_code`."""
    found = Phones()
    written = text.words_of_value(value).strip()
    if USUAL.fullmatch(written) and isinstance(value, str):
        return Phones([written])
    if len(written) > text.MAX_CELL_LENGTH:
        found.odd.append(written)
        return found
    plain = _plain_signs(written)
    if not any(sign.isalnum() for sign in plain) or NOTHING.fullmatch(plain.strip(" 。.!()（）")):
        return found
    if _has_lost_digits(value, plain):
        found.doubts.append((written, "digits_lost"))
        return found
    _read_numbers(_figures_for_letters(plain, found), area_code, found)
    found.numbers = list(dict.fromkeys(found.numbers))
    if not found.numbers:
        found.odd.append(written)
    return found


def usual_area_code(values: Iterable[Value]) -> str:
    """The area code most numbers of a column are written with; "" when none is."""
    written = (each for each in map(read_phones, values) if "leading_zero_restored" not in each.conclusions)
    codes = Counter(
        number.partition("-")[0] for found in written for number in found.numbers if re.match(r"0\d+-", number)
    )
    return codes.most_common(1)[0][0] if codes else ""


def _plain_signs(written: str) -> str:
    """Half-width, with - for every dash, and the area code before its number whatever stood between them."""
    spaced = text.EXOTIC_SPACE.sub(" ", text.INVISIBLE.sub("", written).translate(WIDE_SIGNS))
    plain = re.sub(r"(?<=\d) ?- ?(?=\d)", "-", DASHES.sub("-", text.half_width(spaced)))
    plain = re.sub(r"(?<=\d{7})\.0$", "", _written_out(plain.strip()))
    plain = patterns.AREA_BEFORE_SLASH.sub(r"\1-", patterns.AREA_IN_BRACKETS.sub(r"\1-", plain))
    plain = patterns.EXTENSION_IN_BRACKETS.sub(r"\1\2\3\4", plain)
    return patterns.TWO_MOBILES.sub(r"\1/", plain)


def _written_out(plain: str) -> str:
    """1.3812345678E+10 lost no digit."""
    match = patterns.SCIENTIFIC.fullmatch(plain)
    figures = plain.upper().partition("E")[0].replace(".", "")
    return str(int(Decimal(plain))) if match and len(figures) > int(match["exponent"]) else plain


def _has_lost_digits(value: Value, plain: str) -> bool:
    return bool(patterns.SCIENTIFIC.fullmatch(plain) or (not isinstance(value, str) and ROUNDED.fullmatch(plain)))


def _figures_for_letters(plain: str, found: Phones) -> str:
    def replaced(match: re.Match[str]) -> str:
        figures = match[0].translate({ord("O"): "0", ord("o"): "0", ord("l"): "1", ord("I"): "1"})
        if figures == match[0] or not patterns.NUMBER.fullmatch(figures):
            return match[0]
        found.doubts.append((match[0], "letters_in_phone"))
        return figures

    return patterns.WITH_LETTERS.sub(replaced, plain)


def _read_numbers(plain: str, area_code: str, found: Phones) -> None:
    plain, rest, end = patterns.NUMBERING.sub("", plain), "", 0
    for match in patterns.NUMBER.finditer(plain):
        rest += _without_odd_numbers(plain[end : match.start()], found) + ";"
        _read_number(match, area_code, found)
        end = match.end()
    _keep_words(rest + _without_odd_numbers(plain[end:], found), found)


def _without_odd_numbers(between: str, found: Phones) -> str:
    for number in patterns.ODD_NUMBER.findall(between):
        found.numbers.append(number.strip())
        found.odd.append(number.strip())
    return patterns.ODD_NUMBER.sub(" ", between)


def _keep_words(rest: str, found: Phones) -> None:
    found.rest = WORDS.sub(lambda match: "" if LABEL.fullmatch(match[0]) else LABEL_BESIDE_NAME.sub("", match[0]), rest)
    if words := WORDS.findall(found.rest):
        found.words = " ".join(words)
        found.conclusions.append("name_dropped")


def _read_number(match: re.Match[str], area_code: str, found: Phones) -> None:
    number = _spelled_number(match, area_code, found)
    extensions = [match["called"] or match["hyphened"], *re.findall(r"\d+", match["more"] or "")]
    found.numbers += [f"{number}转{extension}" if extension else number for extension in extensions]


def _spelled_number(match: re.Match[str], area_code: str, found: Phones) -> str:
    parts = {name: re.sub(r"[^\d]", "", part or "") for name, part in match.groupdict().items()}
    if number := parts["mobile"] or parts["hotline"]:
        return number
    if number := parts["service"]:
        return f"{number[:3]}-{number[3:6]}-{number[6:]}"
    if parts["local"]:
        return _local_number(match["local"], area_code, found)
    if area := parts["area"] or parts["hotline_area"]:
        return f"{area}-{parts['subscriber'] or parts['area_hotline']}"
    if not match[0].startswith(COUNTRY_CODES):
        found.conclusions.append("leading_zero_restored")
    return f"0{parts['short_area'] or parts['glued_area']}-{parts['short_subscriber'] or parts['glued_subscriber']}"


def _local_number(written: str, area_code: str, found: Phones) -> str:
    """With the area code of a number before it in the cell, or of the column."""
    before = (number.partition("-")[0] for number in reversed(found.numbers) if re.match(r"0\d+-", number))
    code = next(before, area_code)
    if code:
        found.conclusions.append("area_code_added")
        return f"{code}-{re.sub(r'[^0-9]', '', written)}"
    found.odd.append(written)
    return written
