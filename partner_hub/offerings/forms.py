from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from partner_hub.communities.lists import AUDIENCES
from partner_hub.core.forms import EditForm, Form, several_lines, single_line
from partner_hub.partners.telephone import normalised

REQUIRED = DataRequired(_l("Please fill this in."))
# Years that people mean; beyond them a slip of the finger is likelier.
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


class MultiCheckboxField(SelectMultipleField):
    """Several of a few, each with a box of its own: easier than a list box, most of all on a phone."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Somebody:
    """At least one box, or the audience in words."""

    field_flags = {"required": True}

    def __call__(self, form: "OfferingForm", field: Field) -> None:
        if not field.data and not form.audience_words.data:
            raise ValidationError(_("Please choose at least one."))


class LikelyYear:
    def __call__(self, form: Form, field: Field) -> None:
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError(_("Please look at the year."))


class OfferingForm(EditForm):
    """`categories` are (id, name), `units` (id or "community", name); without `units` the unit is settled."""

    partnership = SelectField(_l("Unit"), validators=[REQUIRED])
    name = StringField(_l("What is it called?"), filters=[single_line], validators=[REQUIRED, Length(max=120)])
    category_id = SelectField(_l("Category"), validators=[REQUIRED])
    audiences = MultiCheckboxField(_l("For whom?"), validators=[Somebody()])
    content = TextAreaField(_l("What exactly?"), filters=[several_lines], validators=[REQUIRED, Length(max=2000)])
    audience_words = StringField(_l("For whom, in your own words"), filters=[single_line], validators=[Length(max=200)])
    capacity_number = IntegerField(_l("How many?"), validators=[Optional(), NumberRange(1, 1_000_000)])
    capacity_unit = StringField(_l("Counted in"), filters=[single_line], validators=[Length(max=20)])
    unlimited = BooleanField(_l("Without limit"))
    capacity_words = StringField(_l("How much, in words"), filters=[single_line], validators=[Length(max=200)])
    available_time = StringField(_l("When?"), filters=[single_line], validators=[Length(max=200)])
    venue = StringField(_l("Where, and what is needed?"), filters=[single_line], validators=[Length(max=200)])
    valid_from = DateField(_l("Valid from"), validators=[Optional(), LikelyYear()])
    valid_to = DateField(_l("Last day"), validators=[Optional(), LikelyYear()])
    contact = StringField(_l("Contact"), filters=[single_line], validators=[Length(max=60)])
    contact_phone = StringField(_l("Telephone"), filters=[single_line], validators=[Length(max=40)])
    keep_draft = SubmitField(_l("Save as a draft"))

    def __init__(
        self,
        *args: Any,
        categories: Sequence[tuple[int, str]] = (),
        units: Sequence[tuple[str, str]] = (),
        area_code: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.audiences.choices = [(word, word) for word in AUDIENCES]
        choose = ("", _("Please choose"))
        self.category_id.choices = [choose, *((str(number), name) for number, name in categories)]
        if units:
            self.partnership.choices = [choose, *units]
        else:
            del self.partnership
        self.area_code = area_code

    @property
    def values(self) -> dict[str, Any]:
        values = {name: value for name, value in super().values.items() if name != "partnership"}
        phone = self.contact_phone.data or ""
        category = self.category_id.data
        return values | {
            "category_id": int(category) if category else None,
            "contact_phone": normalised(phone, self.area_code) or phone,
        }

    def validate_contact_phone(self, field: Field) -> None:
        is_known = self.record is not None and field.data == self.record.contact_phone
        if field.data and not is_known and not normalised(field.data, self.area_code):
            raise ValidationError(_("This is not one complete telephone number."))

    def validate_capacity_unit(self, field: Field) -> None:
        if self.capacity_number.data is not None and not field.data and not self.unlimited.data:
            raise ValidationError(_("Please say what is counted, for instance 人 or 场."))

    def validate_unlimited(self, field: Field) -> None:
        if field.data and self.capacity_number.data is not None:
            raise ValidationError(_("Either a number or no limit."))


class RenewForm(Form):
    valid_to = DateField(_l("Valid until"), validators=[REQUIRED, LikelyYear()])
