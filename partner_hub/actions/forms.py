from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from partner_hub.core.fields import DayField
from partner_hub.core.forms import FILL_IN, REQUIRED, Form, several_lines


class ReportForm(Form):
    """One field for both: a note on the way, or what came of it in the end."""

    words = TextAreaField(_l("How far is it?"), filters=[several_lines], validators=[REQUIRED, Length(max=2000)])


class LaterDateForm(Form):
    asked_due = DayField(_l("New deadline"), validators=[InputRequired(FILL_IN)])
    reason = TextAreaField(_l("Reason"), filters=[several_lines], validators=[REQUIRED, Length(max=500)])


class AnswerForm(Form):
    """The secretary's answer to a request; words are needed to refuse it."""

    answer = TextAreaField(_l("Words of the answer"), filters=[several_lines], validators=[Length(max=500)])


class DeadlineForm(Form):
    due = DayField(_l("New deadline"), validators=[InputRequired(FILL_IN)])
    reason = TextAreaField(_l("Reason"), filters=[several_lines], validators=[REQUIRED, Length(max=500)])
