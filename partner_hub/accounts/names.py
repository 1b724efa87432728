"""What people sign in with: an e-mail address or a phone number, written in one way."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.core.fields import nothing_is_empty

PHONE = re.compile(r"[0-9]{7,15}")
CHINA = "86"
MOBILE_DIGITS = 11
# What may stand beside the figures of a number.
LABEL = re.compile(r"(?:联系|办公)?(?:电话|手机|座机)号?码?|tel|phone|mobile")
BESIDE = re.compile(r"[\s:+()\-\u2010-\u2015.·]")
EXTENSION = re.compile(r"(?:转|分机号?|ext\.?|#).*", re.DOTALL)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def normal_name(typed: str) -> str:
    """What was typed at the sign-in page, as the account would hold it: e-mail in lower case, a number's digits."""
    text = _plain(typed)
    return _mail(text) if "@" in text else _digits(text) or text


def normal_email(typed: str) -> str:
    """Raises DomainError (field email); "" stays ""."""
    text = _mail(_plain(typed))
    if not text:
        return ""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise DomainError(_("This is not an e-mail address."), field="email") from None
    return text


def normal_phone(typed: str) -> str:
    """The digits, without +86 and extension; raises DomainError (field phone) for all but one number; "" stays ""."""
    text = _plain(typed)
    rest = BESIDE.sub("", LABEL.sub("", EXTENSION.sub("", text)))
    if rest.strip("0123456789"):
        raise DomainError(_("Please write one telephone number and nothing else."), field="phone")
    digits = _digits(text)
    if text and not PHONE.fullmatch(digits):
        raise DomainError(_("A phone number has 7 to 15 digits."), field="phone")
    return digits


def _plain(typed: str) -> str:
    """In ordinary width and lower case; "" for words that say there is none."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", nothing_is_empty(typed))).strip().lower()


def _mail(text: str) -> str:
    """With the full stops, blanks and closing marks of a Chinese keyboard put right."""
    text = text.translate({ord("。"): ".", ord("｡"): "."}).removeprefix("mailto:").strip(" \t<>;,.、")
    return re.sub(r"\s*([@.])\s*", r"\1", text)


def _digits(text: str) -> str:
    """Without 0086 or +86 before a number of this country."""
    digits = "".join(c for c in EXTENSION.sub("", text) if c in "0123456789")
    digits = digits.removeprefix("00") if digits.startswith(f"00{CHINA}") else digits
    is_chinese = len(digits) == MOBILE_DIGITS + len(CHINA) or digits.startswith(f"{CHINA}0")
    return digits.removeprefix(CHINA) if is_chinese else digits
