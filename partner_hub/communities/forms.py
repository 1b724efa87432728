from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as Subform
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from partner_hub.core.fields import NumberField, RowsField
from partner_hub.core.forms import FILL_IN, EditForm, Form, line_field, single_line
from partner_hub.core.row_numbers import row_number_if_any

MAX_WORD_ROWS = 200


def count_field(label: Any, most: int) -> NumberField:
    return NumberField(label, validators=[InputRequired(FILL_IN), NumberRange(1, most)])


class SettingsForm(EditForm):
    name = line_field(_l("Name of the community"), 80, required=True)
    city = line_field(_l("City"), 80)
    street = line_field(_l("Street office or town"), 80)
    households = NumberField(_l("Households"), validators=[InputRequired(FILL_IN), NumberRange(0, 1_000_000)])
    party_committee = line_field(_l("Party committee (issuer of the minutes)"), 120)
    minutes_mark = line_field(_l("Red heading of the minutes"), 60)
    copies_to = TextAreaField(
        _l("Copies of the minutes go to"), filters=[single_line], validators=[Optional(), Length(max=1000)]
    )
    minutes_first_number = NumberField(
        _l("Number of the first minutes signed here"), validators=[Optional(), NumberRange(1, 999)]
    )
    minutes_first_year = NumberField(_l("In the year"), validators=[Optional(), NumberRange(2000, 2100)])
    area_code = line_field(
        _l("Telephone area code"), 4, Optional(), Regexp(r"0\d{2,3}$", message=_l("For instance 0591."))
    )
    offerings_title = line_field(_l("Name of the offerings list"), 40, required=True)
    needs_title = line_field(_l("Name of the needs list"), 40, required=True)
    projects_title = line_field(_l("Name of the projects list"), 40, required=True)
    is_open_to_public = BooleanField(_l("Residents may read and ask without signing in"))
    hotline = line_field(_l("Telephone for residents"), 80)
    invite_days = count_field(_l("Days for invited units alone"), 60)
    answer_days = count_field(_l("Days to answer a claim or a request"), 60)
    learns_from_choices = BooleanField(_l("Suggestions learn from what was agreed and put aside here"))
    items_days = count_field(_l("Days before the meeting by which agenda items are in"), 90)
    notice_days = count_field(_l("Days before the meeting by which the notice is out"), 60)
    settled_days = count_field(_l("Days to say whether a need is settled"), 365)
    reminder_days = count_field(_l("Days before the meeting on which silent units are asked again"), 60)
    meeting_minutes = count_field(_l("Minutes that a joint meeting usually takes"), 1440)
    consent_days = count_field(_l("Days for a unit to confirm what it was given in its absence"), 90)
    projects_per_unit = count_field(_l("Needs for one unit in a quarter's plan"), 100)


class WordForm(Subform):
    """One row of a list of words. Names that cannot be kept are refused by the service, all rows at once."""

    id = HiddenField(filters=[row_number_if_any])
    label = StringField(_l("Name"), filters=[single_line])
    position = NumberField(_l("Order"), validators=[Optional(), NumberRange(0, 99_999)])


class CategoryForm(WordForm):
    retired = BooleanField(_l("Not offered any more"))


class GridsForm(Form):
    rows = RowsField(FormField(WordForm), _l("Grid cells"), max_entries=MAX_WORD_ROWS)


class CategoriesForm(Form):
    rows = RowsField(FormField(CategoryForm), _l("Categories"), max_entries=MAX_WORD_ROWS)
