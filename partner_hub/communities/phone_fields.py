"""Form fields for telephone numbers; the numbers themselves are parsed in workbooks/values/."""

from typing import Any, Final

from flask_babel import gettext as _
from wtforms import TelField
from wtforms.validators import ValidationError

from partner_hub.communities.queries import current_community
from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import single_line
from partner_hub.workbooks.values.single_phone import normal_phone_number

MIN_DIALLED_DIGITS: Final = 7


class PhoneField(TelField):
    """One number in its usual spelling (0590-87654321转8); "" where somebody writes that there is none.

    The community's area code is added to local numbers. An unchanged value of the record is left as it is.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = nothing_is_empty(single_line(valuelist[0] if valuelist else self.data))

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
        if sum(letter.isdecimal() for letter in typed) < MIN_DIALLED_DIGITS:
            raise ValidationError(_("This is not one complete telephone number."))
        return normal_phone_number(typed, current_community().area_code) or typed
