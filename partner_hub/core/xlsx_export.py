"""Writes .xlsx files from plain rows. Strings are stored as text, never as formulas (CSV injection)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO

from flask import Response, send_file
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | date | None
XLSX_MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel, and whoever saves the sheet as CSV later, would take a text that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MAX_SHEET_NAME = 31
COLUMN_WIDTHS = range(8, 50)


def workbook_bytes(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """An .xlsx with one sheet: the headings, then the rows; days stay days, numbers numbers, all else is text."""
    lines = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_column_widths([list(headings), *lines]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(list(_styled_cells(sheet, headings, bold=True)))
    for line in lines:
        sheet.append(list(_styled_cells(sheet, line)))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx_response(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Response:
    """workbook_bytes as a download named after its title, not cached."""
    data = BytesIO(workbook_bytes(title, headings, rows))
    response = send_file(data, mimetype=XLSX_MIME_TYPE, as_attachment=True, download_name=f"{title}.xlsx")
    # Exports hold names and numbers: no cache on the way may keep them.
    response.headers["Cache-Control"] = "no-store"
    return response


def _styled_cells(sheet: WriteOnlyWorksheet, values: Sequence[Value], *, bold: bool = False) -> Iterator[Cell]:
    for value in values:
        cell: Cell = WriteOnlyCell(sheet)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_SIGNS)
        else:
            cell.value = value
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
        yield cell


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:MAX_SHEET_NAME].strip() or "1"


def _column_widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    columns = zip(*rows, strict=True)
    longest = (max(_text_width(str(value or "")) for value in column) + 2 for column in columns)
    return [min(max(width, COLUMN_WIDTHS.start), COLUMN_WIDTHS.stop) for width in longest]


def _text_width(text: str) -> int:
    """In columns of a typewriter, where a Chinese character takes two."""
    return max(sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) for line in text.split("\n"))
