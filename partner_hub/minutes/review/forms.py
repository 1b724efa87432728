"""One form for each POST of a review."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from partner_hub.core.fields import DayField
from partner_hub.core.forms import FILL_IN, REQUIRED, EditForm, Form, line_field, several_lines
from partner_hub.minutes.review.models import MinutesComment

TAKEN, LEFT = "taken", "left"


class OpenReviewForm(Form):
    until = DayField(_l("Comments until"), validators=[InputRequired(FILL_IN)])


class CommentForm(Form):
    """Somebody may comment for several units on one page, so ids name the unit."""

    words = TextAreaField(_l("Your comment"), filters=[several_lines], validators=[REQUIRED, Length(max=2000)])

    def __init__(self, *args: Any, unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words.id = self.words.label.field_id = f"words-of-{unit_id}"


class SettleForm(EditForm):
    """Many stand on one page, so ids name the comment."""

    outcome = RadioField(
        _l("What becomes of it"),
        choices=lambda: [(TAKEN, _("Taken over")), (LEFT, _("Not taken over"))],
        validators=[InputRequired(_l("Please choose one."))],
    )
    answer = line_field(_l("A word to the unit"), 500)

    def __init__(self, *args: Any, record: MinutesComment, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if not self.is_submitted() and record.taken_over is not None:
            self.outcome.data = TAKEN if record.taken_over else LEFT
        for field in self:
            if field.name != "csrf_token":
                field.id = field.label.field_id = f"{field.name}-of-{record.id}"
