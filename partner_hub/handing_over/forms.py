from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.validators import Length

from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import Form, single_line
from partner_hub.core.row_numbers import row_number_or_none


class HandingOverForm(Form):
    """Either a colleague from the list, or the name and address of somebody new."""

    successor_id = SelectField(_l("A colleague with an account"), coerce=row_number_or_none)
    name = StringField(_l("Somebody new: full name"), filters=[single_line], validators=[Length(max=60)])
    email = EmailField(_l("E-mail"), filters=[single_line, nothing_is_empty], validators=[Length(max=254)])
    phone = TelField(_l("Phone number"), filters=[single_line, nothing_is_empty], validators=[Length(max=40)])

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successor_id.choices = [("", "–"), *colleagues]

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        if is_right and bool(self.successor_id.data) == bool(self.name.data):
            sentence = _("Please choose a colleague, or write who is new: one of the two.")
            self.complain("name" if self.name.data else "successor_id", sentence)
            return False
        return is_right
