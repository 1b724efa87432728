"""A workbook without some of its rows: the others are read as before."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from partner_hub.workbooks.table.row_numbers import row_number
from partner_hub.workbooks.xlsx.workbook import NO_CELL, Cell, Row, Sheet, Workbook

# By row (of table/row_numbers.py) and column: what stood above it and goes.
Filled = Mapping[int, Mapping[int, str]]


def without_rows(workbook: Workbook, gone: Collection[int], filled: Filled) -> Workbook:
    sheets = (
        replace(sheet, rows=tuple(_kept_rows(sheet, index, gone, filled)))
        for index, sheet in enumerate(workbook.sheets)
    )
    return replace(workbook, sheets=tuple(sheets))


def _kept_rows(sheet: Sheet, index: int, gone: Collection[int], filled: Filled) -> Iterator[Row]:
    for row in sheet.rows:
        number = row_number(index, row.number)
        if number not in gone:
            cells = {column: _cell_alone(cell, index, gone) for column, cell in row.cells.items()}
            for column, words in filled.get(number, {}).items():
                cells[column] = replace(cells.get(column, NO_CELL), value=words, anchor=None)
            yield replace(row, cells=cells)


def _cell_alone(cell: Cell, index: int, gone: Collection[int]) -> Cell:
    """The value of a merged range whose first row goes stays in the others."""
    is_apart = cell.anchor is not None and row_number(index, cell.anchor[0]) in gone
    return replace(cell, anchor=None) if is_apart else cell
