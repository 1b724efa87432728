"""Number formats of cells: whether a number is a date, a month, a time of day or a plain number."""

import re
from datetime import date, timedelta
from enum import Enum
from typing import Final

from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Value
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, local_name, read_elements

EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)
# The last day that Excel knows, 9999-12-31.
LAST_SERIAL: Final = 2_958_465


class Shown(Enum):
    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    TIME = "time"


# Formats without a text in the file (ECMA-376 18.8.30, with those of the zh-cn language).
BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), Shown.DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), Shown.MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), Shown.TIME),
}
NOT_FORMAT_LETTERS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def shown_as(code: str) -> Shown:
    letters = NOT_FORMAT_LETTERS.sub("", code.partition(";")[0]).lower().replace("general", "")
    if "y" in letters:
        return Shown.DAY if "d" in letters else Shown.MONTH
    if "d" in letters:
        return Shown.DAY
    return Shown.TIME if "h" in letters or "s" in letters else Shown.NUMBER


def read_styles(data: bytes) -> list[Shown]:
    """How each cell style (by its index) shows a number. Raises WorkbookError."""
    try:
        return _styles_of_cells(data)
    except ValueError as error:
        raise WorkbookError("broken") from error


def _styles_of_cells(data: bytes) -> list[Shown]:
    codes: dict[int, str] = {}
    styles: list[Shown] = []
    for element in read_elements(data, "numFmt", "cellXfs"):
        if local_name(element.tag) == "numFmt":
            codes[int(attribute_of(element, "numFmtId") or 0)] = attribute_of(element, "formatCode")
        else:
            numbers = [int(attribute_of(style, "numFmtId") or 0) for style in element]
            styles = [shown_as(codes[n]) if n in codes else BUILT_IN.get(n, Shown.NUMBER) for n in numbers]
    return styles


def value_of(number: float, shown: Shown, epoch: date) -> Value:
    """A month without a day stays a text (2024年3月): its first day would be an invention."""
    whole = int(number)
    if shown is Shown.TIME and 0 <= number < 1:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if shown in (Shown.DAY, Shown.MONTH) and 1 <= whole <= LAST_SERIAL:
        day = epoch + timedelta(days=whole)
        return day if shown is Shown.DAY else f"{day.year}年{day.month}月"
    return whole if number == whole else number
