"""Normal form of one telephone number that was typed into a form or stands alone in a line."""

import re
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.phones import read_phones

MAX_PHONE_LENGTH: Final = 60
CHINA_PREFIX: Final = re.compile(r"(?<!\d)(?:\+|00)86[\s-]*")
NUMBER_WITH_EXTENSION: Final = re.compile(
    r"(?P<number>.*\d\)?)\s*(?:(?:转|分机号?|ext\.?|#)\s*:?|-)\s*(?P<more>\d{1,6})", re.IGNORECASE
)


def normal_phone_number(line: str, area_code: str) -> str:
    """The number with area code and extension (0590-1234567转8); "" when the line holds anything else beside it."""
    if len(line) > MAX_PHONE_LENGTH:
        return ""
    plain = CHINA_PREFIX.sub("", text.half_width(text.INVISIBLE.sub("", line)).replace("：", ":")).strip()
    if number := _number_without_extension(plain, area_code):
        return number
    extended = NUMBER_WITH_EXTENSION.fullmatch(plain)
    number = _number_without_extension(extended["number"], area_code) if extended else ""
    return f"{number}转{extended['more']}" if extended and number else ""


def _number_without_extension(plain: str, area_code: str) -> str:
    found = read_phones(plain, area_code)
    is_one = len(found.numbers) == 1 and not (found.odd or found.words or "extension_dropped" in found.conclusions)
    return found.numbers[0] if is_one else ""
