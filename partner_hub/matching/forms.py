from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from partner_hub.core.fields import NumberField
from partner_hub.core.forms import FILL_IN, REQUIRED, Form, line_field, several_lines
from partner_hub.core.row_numbers import row_number, row_number_or_none

MAX_QUANTITY = 1_000_000
Choices = Sequence[tuple[int | str, str]]


def _promise_field() -> TextAreaField:
    return TextAreaField(_l("What is promised"), filters=[several_lines], validators=[Length(max=500)])


def _quantity_field() -> NumberField:
    return NumberField(
        _l("How many places"), default=1, validators=[InputRequired(FILL_IN), NumberRange(1, MAX_QUANTITY)]
    )


class ClaimChoices(TypedDict):
    """What ClaimForm and JoinForm let a person choose from; `none` is the label of giving none of the offerings."""

    units: Choices
    offerings: Choices
    none: str


@dataclass(frozen=True)
class ChosenContribution:
    """Ids of what was chosen. `unit_id` None: the person acts for one unit only; `offering_id` None: a bare promise."""

    unit_id: int | None
    offering_id: int | None
    quantity: int


class JoinForm(Form):
    """A unit gives something. The choices are the person's own units and what they offer today."""

    partnership = SelectField(_l("Unit"), coerce=row_number, validators=[InputRequired(FILL_IN)])
    offering = SelectField(_l("With which offering"), coerce=row_number_or_none, validators=[Optional()])
    quantity = _quantity_field()

    def __init__(self, *args: Any, units: Choices, offerings: Choices, none: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership.choices = list(units)
        self.offering.choices = [*offerings, ("", none)]
        if len(units) == 1:
            del self.partnership

    @property
    def chosen(self) -> ChosenContribution:
        unit_id = self.partnership.data if "partnership" in self else None
        return ChosenContribution(unit_id, self.offering.data, self.quantity.data or 0)


class ClaimForm(JoinForm):
    promise = TextAreaField(_l("What is promised"), filters=[several_lines], validators=[REQUIRED, Length(max=500)])


class DispatchForm(Form):
    """The committee asks a unit: by one of its offerings, or by its name for a bare promise."""

    offering = RadioField(_l("Offering"), coerce=row_number_or_none, validators=[Optional()])
    unit = SelectField(_l("Or a unit, without an offering"), coerce=row_number_or_none, validators=[Optional()])
    quantity = _quantity_field()
    promise = _promise_field()

    def __init__(self, *args: Any, offerings: Choices, units: Choices, nobody: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offering.choices = list(offerings)
        self.unit.choices = [("", nobody), *units]


class InviteForm(Form):
    units = SelectMultipleField(
        _l("Units"),
        coerce=row_number,
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Please choose at least one unit."))],
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units.choices = list(units)


class QuantityForm(Form):
    quantity = _quantity_field()


class NotedYesForm(Form):
    """Whose yes the committee writes down."""

    said_by = line_field(_l("Who at the unit said so"), 60, required=True)
    said_via = line_field(_l("By which way: telephone, chat group, in person"), 60, required=True)
