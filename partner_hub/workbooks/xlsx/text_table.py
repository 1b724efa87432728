"""A table of text (.csv, or tabs) as a workbook of one sheet: exports of hotlines and survey tools come so, in GBK."""

import csv
import posixpath
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from partner_hub.letters import letters_of_today, unified_letters
from partner_hub.workbooks.xlsx.container import HEAD_OF_FILE, MAX_UPLOAD, MEGABYTE, name_of_text_file
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.sheet_names import names_without_identity_numbers
from partner_hub.workbooks.xlsx.sheet_parts import MAX_COLUMNS, MAX_ROWS, MAX_TEXT_OF_SHEET
from partner_hub.workbooks.xlsx.workbook import CUT_MARK, MAX_TEXT, Cell, Note, Row, Sheet, Workbook

BYTE_ORDER_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CODES: Final = ("utf-8", "gb18030")
SIGNS_BETWEEN: Final = "\t,;"
# How programs keep Excel from reading a number: ="0591".
KEPT_AS_TEXT: Final = re.compile(r'=?"?([^"]*)"?')
NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_text_table(data: bytes) -> bool:
    return bool(data) and name_of_text_file(data[:HEAD_OF_FILE]) == "csv"


def read_text_table(data: bytes, filename: str) -> Workbook:
    """Raises WorkbookError for more than a list holds, and for letters of no code that is known."""
    if len(data) > MAX_UPLOAD:
        raise WorkbookError("too_large", limit=MAX_UPLOAD // MEGABYTE)
    (name,) = names_without_identity_numbers([letters_of_today(posixpath.splitext(filename)[0]) or "csv"])
    notes: dict[str, Note] = {}
    rows = tuple(_rows_of_text(_decoded(data), name, notes))
    return Workbook(filename, (Sheet(name, rows),), tuple(notes.values()))


def _decoded(data: bytes) -> str:
    code = next((code for mark, code in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "")
    for each in (code,) if code else CODES:
        try:
            return NO_TEXT.sub("", data.decode(each))
        except UnicodeDecodeError:
            continue
    raise WorkbookError("csv")


def _rows_of_text(text: str, sheet: str, notes: dict[str, Note]) -> Iterator[Row]:
    if len(text) > MAX_TEXT_OF_SHEET:
        raise WorkbookError("too_much_text", sheet=sheet)
    first = text.lstrip().partition("\n")[0].partition("\r")[0]
    # Lines may end as on old Macs, too.
    lines = StringIO(text, newline=None)
    count = 0
    for number, fields in enumerate(_records(lines, max(SIGNS_BETWEEN, key=first.count)), 1):
        if len(fields) > MAX_COLUMNS:
            notes["far_columns"] = Note("far_columns", {"sheet": sheet})
        cells = {column: Cell(value) for column, each in enumerate(fields[:MAX_COLUMNS], 1) if (value := _value(each))}
        if cells:
            count += 1
            yield Row(number, cells)
        if count > MAX_ROWS:
            raise WorkbookError("too_many_rows", sheet=sheet, limit=MAX_ROWS)


def _records(lines: StringIO, sign: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=sign)
    except csv.Error as error:
        raise WorkbookError("csv") from error


def _value(field: str) -> str:
    match = KEPT_AS_TEXT.fullmatch(field) if field.startswith('="') else None
    words = unified_letters(match[1] if match else field)
    return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - 1] + CUT_MARK
