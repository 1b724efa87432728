"""Canonical form of sign-in names: e-mail addresses and phone numbers."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.core.fields import nothing_is_empty
from partner_hub.workbooks.values.single_phone import number_with_or_without_area

PHONE_DIGITS = re.compile(r"[0-9]{7,15}")
COUNTRY_CODE = "86"
MOBILE_DIGITS = 11
# Allowed beside the digits.
PHONE_LABEL = re.compile(r"(?:联系|办公)?(?:电话|手机|座机)号?码?|tel|phone|mobile")
PHONE_SEPARATOR = re.compile(r"[\s:+()\-\u2010-\u2015.·]")
PHONE_EXTENSION = re.compile(r"(?:转|分机号?|ext\.?|#).*", re.DOTALL)
INVISIBLE_CHARACTER = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def normal_sign_in_name(typed: str) -> str:
    """Sign-in name in the form in which accounts store it: e-mail in lower case, or the digits of a number."""
    text = _lower_half_width(typed)
    return _repaired_email(text) if "@" in text else _national_digits(text) or text


def normal_email(typed: str) -> str:
    """Canonical e-mail address; "" stays "".

    Raises:
        DomainError: (field email) for what is no address.
    """
    text = _repaired_email(_lower_half_width(typed))
    if not text:
        return ""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise DomainError(_("This is not an e-mail address."), field="email") from None
    return text


def normal_phone(typed: str) -> str:
    """The digits without +86 and extension; "" stays "".

    Raises:
        DomainError: (field phone) for anything but one number of 7 to 15 digits.
    """
    text = _lower_half_width(typed)
    rest = PHONE_SEPARATOR.sub("", PHONE_LABEL.sub("", PHONE_EXTENSION.sub("", text)))
    if rest.strip("0123456789") and not number_with_or_without_area(text):
        raise DomainError(_("Please write one telephone number and nothing else."), field="phone")
    digits = _national_digits(text)
    if text and not PHONE_DIGITS.fullmatch(digits):
        raise DomainError(_("A phone number has 7 to 15 digits."), field="phone")
    return digits


def _lower_half_width(typed: str) -> str:
    """In ordinary width and lower case; "" for words that say there is none."""
    return INVISIBLE_CHARACTER.sub("", unicodedata.normalize("NFKC", nothing_is_empty(typed))).strip().lower()


def _repaired_email(text: str) -> str:
    """With the full stops, blanks and closing marks of a Chinese keyboard put right."""
    text = text.translate({ord("。"): ".", ord("｡"): "."}).removeprefix("mailto:").strip(" \t<>;,.、")
    return re.sub(r"\s*([@.])\s*", r"\1", text)


def _national_digits(text: str) -> str:
    """Without 0086 or +86 before a number of this country, and without an extension."""
    if number := number_with_or_without_area(text):
        return re.sub(r"\D", "", number.partition("转")[0])
    digits = "".join(c for c in PHONE_EXTENSION.sub("", text) if c in "0123456789")
    digits = digits.removeprefix("00") if digits.startswith(f"00{COUNTRY_CODE}") else digits
    is_chinese = len(digits) == MOBILE_DIGITS + len(COUNTRY_CODE) or digits.startswith(f"{COUNTRY_CODE}0")
    return digits.removeprefix(COUNTRY_CODE) if is_chinese else digits
