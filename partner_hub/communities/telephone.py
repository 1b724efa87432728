"""Telephone numbers as a person types them into a form."""

import re
from typing import Any, Final

from flask_babel import gettext as _
from wtforms import TelField
from wtforms.validators import ValidationError

from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import single_line
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.phones import SEPARATOR, read_phones

LONGEST: Final = 60
FEWEST_FIGURES: Final = 7
FROM_ABROAD: Final = re.compile(r"(?<!\d)(?:\+|00)86[\s-]*")
EXTENSION: Final = re.compile(
    r"(?P<number>.*\d\)?)\s*(?:(?:转|分机号?|ext\.?|#)\s*:?|-)\s*(?P<more>\d{1,6})", re.IGNORECASE
)


class PhoneField(TelField):
    """One number in its usual spelling (0590-87654321转8); "" where somebody writes that there is none.

    `area_code` is added to local numbers. What stands in the record already is left as it is.
    """

    area_code: str = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = nothing_is_empty(single_line(valuelist[0] if valuelist else self.data))

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data != self.object_data:
            self.data = self.read(self.data)

    def read(self, typed: str) -> str:
        """Raises ValidationError for what is not one number."""
        number = normalised(typed, self.area_code)
        if not number:
            raise ValidationError(_("This is not one complete telephone number."))
        return number


class CallBackField(PhoneField):
    """For a person to call: kept as it was typed, if only it could be dialled."""

    def read(self, typed: str) -> str:
        if sum(letter.isdecimal() for letter in typed) < FEWEST_FIGURES:
            raise ValidationError(_("This is not one complete telephone number."))
        return typed


def normalised(line: str, area_code: str) -> str:
    """The number with area code and extension (0590-1234567转8); "" when the line holds anything else beside it."""
    if len(line) > LONGEST:
        return ""
    plain = FROM_ABROAD.sub("", text.half_width(text.INVISIBLE.sub("", line)).replace("：", ":")).strip()
    if number := _whole(plain, area_code):
        return number
    parted = EXTENSION.fullmatch(plain)
    number = _whole(parted["number"], area_code) if parted else ""
    return f"{number}转{parted['more']}" if parted and number else ""


def parted(line: str) -> list[str]:
    """The numbers that somebody wrote into one line, with / or 、 between them; without words for none."""
    return [part.strip() for part in SEPARATOR.split(line) if nothing_is_empty(part.strip())]


def _whole(plain: str, area_code: str) -> str:
    """The number, when the text is one without an extension."""
    found = read_phones(plain, area_code)
    is_one = len(found.numbers) == 1 and not (found.odd or found.words or "extension_dropped" in found.conclusions)
    return found.numbers[0] if is_one else ""
