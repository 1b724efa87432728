"""The form that invites the liaisons of many units: one row for each unit without an account."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from partner_hub.accounts.roles import ROLE_LABELS
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.accounts.unit_invitations import UnitInvitee
from partner_hub.core.errors import DomainError
from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import Form, line_field, single_line
from partner_hub.core.permissions import Role
from partner_hub.partners.models import Partnership

MOBILE_NUMBER = re.compile(r"1\d{10}")


class LiaisonRow(Form):
    """One unit; only a ticked row is read. The form around it carries the CSRF token."""

    class Meta(FlaskForm.Meta):
        csrf = False

    chosen = BooleanField(_l("Invite"))
    name = line_field(_l("Full name"), 60)
    email = StringField(_l("E-mail"), filters=[single_line, nothing_is_empty], validators=[Length(max=254)])
    phone = StringField(_l("Phone number"), filters=[single_line, nothing_is_empty], validators=[Length(max=40)])

    def __init__(self, unit: Partnership, email: str) -> None:
        self.unit = unit
        mobile = next((number for number in unit.phones if MOBILE_NUMBER.fullmatch(number)), "")
        known = {"chosen": True, "name": unit.contact, "email": email, "phone": mobile}
        sent = {} if request.method == "POST" else {"formdata": None}
        super().__init__(prefix=f"unit-{unit.id}-", **sent, **known)

    def validate_email(self, field: Field) -> None:
        _refuse_unreadable(lambda: normal_email(field.data or ""))

    def validate_phone(self, field: Field) -> None:
        _refuse_unreadable(lambda: normal_phone(field.data or ""))

    @property
    def invitee(self) -> UnitInvitee:
        return UnitInvitee(self.unit.id, self.name.data or "", self.email.data or "", self.phone.data or "")


class LiaisonsForm(Form):
    """`role` is that of all of them: who administers the unit, or a member."""

    role = RadioField(_l("As"), validators=[InputRequired()], default=Role.UNIT_ADMIN)

    def __init__(self, units: Sequence[tuple[Partnership, str]]) -> None:
        super().__init__()
        self.role.choices = [(role, ROLE_LABELS[role]) for role in (Role.UNIT_ADMIN, Role.UNIT_MEMBER)]
        self.rows = [LiaisonRow(unit, email) for unit, email in units]

    def validate_rows(self) -> bool:
        # Every row is asked, so that all faults are shown at once.
        good = [row.validate() for row in self.rows if row.chosen.data]
        return self.validate_on_submit() and all(good)

    @property
    def status(self) -> int:
        """That of the rows, too."""
        is_faulty = any(row.errors for row in self.rows)
        return int(HTTPStatus.UNPROCESSABLE_ENTITY) if is_faulty else super().status

    @property
    def invitees(self) -> list[UnitInvitee]:
        return [row.invitee for row in self.rows if row.chosen.data]


def _refuse_unreadable(read: Any) -> None:
    try:
        read()
    except DomainError as error:
        raise ValidationError(str(error)) from None
