"""One integer for a row of a workbook: the plan, its answers and its report know the rows of all sheets by it."""

from typing import Final

# The most rows that Excel has.
ROWS_OF_SHEET: Final = 2**20


def row_number(sheet_index: int, excel_row: int) -> int:
    """`sheet_index` counts the sheets of the workbook from 0, `excel_row` is Excel's number, from 1."""
    return sheet_index * ROWS_OF_SHEET + excel_row


def sheet_and_row(number: int) -> tuple[int, int]:
    """The way back: (index of the sheet, Excel row)."""
    sheet_index, above = divmod(number - 1, ROWS_OF_SHEET)
    return sheet_index, above + 1
