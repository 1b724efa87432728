"""Explains what is wrong with a unified social credit code (GB 32100-2015), so that a person can correct it."""

from flask_babel import gettext as _

from partner_hub.partners import credit_code

CREDIT_CODE_LENGTH = 18
REGION_DIGITS = slice(2, 8)


def credit_code_fault(code: str) -> str:
    """A sentence about the first fault of a normalised code; "" for a valid one."""
    if credit_code.is_valid_credit_code(code):
        return ""
    if len(code) != CREDIT_CODE_LENGTH:
        return _("A credit code has 18 characters; this one has %(number)s.", number=len(code))
    strange = next(
        ((place, c) for place, c in enumerate(code, start=1) if c not in credit_code.CREDIT_CODE_ALPHABET), None
    )
    if strange:
        return _(
            "Character %(place)s is “%(character)s”: the letters I, O, S, V and Z never stand in a credit code.",
            place=strange[0],
            character=strange[1],
        )
    if not code[REGION_DIGITS].isdecimal():
        return _(
            "Characters 3 to 8 name the region and must be digits; here they are “%(part)s”.", part=code[REGION_DIGITS]
        )
    if code[0] == "0":
        return _("A credit code does not begin with 0.")
    return _(
        "The last character must be “%(right)s”, not “%(wrong)s”, if the other 17 are right. "
        "Please compare with the certificate.",
        right=credit_code.credit_code_check_character(code[:17]),
        wrong=code[17],
    )
