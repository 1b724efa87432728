"""Normal form of telephone numbers that were typed into a form or stand alone in a line."""

from typing import Final

from partner_hub.workbooks.values.phones import read_phones

NO_AREA: Final = "0000"


def normal_phone_numbers(line: str, area_code: str) -> list[str]:
    """The numbers with area code and extension (0590-1234567转8); [] when the line holds anything else beside them."""
    found = read_phones(line, area_code)
    return [] if found.odd or found.doubts or found.words else found.numbers


def normal_phone_number(line: str, area_code: str) -> str:
    """The same for a line with one number; "" for several."""
    numbers = normal_phone_numbers(line, area_code)
    return numbers[0] if len(numbers) == 1 else ""


def number_with_or_without_area(line: str, area_code: str = "") -> str:
    """The same where a local number may stay without an area code: 1234567转8."""
    return normal_phone_number(line, area_code or NO_AREA).removeprefix(f"{NO_AREA}-")
