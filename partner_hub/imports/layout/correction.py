"""Read model of the page on which a clerk corrects the layout of a table."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from openpyxl.utils import get_column_letter

from partner_hub.imports.layout.forms import ColumnsForm, PlaceForm, TablesForm, columns_form
from partner_hub.imports.layout.left_out import LEFT_OUT_SENTENCES
from partner_hub.imports.layout.recognition import tables_from_json
from partner_hub.imports.models import Import
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.forms import row_of_form
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
    """`layout` is table `number`, None while nothing is recognised and nothing chosen."""

    entry: Import
    workbook: Workbook
    tables: tuple[Layout, ...]
    number: int
    layout: Layout | None
    columns: list[Column]

    @classmethod
    def of(cls, entry: Import, wanted: str = "") -> "LayoutCorrection":
        """`wanted`: the number of a table; without one, or one that there is, the first that is read."""
        workbook = read_workbook(entry.data, entry.filename)
        tables = tables_from_json(entry.layout)
        numbers = sorted(range(len(tables)), key=lambda number: (str(number) != wanted, not tables[number].is_read))
        number = numbers[0] if numbers else 0
        layout = tables[number] if tables else None
        return cls(entry, workbook, tables, number, layout, columns_of(workbook, layout) if layout else [])

    def tables_form(self, **more: Any) -> TablesForm:
        form = TablesForm(tables=[number for number, each in enumerate(self.tables) if not each.left_out], **more)
        form.tables.choices = [(number, name_of_table(each)) for number, each in enumerate(self.tables)]
        return form

    def place_form(self, **more: Any) -> PlaceForm:
        names = [sheet.name for sheet in self.workbook.sheets]
        first = (
            Place(self.layout.sheet, self.layout.header_row, max(self.layout.header_height, 1)) if self.layout else None
        )
        form = PlaceForm(obj=first or Place(names[0]), **more)
        form.sheet.choices = [(name, name) for name in names]
        return form

    def columns_form(self, **more: Any) -> ColumnsForm | None:
        if self.layout is None:
            return None
        return columns_form(self.entry.kind, self.layout, [(c.number, c.title) for c in self.columns], **more)


def _place_of_table(table: Layout) -> "Place":
    """A form has no head; a table has one row of headings at least."""
    return Place(table.sheet, table.header_row, max(table.header_height, 1))


def name_of_table(table: Layout) -> str:
    name = _(
        "Sheet “%(sheet)s”, headings in row %(row)s, %(number)s columns recognised",
        sheet=table.sheet,
        row=table.header_row,
        number=len(table.columns),
    )
    reason = LEFT_OUT_SENTENCES.get(table.left_out)
    return _("%(table)s (%(reason)s)", table=name, reason=reason) if reason else name


@dataclass(frozen=True)
class Place:
    sheet: str
    header_row: int = 1
    header_height: int = 1


def columns_of(workbook: Workbook, layout: Layout) -> list[Column]:
    """Every column with a heading or with content, but those of numbers that are never brought in."""
    sheet = workbook.sheet(layout.sheet)
    below = [row for row in sheet.rows if row.number >= layout.first_data_row][:ROWS_LOOKED_AT]
    if layout.places:
        below = [row_of_form(layout, sheet)]
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
