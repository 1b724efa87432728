"""Sheet, rows and columns of a table: which column holds which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Layout:
    """The layout of one table; a clerk's choice of columns replaces it (`with_columns`).

    `columns` maps a field (see schema/header_words.py; phones2 is a second column of phones) to a column
    number (A = 1); `header_row` and `header_height` are Excel rows; the data ends before `end_row`
    (None: with the sheet).
    `aside` are columns that were recognised but are not imported (_serial, _person ...);
    `unmapped` are columns with content that no field claims, as (column, header words).
    `said` are fields that the sheet's name, or a line above the table, says for all rows (said_outside.py).
    `places` makes it a form (forms.py): its "columns" are the values at these places (row, column), its `header_row` is
    the form's first row, and the form is one row of data.
    `left_out` is the reason code why the table is not read, "" for one that is (choice.py).
    """

    kind: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    header_height: int = 1
    end_row: int | None = None
    confidence: float = 1.0
    aside: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[int, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def first_data_row(self) -> int:
        return self.header_row + self.header_height

    @property
    def is_read(self) -> bool:
        return bool(self.columns) and not self.left_out

    @property
    def unmapped(self) -> tuple[tuple[int, str], ...]:
        taken = {*self.columns.values(), self.aside.get("_serial")}
        return tuple((column, words) for column, words in self.headers.items() if column not in taken)

    def with_columns(self, columns: Mapping[str, int]) -> "Layout":
        return replace(self, columns=dict(columns), confidence=1.0)
