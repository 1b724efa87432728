"""Forms of the templates of an agenda."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from partner_hub.core.forms import FILL_IN, Form, line_field
from partner_hub.core.row_numbers import row_number
from partner_hub.meetings.agenda_models import AgendaTemplate


class ApplyTemplateForm(Form):
    """0 is the standing order."""

    template = SelectField(_l("Template"), coerce=row_number, default=0, validators=[InputRequired(FILL_IN)])

    def __init__(self, *args: Any, templates: Sequence[AgendaTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template.choices = [("0", _("The standing order")), *((str(each.id), each.name) for each in templates)]


class SaveTemplateForm(Form):
    name = line_field(_l("Name of the template"), 60, required=True)
