"""Unified social credit codes as cells hold them.

Excel keeps 15 figures of a number. Of a code that was typed into a number cell the last three are lost, and zeros stand
in their place: such a code is refused and never completed.
"""

import re
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.reading import Reading
from partner_hub.workbooks.xlsx.workbook import Value

# The first number that Excel no longer keeps to its last figure.
FIRST_INEXACT: Final = 10**15
AS_POWER: Final = re.compile(r"[1-9](?:\.\d{1,20})?[Ee]\+?\d{1,2}")
REGISTRATION_NUMBER: Final = re.compile(r"\d{15}")
ORGANISATION_CODE: Final = re.compile(r"[0-9A-Z]{8}[0-9X]")


def read_credit_code(value: Value) -> Reading[str]:
    """The code in its one spelling; "" with a doubt where Excel has lost its end."""
    if has_lost_figures(value):
        return Reading("", doubt="code_lost_figures")
    code = credit_code.normalise_credit_code(text.short_text(value))
    if not code or credit_code.is_valid_credit_code(code):
        return Reading(code)
    if REGISTRATION_NUMBER.fullmatch(code):
        return Reading(code, doubt="old_registration_number")
    return Reading(code, doubt="organisation_code" if ORGANISATION_CODE.fullmatch(code) else "wrong_credit_code")


def has_lost_figures(value: Value) -> bool:
    if isinstance(value, str):
        return bool(AS_POWER.fullmatch(text.short_text(value)))
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= FIRST_INEXACT


def words_of_code(value: Value) -> str:
    """As a sheet shows it: without figures that stand nowhere in it."""
    is_inexact = isinstance(value, int | float) and has_lost_figures(value)
    return f"{value:.15G}" if is_inexact else text.words_of_value(value)
