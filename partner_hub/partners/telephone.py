"""One telephone number, as a person types it into a form."""

from partner_hub.workbooks.phones import EXTENSION, read_phones


def normalised(line: str, area_code: str) -> str:
    """The number with area code and extension (0590-1234567转8); "" when the line holds anything else beside it."""
    found = read_phones(line, area_code)
    if len(found.numbers) != 1 or found.odd or found.words:
        return ""
    extension = EXTENSION.search(line) if "extension_dropped" in found.conclusions else None
    return f"{found.numbers[0]}转{extension[1]}" if extension else found.numbers[0]
