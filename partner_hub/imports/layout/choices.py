"""A clerk's choices among the tables of a workbook."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from partner_hub.workbooks.table.layout import Layout

Tables = tuple[Layout, ...]
LEFT_OUT_BY_HAND = "by_hand"


def read_only(tables: Sequence[Layout], numbers: Collection[int]) -> Tables:
    """`numbers` are places in `tables`; the others are left out."""
    return tuple(_read_or_not(each, is_read=number in numbers) for number, each in enumerate(tables))


def read_only_sheet(tables: Sequence[Layout], sheet: str) -> Tables:
    return read_only(tables, {number for number, each in enumerate(tables) if each.sheet == sheet})


def put_table(tables: Sequence[Layout], number: int, table: Layout, sheets: Sequence[str]) -> tuple[Tables, int]:
    """In the place of table `number` when it is on the same sheet, otherwise beside the others; where it is then."""
    others = [each for at, each in enumerate(tables) if at != number or each.sheet != table.sheet]
    kept = [each for each in others if (each.sheet, each.header_row) != (table.sheet, table.header_row)]
    in_order = sorted((*kept, table), key=lambda each: (sheets.index(each.sheet), each.header_row))
    return tuple(in_order), in_order.index(table)


def put_columns(tables: Sequence[Layout], number: int, columns: dict[str, int]) -> Tables:
    """Whose columns are told by hand is read."""
    return tuple(
        replace(each.with_columns(columns), left_out="") if at == number else each for at, each in enumerate(tables)
    )


def _read_or_not(table: Layout, *, is_read: bool) -> Layout:
    return replace(table, left_out="" if is_read else table.left_out or LEFT_OUT_BY_HAND)
