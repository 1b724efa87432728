from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from partner_hub.consents.service import UNSPOKEN, SpokenWord
from partner_hub.core.forms import Form, line_field, several_lines


class ConsentForm(Form):
    """The unit's own answer."""

    comment = TextAreaField(_l("Comment"), filters=[several_lines], validators=[Length(max=500)])

    @property
    def spoken(self) -> SpokenWord:
        return UNSPOKEN


class NotedConsentForm(ConsentForm):
    """An answer that the committee writes down, with whose word it is."""

    said_by = line_field(_l("Who at the unit said so"), 60, required=True)
    said_via = line_field(_l("By which way: telephone, chat group, in person"), 60, required=True)

    @property
    def spoken(self) -> SpokenWord:
        return SpokenWord(self.said_by.data or "", self.said_via.data or "")
