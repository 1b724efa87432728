"""Finds the table of an uploaded workbook; the layout is stored with the import and may be corrected by hand."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.table.headers import find_layouts, normalise_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.values.text import words_of_value
from partner_hub.workbooks.xlsx.workbook import Sheet, Workbook

# So much more must a workbook resemble another kind of list before this is mentioned.
CLEARLY_MORE = 0.25
# Among tables of about the same confidence the one on the first sheet is taken.
HARDLY_LESS = 0.1
# A list shows in its first rows what it lists.
TELLING_ROWS = 60

StoredLayout = dict[str, Any]


def recognise_table(workbook: Workbook, kind: ImportKind, sheet: str | None = None) -> StoredLayout:
    """The best table of the workbook, or of one sheet; {} when there is none."""
    found = [each for each in find_layouts(workbook, kind) if sheet in {None, each.sheet}]
    if not found:
        return {}
    order = [each.name for each in workbook.sheets]
    alike = [each for each in found if each.confidence >= found[0].confidence - HARDLY_LESS]
    first = min(alike, key=lambda each: order.index(each.sheet))
    return layout_to_json(first) | {"looks_like": _likelier_kind(workbook, kind)}


def layout_at_place(workbook: Workbook, kind: ImportKind, *, sheet: str, header_row: int, header_height: int) -> Layout:
    """The table with its head in these rows; no column has a meaning where the head is not understood."""
    place = sheet, header_row, header_height
    same = (each for each in find_layouts(workbook, kind) if (each.sheet, each.header_row, each.header_height) == place)
    return next(same, None) or _layout_without_meaning(workbook, kind, *place)


def layout_to_json(layout: Layout) -> StoredLayout:
    return {**asdict(layout), "kind": str(layout.kind)}


def layout_from_json(kept: Mapping[str, Any]) -> Layout | None:
    """What `stored` gave, after its way through JSON; None for {}."""
    if not kept:
        return None
    facts = {name: value for name, value in kept.items() if name != "looks_like"}
    headers = {int(column): text for column, text in facts["headers"].items()}
    return Layout(**{**facts, "headers": headers, "other_sheets": tuple(facts["other_sheets"])})


def _layout_without_meaning(workbook: Workbook, kind: ImportKind, sheet: str, header_row: int, height: int) -> Layout:
    headers: dict[int, str] = {}
    for row in workbook.sheet(sheet).rows:
        if header_row <= row.number < header_row + height:
            for column, cell in row.cells.items():
                headers[column] = headers.get(column, "") + normalise_header(words_of_value(cell.value))
    return Layout(kind, sheet, header_row, {}, height, headers=headers)


def _likelier_kind(workbook: Workbook, kind: ImportKind) -> str | None:
    """The kind of list that this workbook resembles far more than the one it is said to be."""
    beginning = replace(workbook, sheets=tuple(_first_rows_of(sheet) for sheet in workbook.sheets))
    likely = {each: _confidence_in_kind(beginning, each) for each in ImportKind}
    best = max(likely, key=lambda each: likely[each])
    return best.value if likely[best] > likely[kind] + CLEARLY_MORE else None


def _first_rows_of(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=sheet.rows[:TELLING_ROWS])


def _confidence_in_kind(workbook: Workbook, kind: ImportKind) -> float:
    return max((each.confidence for each in find_layouts(workbook, kind)), default=0.0)
