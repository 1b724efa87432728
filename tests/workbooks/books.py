"""Workbooks as invented communities keep them, built with openpyxl or written part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook as ExcelFile

from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Action, Plan
from partner_hub.workbooks.planners.needs import plan_needs
from partner_hub.workbooks.planners.offerings import plan_offerings
from partner_hub.workbooks.planners.units import plan_units
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.choice import tables_to_read
from partner_hub.workbooks.table.row_numbers import row_number, sheet_and_row

PLANNERS = {"units": plan_units, "offerings": plan_offerings, "needs": plan_needs}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass
class SheetOf:
    """Rows from A1 on; merged ranges in Excel's notation; hidden rows by number."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)


def build(**sheets: SheetOf) -> bytes:
    file = ExcelFile()
    file.remove(file.worksheets[0])
    for name, sheet in sheets.items():
        page = file.create_sheet(name)
        for row in sheet.rows:
            page.append(list(row))
        for cell, code in sheet.formats.items():
            page[cell].number_format = code
        for merged in sheet.merged:
            page.merge_cells(merged)
        for number in sheet.hidden_rows:
            page.row_dimensions[number].hidden = True
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def package(sheet: str, **parts: str | bytes) -> bytes:
    """The smallest .xlsx around the XML of one sheet; `parts` adds or replaces parts by path."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        '<Relationship Id="a" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        '<Relationship Id="b" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    files.update(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def plan_of(kind: str, data: bytes, known: Known | None = None, filename: str = "表.xlsx") -> Plan:
    workbook = read_workbook(data, filename)
    return PLANNERS[kind](tables_to_read(workbook, kind), workbook, known or Known())


def number_of(plan: Plan, excel_row: int, sheet: str = "") -> int:
    """The number of a row of this sheet, or of the only sheet that is read."""
    read = {sheet_and_row(row.excel_row)[0] for row in plan.rows}
    return row_number(plan.sheets.index(sheet) if sheet else read.pop(), excel_row)


def record_of(plan: Plan, excel_row: int, *fields: str, sheet: str = "") -> dict[str, Any]:
    """Some fields of one row's record."""
    record = plan.row(number_of(plan, excel_row, sheet)).record
    return {field: getattr(record, field) for field in fields}


def concluded(plan: Plan, excel_row: int, sheet: str = "") -> set[tuple[str, str]]:
    return {(each.field, each.reason) for each in plan.row(number_of(plan, excel_row, sheet)).conclusions}


def doubted(plan: Plan, excel_row: int, sheet: str = "") -> set[tuple[str, str]]:
    return {(each.field, each.reason) for each in plan.row(number_of(plan, excel_row, sheet)).doubts}


def skipped(plan: Plan) -> dict[int, str]:
    return {sheet_and_row(row.excel_row)[1]: row.reason for row in plan.rows if row.action is Action.SKIPPED}


def sheets_of_records(plan: Plan) -> list[str]:
    """The sheet of each row with a record, in the order of the plan."""
    return [row.record.source.sheet for row in plan.rows if row.record]
