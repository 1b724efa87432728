from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from partner_hub.actions.models import ActionItem, ActionSupporter
from partner_hub.actions.photographs import MAX_PHOTOGRAPHS, add_photographs
from partner_hub.core.actor import Actor
from partner_hub.core.fields import DayField
from partner_hub.core.forms import FILL_IN, REQUIRED, Form, several_lines, single_line
from partner_hub.core.photographs import MAX_PHOTOGRAPH_BYTES, Photograph, read_photograph


class PhotographForm(Form):
    """A report with pictures; `pictures` are those of the chosen files that could be read."""

    photographs = MultipleFileField(_l("Pictures"), render_kw={"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures: list[Photograph] = []

    def validate_photographs(self, field: Field) -> None:
        files = field.data or []
        if len(files) > MAX_PHOTOGRAPHS:
            raise ValidationError(ngettext("At most %(num)s picture.", "At most %(num)s pictures.", MAX_PHOTOGRAPHS))
        if faults := [fault for file in files if (fault := self._read(file))]:
            raise ValidationError(" ".join(faults))

    def _read(self, file: FileStorage) -> str:
        """What is wrong with the file, in a sentence that names it; "" when it could be read."""
        try:
            self.pictures.append(read_photograph(file.read(MAX_PHOTOGRAPH_BYTES + 1)))
        except ValueError as fault:
            return _("%(file)s: %(fault)s", file=single_line(file.filename)[-60:], fault=fault)
        return ""

    def keep_pictures(self, actor: Actor, action: ActionItem, supporter: ActionSupporter | None = None) -> bool:
        """Keep those that could be read, whatever else is wrong: a browser does not choose files a second time.

        Whether nothing stood against it.
        """
        return not self.pictures or (
            self.run(lambda: add_photographs(actor, action, self.pictures, supporter=supporter)) is not None
        )


class PartForm(PhotographForm):
    """What a supporting unit says of its part; `number` of the part, as a page has several of these forms."""

    reason = TextAreaField(_l("What was done of it"), filters=[several_lines], validators=[REQUIRED, Length(max=500)])

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{number}"


class ReportForm(PhotographForm):
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
