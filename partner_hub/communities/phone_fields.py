"""Form fields for telephone numbers; the numbers themselves are parsed in workbooks/values/."""

import re
from typing import Any, Final

from flask_babel import gettext as _
from wtforms import TelField
from wtforms.validators import ValidationError

from partner_hub.communities.queries import current_community
from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import single_line
from partner_hub.workbooks.values.single_phone import normal_phone_number

MIN_DIALLED_DIGITS: Final = 7
ZEROS: Final = "0０ "
SHORT_MOBILE: Final = re.compile(r"(?:86)?1[3-9][0-9]{5,8}")


class PhoneField(TelField):
    """One number in its usual spelling (0590-87654321转8); "" where somebody writes that there is none.

    The community's area code is added to local numbers. An unchanged value of the record is left as it is.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = nothing_is_empty(single_line(valuelist[0] if valuelist else self.data))
        self.data = typed if typed.strip(ZEROS) else ""

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data != self.object_data:
            self.data = self.read(self.data)

    def read(self, typed: str) -> str:
        """Raises ValidationError for what is not one number."""
        number = normal_phone_number(typed, current_community().area_code)
        if not number:
            raise ValidationError(_("This is not one complete telephone number."))
        return number


class CallBackField(PhoneField):
    """For a person to call: what is not one number is kept as it was typed, as long as it can be dialled."""

    def read(self, typed: str) -> str:
        number = normal_phone_number(typed, current_community().area_code)
        digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
        if len(digits) < MIN_DIALLED_DIGITS or (not number and SHORT_MOBILE.fullmatch(digits)):
            raise ValidationError(_("This is not one complete telephone number."))
        return number or typed
