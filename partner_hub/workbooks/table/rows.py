"""The rows of a table: every Excel row either carries data or is skipped for a reason."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from partner_hub.letters import has_old_letters, letters_of_today
from partner_hub.privacy.identity_removal import NUMBER_REMOVED
from partner_hub.workbooks.plan.plan import Conclusion, Doubt
from partner_hub.workbooks.table.forms import row_of_form
from partner_hub.workbooks.table.header_fields import normalise_header
from partner_hub.workbooks.table.header_units import unit_of_column
from partner_hub.workbooks.table.headers import is_header_row
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.row_numbers import row_number, sheet_and_row
from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.xlsx.workbook import NO_CELL, Cell, Row, Sheet, Value, Workbook

TOTAL_ROW: Final = re.compile(r"(?:总|合|小|共|累)\s*计.*|共计.*|合计.*")
FOOTER_ROW: Final = re.compile(
    r"(?:填表|制表|填报|审核|联系|负责|经办|统计|复核|审批|校对|登记|上报)"
    r"(?:人|单位|日期|时间|签字|签章|领导)?(?:[:：（(]|签字|$).*"
    r"|(?:备 ?注|说明|注|填表说明|填报说明|注意事项)\s*[:：].*|注\d*[:：.、].*"
    r"|(?:单位)?(?:盖章|公章|签章).*|[*※★].*|\d{4}年\d{1,2}月\d{1,2}日$"
)
SECTION_HEADING: Final = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+(?:部分|类|篇))\s*(.+)"
)
COUNTED_FIELDS: Final = ("beneficiary_count", "capacity")
MAX_ROW_GAP: Final = 50
SERIAL_FIELD: Final = "_serial"
MAX_NUMBER_LENGTH: Final = 20
YEAR: Final = re.compile(r"(20\d{2})(?:\s*年|[-—_./ ]|$)")
QUARTER: Final = re.compile(r"20\d{2}\s?年?度?.{0,2}(?:第?\s?(?P<named>[一二三四1-4])\s?季度?|Q(?P<short>[1-4]))")


@dataclass(frozen=True)
class Origin:
    """What a row has from its table.

    `year` is the one that the title, the sheet's or the file's name speaks of, `quarter` (1 to 4) the quarter named
    there; `units` tells of the COUNTED_FIELDS what
    their numbers count, where heading or title say it.
    """

    sheet: str
    year: int | None
    quarter: int | None
    headings: Mapping[str, str]
    units: Mapping[str, str]


@dataclass
class TableRow:
    """`skip` is a reason code, "" for data. `values` and `words` are by field, dittos resolved.

    `number` is that of table/row_numbers.py, `number_in_list` what the list itself says (序号).
    """

    number: int
    origin: Origin
    skip: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    section: str = ""
    number_in_list: str = ""
    conclusions: list[Conclusion] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def excel_row(self) -> int:
        return sheet_and_row(self.number)[1]


@dataclass(frozen=True)
class Table:
    """The rows of one or several sheets as one list."""

    rows: tuple[TableRow, ...]

    @property
    def data(self) -> list[TableRow]:
        return [row for row in self.rows if not row.skip]

    def column(self, name: str) -> list[Value]:
        return [row.values.get(name) for row in self.data]


def read_tables(tables: Sequence[Layout], workbook: Workbook) -> Table:
    """Of each sheet with a table every row, in the order of the workbook."""
    rows: list[TableRow] = []
    for index, sheet in enumerate(workbook.sheets):
        own = sorted((each for each in tables if each.sheet == sheet.name), key=lambda each: each.header_row)
        if own:
            rows += _rows_of_sheet(own, sheet, index, workbook.filename)
    return Table(tuple(rows))


def _rows_of_sheet(tables: Sequence[Layout], sheet: Sheet, index: int, filename: str) -> Iterator[TableRow]:
    """Rows belong to the last table whose head is above them, those above all heads to the first."""
    walks = [_walk_of_table(each, sheet, index, filename) for each in tables]
    starts = [each.header_row for each in tables]
    by_number = {row.number: row for row in sheet.rows}
    for number in _row_numbers(by_number):
        walk = walks[max(bisect_right(starts, number) - 1, 0)]
        yield walk.row(number, by_number.get(number))


def _walk_of_table(layout: Layout, sheet: Sheet, index: int, filename: str) -> "TableWalk | FormWalk":
    walk = TableWalk(layout, _origin_of_table(layout, sheet, filename), index)
    return FormWalk(walk, layout, row_of_form(layout, sheet)) if layout.places else walk


def _origin_of_table(layout: Layout, sheet: Sheet, filename: str) -> Origin:
    titles = [words_of_row(row) for row in sheet.rows if row.number < layout.header_row]
    headings = {name: layout.headers.get(column, "") for name, column in layout.columns.items()}
    units = {name: unit_of_column(sheet, layout, name) for name in COUNTED_FIELDS}
    texts = [text.half_width(each) for each in (*titles, sheet.name, filename)]
    return Origin(sheet.name, _year_in_texts(texts), _quarter_in_texts(texts), headings, units)


def _year_in_texts(texts: Sequence[str]) -> int | None:
    found = (YEAR.search(written) for written in texts)
    return next((int(match[1]) for match in found if match), None)


def _quarter_in_texts(texts: Sequence[str]) -> int | None:
    found = next((match for written in texts if (match := QUARTER.search(written))), None)
    return int(numerals.numerals_in_digits(found["named"] or found["short"])) if found else None


def words_of_row(row: Row) -> str:
    return " ".join(dict.fromkeys(text.words_of_value(cell.value) for cell in row.cells.values() if not cell.empty))


class TableWalk:
    """Down one table, remembering what "the same as above" refers to."""

    def __init__(self, layout: Layout, origin: Origin, sheet_index: int) -> None:
        self._layout = layout
        self._origin = origin
        self._sheet_index = sheet_index
        self._above: Mapping[str, Cell] = {}
        self._section = ""

    def row(self, excel_row: int, row: Row | None) -> TableRow:
        skip = self._reason_to_skip(excel_row, row)
        return self.skipped(excel_row, skip) if skip or row is None else self.data(row)

    def skipped(self, excel_row: int, reason: str) -> TableRow:
        return TableRow(row_number(self._sheet_index, excel_row), self._origin, reason)

    def _reason_to_skip(self, number: int, row: Row | None) -> str:
        layout = self._layout
        if row is None:
            return "blank"
        if number < layout.header_row:
            return "title"
        if number < layout.first_data_row:
            return "header"
        if layout.end_row is not None and number >= layout.end_row:
            return "other_table"
        return self._reason_in_table(row)

    def _reason_in_table(self, row: Row) -> str:
        cells = self._cells(row)
        filled = [cell for cell in cells.values() if not cell.empty or cell.formula or cell.error]
        first = text.usual_spaces(
            next((text.words_of_value(cell.value) for cell in row.cells.values() if not cell.empty), "")
        )
        alone = len({cell.anchor or column for column, cell in row.cells.items() if not cell.empty}) == 1
        if TOTAL_ROW.fullmatch(first) or (
            filled and TOTAL_ROW.fullmatch(text.usual_spaces(text.words_of_value(filled[0].value)))
        ):
            return "total"
        if self._repeats_header(row):
            return "repeated_header"
        if FOOTER_ROW.fullmatch(text.one_line(first)) and len(filled) <= 3:  # noqa: PLR2004 - signature, date, telephone
            return "footer"
        if alone and (reason := self._lonely(row, first, cells)):
            return reason
        return "" if filled else "blank"

    def _lonely(self, row: Row, first: str, cells: Mapping[str, Cell]) -> str:
        """A row with one text: a heading between the rows, unless it is in a column of its own."""
        is_wide = any(cell.anchor and cell.anchor[1] != column for column, cell in row.cells.items())
        if section := SECTION_HEADING.match(first):
            self._section = re.sub(r"[（(].*[）)]$", "", section[1]).strip()
            return "section"
        if is_wide:
            return "footer" if len(first) > 20 else "section"  # noqa: PLR2004 - longer than any heading
        return "" if any(not cell.empty for cell in cells.values()) else "blank"

    def _repeats_header(self, row: Row) -> bool:
        if not all(isinstance(cell.value, str) or cell.empty for cell in row.cells.values()):
            return False
        texts = {
            normalise_header(text.words_of_value(cell.value)[: text.MAX_CELL_LENGTH])
            for cell in row.cells.values()
            if not cell.empty
        }
        same = texts & set(self._layout.headers.values())
        return len(texts) > 1 and (len(same) >= 0.7 * len(texts) or is_header_row(row, self._layout.kind))

    def _cells(self, row: Row) -> dict[str, Cell]:
        """By field; a range merged sideways belongs to its first column only."""
        cells = {}
        for name, column in self._layout.columns.items():
            cell = row.cell(column)
            cells[name] = NO_CELL if cell.anchor and cell.anchor[1] != column else cell
        return cells

    def data(self, row: Row) -> TableRow:
        result = TableRow(row_number(self._sheet_index, row.number), self._origin, section=self._section)
        if row.hidden:
            result.doubts.append(Doubt("row", "", "hidden_row"))
        cells = {name: self._settled(name, cell, result) for name, cell in self._cells(row).items()}
        result.values = {name: cell.value for name, cell in cells.items()}
        result.words = {name: text.words_of_value(cell.value) for name, cell in cells.items() if not cell.empty}
        if serial := self._layout.aside.get(SERIAL_FIELD):
            result.number_in_list = text.short_text(row.cell(serial).value)[:MAX_NUMBER_LENGTH]
        self._above = cells
        self._fill_by_sheet(result)
        return result

    def _fill_by_sheet(self, result: TableRow) -> None:
        """What the sheet says of all its rows; a heading between the rows says it more exactly."""
        for name, said in self._layout.said.items():
            if name not in result.words and not (name == "category" and result.section):
                result.values[name] = result.words[name] = said
                result.conclusions.append(Conclusion(name, "", said, "said_by_sheet"))

    def _settled(self, name: str, cell: Cell, result: TableRow) -> Cell:
        if isinstance(cell.value, str) and NUMBER_REMOVED in cell.value:
            result.doubts.append(Doubt(name, "", "identity_left_out"))
            cell = replace(cell, value=cell.value.replace(NUMBER_REMOVED, "").strip() or None)
        if isinstance(cell.value, str) and has_old_letters(cell.value):
            today = letters_of_today(cell.value)
            result.conclusions.append(Conclusion(name, cell.value, today, "old_letters"))
            cell = replace(cell, value=today)
        words = text.words_of_value(cell.value)
        if cell.is_cut:
            result.doubts.append(Doubt(name, "", "cell_cut"))
        if cell.error:
            result.doubts.append(Doubt(name, cell.error, "excel_error"))
        elif cell.formula:
            result.doubts.append(Doubt(name, words, "formula_without_value" if cell.empty else "formula"))
        elif text.is_ditto(cell.value):
            return self._same_as_above(name, words, result)
        return cell

    def _same_as_above(self, name: str, words: str, result: TableRow) -> Cell:
        above = self._above.get(name, NO_CELL)
        if above.empty:
            result.doubts.append(Doubt(name, words, "nothing_above"))
        else:
            result.conclusions.append(Conclusion(name, words, text.words_of_value(above.value), "same_as_above"))
        return above


class FormWalk:
    """Over a form: its first row stands for the whole."""

    def __init__(self, walk: TableWalk, layout: Layout, form: Row) -> None:
        self._walk = walk
        self._layout = layout
        self._form = form

    def row(self, excel_row: int, row: Row | None) -> TableRow:
        if excel_row == self._layout.header_row:
            return self._walk.data(self._form)
        if row is None or excel_row < self._layout.header_row:
            return self._walk.row(excel_row, row)
        return self._walk.skipped(excel_row, "form")


def _row_numbers(by_number: Mapping[int, Row]) -> Iterator[int]:
    """Every row down to the last with content; of a long gap only its first row."""
    last = 0
    for number in sorted(by_number):
        yield from range(last + 1, min(number, last + 1 + MAX_ROW_GAP))
        yield number
        last = number
