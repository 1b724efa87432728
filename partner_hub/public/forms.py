from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from partner_hub.communities.phone_fields import CallBackField
from partner_hub.communities.queries import current_community
from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import REQUIRED, Form, raise_validation_error, several_lines, single_line
from partner_hub.core.row_numbers import row_number_or_none
from partner_hub.letters import is_letter
from partner_hub.needs import queries
from partner_hub.needs.resident_submissions import Submission
from partner_hub.needs.workflow import SETTLED_ANSWER_LABELS
from partner_hub.public.service import new_form_key
from partner_hub.vocabulary.need import SettledAnswer

MAX_NEED_LENGTH = 1000
MIN_NEED_LENGTH = 4


class NeedForm(Form):
    """Few fields. `homepage` is for machines alone: nobody sees it. `key` names this form, so that it counts once."""

    content = TextAreaField(
        _l("What do you need, or what should be better?"),
        filters=[several_lines],
        validators=[DataRequired(_l("Please write in a few words what it is about.")), Length(max=MAX_NEED_LENGTH)],
    )
    grid_id = SelectField(_l("Where you live"), coerce=row_number_or_none)
    reporter_name = StringField(
        _l("Your name"),
        filters=[single_line, nothing_is_empty],
        validators=[Length(max=60)],
        render_kw={"autocomplete": "name"},
    )
    reporter_phone = CallBackField(
        _l("Your telephone number"),
        validators=[Length(max=40)],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    consent = BooleanField(
        _l("I agree that the community keeps this and deals with it in this way."),
        validators=[DataRequired(_l("We may keep what you write only when you agree. Please tick the box."))],
    )
    homepage = StringField(
        _l("Please leave this empty"),
        render_kw={"tabindex": "-1", "autocomplete": "off"},
    )
    key = HiddenField(default=new_form_key)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        grids = [(grid.id, grid.label) for grid in queries.grid_cells(current_community().id)]
        self.grid_id.choices = [("", _("Not chosen")), *grids]
        if not self.is_submitted() and self.grid_id.data not in {number for number, _label in grids}:
            self.grid_id.data = None

    def validate_content(self, field: Field) -> None:
        if sum(map(is_letter, field.data)) < MIN_NEED_LENGTH:
            raise_validation_error(_("Please write in a few words what it is about."))

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled; it is shown empty again, in case a browser filled it."""
        filled = bool(self.homepage.data)
        self.homepage.data = ""
        return filled

    @property
    def submission(self) -> Submission:
        typed = self.values
        return Submission(typed["content"], typed["grid_id"], typed["reporter_name"], typed["reporter_phone"])


class CodeForm(Form):
    code = StringField(
        _l("Your code"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ResidentAnswerForm(Form):
    """What the resident who asked says to the end of the need."""

    answer = RadioField(
        _l("Is it settled?"),
        choices=lambda: [(answer.value, words) for answer, words in SETTLED_ANSWER_LABELS.items()],
        validators=[InputRequired(_l("Please choose."))],
    )
    words = TextAreaField(
        _l("What you would like to add"), filters=[several_lines], validators=[Length(max=MAX_NEED_LENGTH)]
    )

    @property
    def chosen_answer(self) -> SettledAnswer:
        return SettledAnswer(self.answer.data)
