from typing import TypedDict

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from partner_hub.core.forms import Form, single_line
from partner_hub.core.row_numbers import RowNumber


class Wanted(TypedDict):
    """What somebody is searched by."""

    phone: str
    name: str
    mail: str
    code: str
    need_id: int | None


class SearchForm(Form):
    """Whom to look for. Sent as a form, never in an address: addresses stay in histories and logs."""

    phone = StringField(_l("Telephone"), filters=[single_line], validators=[Length(max=200)])
    name = StringField(_l("Name of the person"), filters=[single_line], validators=[Length(max=200)])
    mail = StringField(_l("E-mail address"), filters=[single_line], validators=[Length(max=254)])
    code = StringField(_l("Look-up code"), filters=[single_line], validators=[Length(max=40)])
    need_id = StringField(
        _l("Number of the need"),
        filters=[single_line],
        validators=[Optional(), Regexp(rf"{RowNumber.regex}$", message=_l("Figures only, please."))],
    )

    @property
    def wanted(self) -> Wanted:
        """The arguments of person_terms.collect_person_terms."""
        return {
            "phone": self.phone.data or "",
            "name": self.name.data or "",
            "mail": self.mail.data or "",
            "code": self.code.data or "",
            "need_id": int(self.need_id.data) if self.need_id.data else None,
        }


class AnswerForm(SearchForm):
    """The same once more, with why and what."""

    reason = TextAreaField(
        _l("Why: who asked, how, and how you made sure that it is this person"),
        filters=[single_line],
        validators=[DataRequired(_l("Please give a reason.")), Length(max=500)],
    )
    # Checked against what is found: see service.erase.
    pick = SelectMultipleField(_l("To be erased"), validate_choice=False, validators=[Optional()])
