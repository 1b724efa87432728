"""Writes a workbook that was read as an .xlsx; what the reader does not read is not in it.

`read_workbook` gives the same workbook back. Not openpyxl: it takes texts that begin with = for formulas and has no
formula without words; and it is slow on large lists.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import escape
from io import BytesIO
from typing import Final

from openpyxl.utils import get_column_letter

from partner_hub.workbooks.xlsx.container import MAX_INFLATED, MAX_UPLOAD, MEGABYTE
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.notes import NOTES_PART
from partner_hub.workbooks.xlsx.number_formats import EPOCH_1900
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet, Workbook

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The second cell style shows a day (format 14).
STYLES: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
STYLES_PART: Final = "xl/styles.xml"
# What XML cannot hold, and what would be read as one of those.
TO_ESCAPE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# The same upload gives the same bytes.
NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
# Quickly zipped, nothing shrinks so much that the reader would take it for a bomb.
QUICKLY, TIGHTLY = 1, 9


def write_workbook(workbook: Workbook) -> bytes:
    """Raises WorkbookError for what the reader would refuse."""
    parts = {name: content.encode() for name, content in Parts(workbook).all()}
    if sum(len(part) for part in parts.values()) > MAX_INFLATED:
        raise WorkbookError("inflates")
    data = _zip_parts(parts, QUICKLY)
    if len(data) > MAX_UPLOAD:
        data = _zip_parts(parts, TIGHTLY)
    if len(data) > MAX_UPLOAD:
        raise WorkbookError("too_large", limit=MAX_UPLOAD // MEGABYTE)
    return data


def is_written_here(data: bytes) -> bool:
    """Whether write_workbook made these bytes: by the cell styles, which nobody else writes so."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.read(STYLES_PART) == STYLES.encode()
    except (KeyError, zipfile.BadZipFile):
        return False


def _zip_parts(parts: dict[str, bytes], level: int) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), part, zipfile.ZIP_DEFLATED, level)
    return target.getvalue()


class Parts:
    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._texts: dict[str, int] = {}

    def all(self) -> Iterator[tuple[str, str]]:
        sheets = self._workbook.sheets
        for number, sheet in enumerate(sheets, 1):
            yield f"xl/worksheets/sheet{number}.xml", "".join(self._sheet(sheet))
        yield "xl/sharedStrings.xml", self._shared_texts()
        yield STYLES_PART, STYLES
        yield "xl/workbook.xml", _workbook_part(sheets)
        kinds = [*(f"worksheets/sheet{number}" for number in range(1, len(sheets) + 1)), "sharedStrings", "styles"]
        yield "xl/_rels/workbook.xml.rels", _relations_part({name: f"{name}.xml" for name in kinds})
        yield "_rels/.rels", _relations_part({"officeDocument": "xl/workbook.xml"})
        yield "[Content_Types].xml", _content_types(kinds)
        if self._workbook.notes:
            notes = [{"code": note.code, "params": dict(note.params)} for note in self._workbook.notes]
            yield NOTES_PART, json.dumps(notes, ensure_ascii=False)

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'
        for row in sheet.rows:
            hidden = ' hidden="1"' if row.hidden else ""
            yield f'<row r="{row.number}"{hidden}>'
            for column, cell in sorted(row.cells.items()):
                if cell.anchor is None or cell.anchor == (row.number, column):
                    yield self._cell(f"{get_column_letter(column)}{row.number}", cell)
            yield "</row>"
        yield "</sheetData>"
        if merged := _merged_ranges(sheet.rows):
            yield f'<mergeCells count="{len(merged)}">'
            yield from (f'<mergeCell ref="{reference}"/>' for reference in merged)
            yield "</mergeCells>"
        yield "</worksheet>"

    def _cell(self, reference: str, cell: Cell) -> str:
        kind, words = self._written(cell)
        value = "" if words is None else f"<v>{words}</v>"
        return f'<c r="{reference}"{kind}>{"<f/>" if cell.formula else ""}{value}</c>'

    def _written(self, cell: Cell) -> tuple[str, str | None]:
        """The attributes and the words of a value."""
        value = cell.value
        if cell.error:
            return ' t="e"', _escape_text(cell.error)
        if isinstance(value, str):
            return ' t="s"', str(self._texts.setdefault(value, len(self._texts)))
        if isinstance(value, bool):
            return ' t="b"', str(int(value))
        if isinstance(value, date):
            return ' s="1"', str((value - EPOCH_1900).days)
        return "", None if value is None else repr(value)

    def _shared_texts(self) -> str:
        texts = "".join(f'<si><t xml:space="preserve">{_escape_text(each)}</t></si>' for each in self._texts)
        return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self._texts)}">{texts}</sst>'


def _workbook_part(sheets: tuple[Sheet, ...]) -> str:
    entries = "".join(_sheet_entry(number, sheet) for number, sheet in enumerate(sheets, 1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>'


def _sheet_entry(number: int, sheet: Sheet) -> str:
    hidden = ' state="hidden"' if sheet.hidden else ""
    return f'<sheet name="{_escape_text(sheet.name)}" sheetId="{number}"{hidden} r:id="rId{number}"/>'


def _relations_part(targets: dict[str, str]) -> str:
    """Type -> target; of worksheets/sheet1 the type is worksheet."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{_type_of_part(name)}" Target="{target}"/>'
        for number, (name, target) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _content_types(kinds: list[str]) -> str:
    parts = [("workbook", "sheet.main"), *((name, _type_of_part(name)) for name in kinds)]
    entries = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="json" ContentType="application/json"/>{entries}</Types>'
    )


def _type_of_part(name: str) -> str:
    return "worksheet" if name.startswith("worksheets/") else name


def _merged_ranges(rows: tuple[Row, ...]) -> list[str]:
    """Each range as far as it reaches over rows and columns in use."""
    ranges: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if cell.anchor:
                bottom, right = ranges.get(cell.anchor, cell.anchor)
                ranges[cell.anchor] = max(bottom, row.number), max(right, column)
    return [
        f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        for (top, left), (bottom, right) in ranges.items()
    ]


def _escape_text(words: str) -> str:
    return escape(TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", words))
