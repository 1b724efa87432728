from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from partner_hub.core import clock
from partner_hub.core.fields import DayField
from partner_hub.core.forms import FILL_IN, EditForm, Form, single_line


class GenerateForm(Form):
    replace = BooleanField(_l("Replace the text that was edited by hand"))


class SignForm(EditForm):
    """`looked` is asked for where the text may name residents: what is signed stays for ever."""

    dated = DayField(_l("Day of issue"), validators=[InputRequired(FILL_IN)])
    looked = BooleanField(_l("I have looked at these places: none of them names a resident"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.dated.data = self.dated.data or clock.local_today()


class CorrectForm(Form):
    reason = StringField(
        _l("Reason for the correction"),
        filters=[single_line],
        validators=[DataRequired(_l("Please give a reason.")), Length(max=500)],
    )
