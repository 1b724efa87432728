from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from partner_hub.core.fields import DayField, MultiCheckboxField
from partner_hub.core.forms import FILL_IN, EditForm, Form, line_field
from partner_hub.core.row_numbers import row_number


class _QuarterFields:
    theme = line_field(_l("Theme"), 120)
    theme_categories = MultiCheckboxField(_l("Categories that the theme is about"), coerce=row_number)
    meeting_on = DayField(_l("Day of the joint meeting"), validators=[Optional()])
    items_until = DayField(_l("Agenda items until"), validators=[Optional()])
    lists_until = DayField(_l("Needs and offerings until"), validators=[Optional()])
    place = line_field(_l("Place"), 120)
    chair_name = line_field(_l("Chair: name"), 60)
    chair_title = line_field(_l("Chair: title"), 60)


class OpenQuarterForm(Form, _QuarterFields):
    quarter = SelectField(_l("Quarter"), validators=[InputRequired(FILL_IN)])


class QuarterForm(EditForm, _QuarterFields):
    pass


class CallForm(Form):
    pass


class CloseForm(Form):
    pass


class ReopenForm(Form):
    reason = line_field(_l("Reason"), 500, required=True)
