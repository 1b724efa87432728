"""A workbook as plain values: sheets, rows, cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

Value: TypeAlias = str | int | float | bool | date | None


# Excel allows 32,767 characters in a cell; no list needs a tenth of them.
MAX_TEXT: Final = 5_000
# The end of a text that was cut to this length.
CUT_MARK: Final = "…"


@dataclass(frozen=True)
class Cell:
    """One cell. `anchor` is (row, column) of the merged range that the value comes from, else None."""

    value: Value
    anchor: tuple[int, int] | None = None
    formula: bool = False
    error: str = ""

    @property
    def is_cut(self) -> bool:
        value = self.value
        return isinstance(value, str) and len(value) == MAX_TEXT and value.endswith(CUT_MARK)

    @property
    def empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True)
class Row:
    """`number` is Excel's row number; `cells` is keyed by column, A = 1."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False

    def cell(self, column: int) -> Cell:
        return self.cells.get(column, NO_CELL)


@dataclass(frozen=True)
class Sheet:
    """Only rows with content, in order; a merged range is written into each of its cells.

    `is_read` is False where nobody asked for the rows.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    is_read: bool = True


@dataclass(frozen=True)
class Note:
    """Something about the file or a sheet of it that the clerk should know; a code and its parameters."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    filename: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...] = ()

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)


NO_CELL = Cell(None)
