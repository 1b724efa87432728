from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from partner_hub.core.forms import Form, single_line


class SignInForm(Form):
    name = StringField(
        _l("E-mail or phone number"),
        filters=[single_line],
        validators=[InputRequired(_l("Please fill this in.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Please fill this in.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class SignOutForm(Form):
    pass
