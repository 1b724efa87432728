from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from partner_hub.consents.service import SpokenWord
from partner_hub.core.forms import Form, line_field, several_lines


class ConsentForm(Form):
    """The unit's answer. Who said so is asked of the committee alone: the command says so where it is missing."""

    comment = TextAreaField(_l("Comment"), filters=[several_lines], validators=[Length(max=500)])
    said_by = line_field(_l("Who at the unit said so"), 60)
    said_via = line_field(_l("By which way: telephone, chat group, in person"), 60)

    @property
    def spoken(self) -> SpokenWord:
        return SpokenWord(self.said_by.data or "", self.said_via.data or "")
