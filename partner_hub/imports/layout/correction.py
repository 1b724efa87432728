"""Read model of the page on which a clerk corrects the layout of a table."""

from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from partner_hub.imports.layout.forms import ColumnsForm, PlaceForm, columns_form
from partner_hub.imports.layout.recognition import layout_from_json
from partner_hub.imports.models import Import
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.values.text import words_of_value
from partner_hub.workbooks.xlsx.workbook import Row, Workbook

EXAMPLES_SHOWN = 3
ROWS_LOOKED_AT = 40


@dataclass(frozen=True)
class Column:
    """`words` are its heading, `examples` values below it."""

    number: int
    words: str
    examples: tuple[str, ...]

    @property
    def letter(self) -> str:
        return get_column_letter(self.number)

    @property
    def title(self) -> str:
        return f"{self.letter} {self.words}".strip()


@dataclass(frozen=True)
class LayoutCorrection:
    """`layout` is None while nothing is recognised and nothing chosen."""

    entry: Import
    workbook: Workbook
    layout: Layout | None
    columns: list[Column]

    @classmethod
    def of(cls, entry: Import) -> "LayoutCorrection":
        workbook = read_workbook(entry.data, entry.filename)
        layout = layout_from_json(entry.layout)
        return cls(entry, workbook, layout, columns_of(workbook, layout) if layout else [])

    def place_form(self, **more: Any) -> PlaceForm:
        names = [sheet.name for sheet in self.workbook.sheets]
        first = Place(self.layout.sheet, self.layout.header_row, self.layout.header_height) if self.layout else None
        form = PlaceForm(obj=first or Place(names[0]), **more)
        form.sheet.choices = [(name, name) for name in names]
        return form

    def columns_form(self, **more: Any) -> ColumnsForm | None:
        if self.layout is None:
            return None
        return columns_form(self.entry.kind, self.layout, [(c.number, c.title) for c in self.columns], **more)


@dataclass(frozen=True)
class Place:
    sheet: str
    header_row: int = 1
    header_height: int = 1


def columns_of(workbook: Workbook, layout: Layout) -> list[Column]:
    """Every column with a heading or with content, but those of numbers that are never brought in."""
    below = [row for row in workbook.sheet(layout.sheet).rows if row.number >= layout.first_data_row][:ROWS_LOOKED_AT]
    filled = {number for row in below for number, cell in row.cells.items() if not cell.empty}
    numbers = sorted(filled | set(layout.headers) | set(layout.columns.values()))
    headings = ((number, layout.headers.get(number, "")) for number in numbers)
    return [
        Column(number, words, _examples_of_column(below, number))
        for number, words in headings
        if not is_identity_header(words)
    ]


def _examples_of_column(rows: list[Row], number: int) -> tuple[str, ...]:
    values = (words_of_value(row.cell(number).value).strip() for row in rows if not row.cell(number).anchor)
    return tuple(dict.fromkeys(value for value in values if value))[:EXAMPLES_SHOWN]
