from wtforms.validators import DataRequired, NumberRange
from wtforms.widgets import HiddenInput

from partner_hub.core.fields import NumberField
from partner_hub.core.forms import Form


class AllReadForm(Form):
    """`up_to` is the newest message that the page showed: what came after it has not been read."""

    up_to = NumberField(widget=HiddenInput(), validators=[DataRequired(), NumberRange(1, 2**31 - 1)])
