from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from partner_hub.core.forms import REQUIRED, Form, line_field, several_lines
from partner_hub.core.row_numbers import row_number_or_none


class DepartureForm(Form):
    reason = TextAreaField(_l("Why it leaves"), filters=[several_lines], validators=[REQUIRED, Length(max=500)])
    told_by = line_field(_l("Who of the unit said so"), 60)
    successor = SelectField(
        _l("Its tasks: drop them, or hand them to"), coerce=row_number_or_none, validators=[Optional()]
    )

    def __init__(self, *args: Any, successors: Sequence[tuple[int, str]], none: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successor.choices = [("", none), *successors]
