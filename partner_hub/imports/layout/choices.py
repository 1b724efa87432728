"""A clerk's choices among the tables of a workbook."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from partner_hub.workbooks.table.header_fields import has_required_fields
from partner_hub.workbooks.table.headers import COLUMNS_OPEN
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
    """Whose columns are told by hand is read; what is told of one table holds for those with the same headings."""
    chosen = tables[number]
    return tuple(
        replace(each.with_columns(columns), left_out=_reason_after_choice(each, is_chosen=at == number))
        if dict(each.headers) == dict(chosen.headers)
        else each
        for at, each in enumerate(tables)
    )


def fields_by_heading(table: Layout, columns: Mapping[str, int]) -> dict[str, str]:
    """What a person said of the headings of a table; "" for those that are not brought in."""
    fields = {column: field for field, column in columns.items()}
    return {heading: fields.get(column, "") for column, heading in table.headers.items() if heading}


def with_fields_by_hand(table: Layout, by_hand: Mapping[str, str]) -> Layout:
    """The table with what was said before about its headings."""
    told = {column: by_hand[heading] for column, heading in table.headers.items() if heading in by_hand}
    if not told:
        return table
    kept = {field: column for field, column in table.columns.items() if column not in told}
    columns = kept | {field: column for column, field in told.items() if field}
    is_complete = has_required_fields(table.kind, columns.keys() | table.said.keys())
    return replace(table.with_columns(columns), left_out="" if is_complete else COLUMNS_OPEN)


def _reason_after_choice(table: Layout, *, is_chosen: bool) -> str:
    return "" if is_chosen or table.left_out == COLUMNS_OPEN else table.left_out


def _read_or_not(table: Layout, *, is_read: bool) -> Layout:
    return replace(table, left_out="" if is_read else table.left_out or LEFT_OUT_BY_HAND)
