"""What people sign in with: an e-mail address or a phone number, written in one way."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError

PHONE = re.compile(r"\d{7,15}")
CHINA = "86"
MOBILE_DIGITS = 11


def normal_name(typed: str) -> str:
    """What was typed at the sign-in page, as the account would hold it: e-mail in lower case, a number's digits."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    return text if "@" in text else _digits(text) or text


def normal_email(typed: str) -> str:
    """Raises DomainError (field email); "" stays ""."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    if not text:
        return ""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise DomainError(_("This is not an e-mail address."), field="email") from None
    return text


def normal_phone(typed: str) -> str:
    """The digits, without +86; raises DomainError (field phone); "" stays ""."""
    digits = _digits(unicodedata.normalize("NFKC", typed))
    if typed.strip() and not PHONE.fullmatch(digits):
        raise DomainError(_("A phone number has 7 to 15 digits."), field="phone")
    return digits


def _digits(text: str) -> str:
    digits = "".join(c for c in text if c in "0123456789")
    return digits.removeprefix(CHINA) if len(digits) == MOBILE_DIGITS + len(CHINA) else digits
