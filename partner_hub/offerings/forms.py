from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from partner_hub.communities.phone_fields import PhoneField
from partner_hub.communities.word_lists import AUDIENCES
from partner_hub.core.fields import DayField, MultiCheckboxField, NumberField, nothing_is_empty
from partner_hub.core.forms import REQUIRED, EditForm, Form, several_lines, single_line
from partner_hub.offerings.capacity_periods import CAPACITY_PERIOD_LABELS, counted_in_words
from partner_hub.vocabulary.offering import USUAL_CAPACITY_PERIOD, CapacityPeriod
from partner_hub.workbooks.values.capacities import Capacity, proposed_capacity
from partner_hub.workbooks.values.person_names import one_spelling


class Somebody:
    """At least one box, or the audience in words."""

    field_flags = {"required": True}

    def __call__(self, form: "OfferingForm", field: Field) -> None:
        if not field.data and not form.audience_words.data:
            raise ValidationError(_("Please choose at least one."))


class OfferingForm(EditForm):
    """`categories` are (id, name), `units` (id or "community", name); without `units` the unit is settled.

    `proposed_for` are the words for which a capacity was proposed: a proposal is made once, and people decide.
    """

    PLAIN_FIELDS = ("venue",)
    partnership = SelectField(_l("Unit"), validators=[REQUIRED])
    name = StringField(_l("What is it called?"), filters=[single_line], validators=[REQUIRED, Length(max=120)])
    category_id = SelectField(_l("Category"), validators=[REQUIRED])
    audiences = MultiCheckboxField(_l("For whom?"), validators=[Somebody()])
    content = TextAreaField(_l("What exactly?"), filters=[several_lines], validators=[REQUIRED, Length(max=2000)])
    audience_words = StringField(_l("For whom, in your own words"), filters=[single_line], validators=[Length(max=200)])
    capacity_number = NumberField(_l("How many?"), validators=[Optional(), NumberRange(1, 1_000_000)])
    capacity_unit = StringField(_l("Counted in"), filters=[single_line], validators=[Length(max=20)])
    capacity_period = SelectField(
        _l("Capacity period"), coerce=CapacityPeriod, default=USUAL_CAPACITY_PERIOD, validators=[REQUIRED]
    )
    unlimited = BooleanField(_l("Without limit"))
    capacity_words = StringField(_l("How much, in words"), filters=[single_line], validators=[Length(max=200)])
    available_time = StringField(_l("When?"), filters=[single_line], validators=[Length(max=200)])
    venue = StringField(_l("Where, and what is needed?"), filters=[single_line], validators=[Length(max=200)])
    valid_from = DayField(_l("Valid from"), validators=[Optional()])
    valid_to = DayField(_l("Last day"), validators=[Optional()])
    contact = StringField(
        _l("Contact"), filters=[single_line, nothing_is_empty, one_spelling], validators=[Length(max=60)]
    )
    contact_phone = PhoneField(_l("Telephone"), validators=[Length(max=40)])
    keep_draft = SubmitField(_l("Save as a draft"))
    proposed_for = HiddenField()

    def __init__(
        self,
        *args: Any,
        categories: Sequence[tuple[int, str]] = (),
        units: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.audiences.choices = [(word, word) for word in AUDIENCES]
        choose = ("", _("Please choose"))
        self.capacity_period.choices = list(CAPACITY_PERIOD_LABELS.items())
        self._category_names = {str(number): name for number, name in categories}
        self.category_id.choices = [choose, *self._category_names.items()]
        if units:
            self.partnership.choices = [choose, *units]
        else:
            del self.partnership

    @property
    def values(self) -> dict[str, Any]:
        left_out = {"partnership", "proposed_for"}
        values = {name: value for name, value in super().values.items() if name not in left_out}
        category = self.category_id.data
        return values | {"category_id": int(category) if category else None}

    def validate_capacity_unit(self, field: Field) -> None:
        if self.capacity_number.data is not None and not field.data and not self.unlimited.data:
            raise ValidationError(_("Please say what is counted, for instance 人 or 场."))

    def validate_capacity_period(self, field: Field) -> None:
        """Words that say more than number and period: both are proposed from them, and shown before they count."""
        found = self._proposal()
        if found is None:
            return
        field.data = found.period or field.data
        if self.capacity_number.data is None and found.number:
            self.capacity_number.data, self.capacity_unit.data = found.number, found.unit
        counted = counted_in_words(field.data, self.capacity_number.data, self.capacity_unit.data or "")
        raise ValidationError(
            _(
                "Proposed from your words: %(capacity)s. Please look whether it is right, and save again.",
                capacity=counted or CAPACITY_PERIOD_LABELS[field.data],
            )
        )

    def _proposal(self) -> Capacity | None:
        """What the words say otherwise than the fields, when they are new and nothing was proposed for them yet."""
        words, time = self.capacity_words.data or "", self.available_time.data or ""
        category = self._category_names.get(self.category_id.data, "")
        said = f"{words} · {time} · {category}"
        counts = bool(words) or self.capacity_number.data is not None
        if not counts or self.unlimited.data or said in (self.proposed_for.data, self._recorded_words()):
            return None
        found = proposed_capacity(words, time, category).value
        lacks_number = self.capacity_number.data is None and not self.capacity_number.errors
        if found.period in (None, self.capacity_period.data) and not (lacks_number and found.number):
            return None
        self.proposed_for.data = said
        return found

    def _recorded_words(self) -> str | None:
        record = self.record
        if record is None:
            return None
        return f"{record.capacity_words} · {record.available_time} · {record.category.name if record.category else ''}"

    @property
    def capacity_hint(self) -> str:
        """What the words of the record say otherwise than its fields; else what the choices mean."""
        found = proposed_capacity(self.record.capacity_words, "").value if self.record else Capacity()
        kept = (self.record.capacity_period, self.record.capacity_number) if self.record else None
        if found.period and (found.period, found.number) != kept:
            said = counted_in_words(found.period, found.number, found.unit) or CAPACITY_PERIOD_LABELS[found.period]
            return _("The words say: %(capacity)s.", capacity=said)
        return _(
            "“In all” is used up by what is delivered; week, month, quarter and year begin anew; “at a time” is free "
            "again when a match ends."
        )

    def validate_unlimited(self, field: Field) -> None:
        if field.data and self.capacity_number.data is not None:
            raise ValidationError(_("Either a number or no limit."))


class RenewForm(Form):
    valid_to = DayField(_l("Valid until"), validators=[REQUIRED])
