from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, StringField, TelField
from wtforms.validators import EqualTo, Length, Optional

from partner_hub.accounts.invitations import InvitationValues
from partner_hub.accounts.passwords import MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH
from partner_hub.accounts.service import ProfileValues
from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import REQUIRED, Form, single_line
from partner_hub.core.row_numbers import row_number_or_none
from partner_hub.letters import is_seen
from partner_hub.vocabulary.person import MailRhythm

NEW_PASSWORD = (
    REQUIRED,
    Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH, _l("The password needs at least %(min)d characters.")),
)
LANGUAGE_CHOICES = [("zh", "中文"), ("en", "English")]
MAIL_RHYTHM_CHOICES = [
    (MailRhythm.SOON, _l("Soon: a few minutes later, several messages in one mail")),
    (MailRhythm.DAILY, _l("Once a day: in the morning, all in one mail")),
    (MailRhythm.NEVER, _l("Never: I look here myself")),
]
NO_CHOICE = ("", "–")


def current_password_field(label: Any, *validators: Any) -> PasswordField:
    return PasswordField(
        label, validators=[*validators, Length(max=MAX_PASSWORD_LENGTH)], render_kw={"autocomplete": "current-password"}
    )


def new_password_field() -> PasswordField:
    return PasswordField(
        _l("New password"),
        validators=NEW_PASSWORD,
        render_kw={"autocomplete": "new-password", "minlength": MIN_PASSWORD_LENGTH},
    )


def repeated_password_field() -> PasswordField:
    return PasswordField(
        _l("New password, once more"),
        validators=[REQUIRED, EqualTo("new_password", _l("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


def person_name_field() -> StringField:
    return StringField(
        _l("Full name"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=60)],
        render_kw={"autocomplete": "name"},
    )


def email_field() -> EmailField:
    return EmailField(
        _l("E-mail"),
        filters=[single_line, nothing_is_empty],
        validators=[Optional(), Length(max=254)],
        render_kw={"autocomplete": "email"},
    )


def phone_field() -> TelField:
    return TelField(
        _l("Phone number"),
        filters=[single_line, nothing_is_empty],
        validators=[Optional(), Length(max=40)],
        render_kw={"autocomplete": "tel"},
    )


def _without_control_characters(address: str | None) -> str:
    return address if address and is_seen(address) else ""


class SignInForm(Form):
    name = StringField(
        _l("E-mail or phone number"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = current_password_field(_l("Password"), REQUIRED)
    # An address has no control characters; one with them leads nowhere, and is not put into the page again.
    next = HiddenField(filters=[_without_control_characters])


class AskForLinkForm(Form):
    name = StringField(
        _l("E-mail or phone number"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=254)],
        render_kw={"autocomplete": "username"},
    )


class NewPasswordForm(Form):
    new_password = new_password_field()
    repeat_password = repeated_password_field()


class AcceptInvitationForm(NewPasswordForm):
    """`sign_in_name` is asked for where the invitation names neither an address nor a number."""

    name = person_name_field()
    sign_in_name = StringField(
        _l("E-mail or phone number to sign in with"),
        filters=[single_line],
        validators=[REQUIRED, Length(max=254)],
        render_kw={"autocomplete": "username"},
    )


class ChangePasswordForm(NewPasswordForm):
    password = current_password_field(_l("Present password"), REQUIRED)


class ProfileForm(Form):
    name = person_name_field()
    email = email_field()
    phone = phone_field()
    language = SelectField(_l("Language"), validators=[REQUIRED])
    mail_rhythm = RadioField(_l("Messages by mail"), validators=[REQUIRED])
    password = current_password_field(_l("Present password"), Optional())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = LANGUAGE_CHOICES
        self.mail_rhythm.choices = MAIL_RHYTHM_CHOICES

    @property
    def profile(self) -> ProfileValues:
        return cast("ProfileValues", self.values)


class InvitationForm(Form):
    """The choices are those of the inviter: roles that may be given, units and grid cells of the community."""

    name = person_name_field()
    email = email_field()
    phone = phone_field()
    role = SelectField(_l("Role"), validators=[REQUIRED])
    partnership_id = SelectField(_l("Unit"), coerce=row_number_or_none, validators=[Optional()])
    grid_id = SelectField(_l("Grid cell"), coerce=row_number_or_none, validators=[Optional()])

    @property
    def invitation(self) -> InvitationValues:
        return cast("InvitationValues", self.values)
