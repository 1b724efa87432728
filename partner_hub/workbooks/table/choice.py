"""Which tables of a workbook are read: all that list the same, on however many sheets."""

import re
from dataclasses import replace
from typing import Final

from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.table.forms import find_forms
from partner_hub.workbooks.table.header_fields import NAMES_OF_SIDE_SHEETS
from partner_hub.workbooks.table.headers import find_tables_of_sheet
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Sheet, Workbook

# A list shows in its first rows what it lists.
TELLING_ROWS: Final = 60
EXAMPLE_SHEETS: Final = re.compile(r"示例|样例|范例|样表|填写样")
# So much more must a table resemble another kind of list to be taken for one.
MORE_LIKE_ANOTHER: Final = 0.1
# The share of the best table's confidence that another one needs, on its own sheet and on the same one.
ON_ANOTHER_SHEET: Final = 0.3
ON_THE_SAME_SHEET: Final = 0.5

Place = tuple[str, int]


def tables_to_read(workbook: Workbook, kind: str) -> tuple[Layout, ...]:
    """Raises WorkbookError("no_table")."""
    tables = tuple(each for each in find_tables(workbook, kind) if each.is_read)
    if not tables:
        raise WorkbookError("no_table")
    return tables


def find_layouts(workbook: Workbook, kind: str) -> list[Layout]:
    """Every table and every form of this kind, the best first."""
    found: list[Layout] = []
    for sheet in workbook.sheets:
        forms = find_forms(sheet, kind)
        found += find_tables_of_sheet(sheet, kind) if forms is None else forms
    return sorted(found, key=lambda layout: -layout.confidence)


def find_tables(workbook: Workbook, kind: str) -> list[Layout]:
    """Every table of this kind in the order of the workbook; `left_out` says of some why they are not read.

    Where everything would be left out, what stands aside for the same reason as the best is read.
    """
    everywhere = find_layouts(workbook, kind)
    found = [each for each in everywhere if _has_rows(workbook, each)] or everywhere[:1]
    if not found:
        return []
    likelier = _confidence_in_other_kinds(workbook, kind)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    reasons = [_reason_to_leave_out(each, sheets[each.sheet], likelier) for each in found]
    if all(reasons):
        reasons = ["" if reason == reasons[0] else reason for reason in reasons]
    best = next(each for each, reason in zip(found, reasons, strict=True) if not reason)
    judged = [
        replace(each, left_out=reason or _unlike_the_best(each, best))
        for each, reason in zip(found, reasons, strict=True)
    ]
    order = {name: index for index, name in enumerate(sheets)}
    return sorted(judged, key=lambda each: (order[each.sheet], each.header_row))


def _has_rows(workbook: Workbook, layout: Layout) -> bool:
    rows = workbook.sheet(layout.sheet).rows
    return any(row.number >= layout.first_data_row and (layout.end_row or row.number + 1) > row.number for row in rows)


def _reason_to_leave_out(layout: Layout, sheet: Sheet, likelier: dict[Place, float]) -> str:
    if sheet.hidden:
        return "hidden_sheet"
    if EXAMPLE_SHEETS.search(sheet.name):
        return "example_sheet"
    if NAMES_OF_SIDE_SHEETS.search(sheet.name):
        return "side_sheet"
    is_another = likelier.get((layout.sheet, layout.header_row), 0.0) > layout.confidence + MORE_LIKE_ANOTHER
    return "another_kind" if is_another else ""


def _unlike_the_best(layout: Layout, best: Layout) -> str:
    needed = ON_THE_SAME_SHEET if layout.sheet == best.sheet else ON_ANOTHER_SHEET
    return "" if layout.confidence >= needed * best.confidence else "unlike"


def _confidence_in_other_kinds(workbook: Workbook, kind: str) -> dict[Place, float]:
    """By sheet and row of the head."""
    beginning = beginning_of(workbook)
    likely: dict[Place, float] = {}
    for other in SCHEMAS.keys() - {kind}:
        for each in find_layouts(beginning, other):
            place = each.sheet, each.header_row
            likely[place] = max(each.confidence, likely.get(place, 0.0))
    return likely


def beginning_of(workbook: Workbook) -> Workbook:
    return replace(workbook, sheets=tuple(_first_rows_of(sheet) for sheet in workbook.sheets))


def _first_rows_of(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=sheet.rows[:TELLING_ROWS])
