"""Forms in which a unit proposes an agenda item."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from partner_hub.core.forms import FILL_IN, EditForm, Form, line_field, several_lines
from partner_hub.core.row_numbers import row_number
from partner_hub.meetings.proposals import ProposalValues


class UnlessDraft:
    """Required of what is submitted; a draft may lack it."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data and not form.keep_draft.data:
            field.errors = []
            raise StopValidation(str(FILL_IN))


class _ProposalFields:
    title = line_field(_l("Item"), 120, required=True)
    reason = TextAreaField(
        _l("What it is about, and what is wanted"),
        filters=[several_lines],
        validators=[UnlessDraft(), Length(max=2000)],
    )
    keep_draft = SubmitField(_l("Save as a draft"))


class ProposalForm(Form, _ProposalFields):
    """The choices are the person's own approved units."""

    partnership = SelectField(_l("Unit"), coerce=row_number, validators=[InputRequired(FILL_IN)])

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership.choices = list(units)
        if len(units) == 1:
            del self.partnership

    @property
    def unit_id(self) -> int | None:
        return self.partnership.data if "partnership" in self else None

    @property
    def proposal(self) -> ProposalValues:
        return {"title": self.title.data or "", "reason": self.reason.data or ""}


class EditProposalForm(EditForm, _ProposalFields):
    PLAIN_FIELDS = ("title", "reason")

    @property
    def proposal(self) -> ProposalValues:
        return {"title": self.title.data or "", "reason": self.reason.data or ""}
