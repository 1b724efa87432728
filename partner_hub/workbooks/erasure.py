"""Removes the numbers of identity papers and cards from a workbook that was read.

Under a heading such as 身份证号 the cells are empty afterwards; anywhere else REMOVED stands in the number's place, so
that the row can say that something was left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from partner_hub.letters import is_letter
from partner_hub.partners import credit_code
from partner_hub.privacy.identity_removal import NUMBER_REMOVED, remove_identity_numbers
from partner_hub.workbooks.schema.header_words import FIELDS_OF_WORD
from partner_hub.workbooks.table.headers import is_header_row
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet, Value, Workbook

Place = tuple[int, int]

FIGURE: Final = r"\d〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸两²³¹⁰-₉①-⒛⓪-⓿❶-➓"
FIGURES: Final = re.compile(f"[{FIGURE}]")
# Only texts with a long number, or with a word for a paper or card, are looked at closely: a large list has few.
WORTH_A_LOOK: Final = re.compile(
    rf"[{FIGURE}](?:[^{FIGURE}]{{0,6}}[{FIGURE}]){{11}}|[证卡照折账帐籍诊邮]|身份|户[口头]|[社医低]保|保障|[银工农建交中招]行|"
    "住院|病[历案]|农信|信用社|字第|产权|出生|ID|PASSPORT",
    re.IGNORECASE,
)
# Fewer figures are no number of a paper or card.
MIN_FIGURES: Final = 6
# A number cell holds no more than about 16 figures rightly; the last of a longer number are lost.
IDENTITY_AS_NUMBER: Final = re.compile(r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}")
CARD_AS_NUMBER: Final = re.compile(r"62\d{14,17}")
MIN_IDENTITY_NUMBER: Final = 10**11
# So many such numbers make a column of them, if they are more than half of it.
MIN_NUMBERS_IN_COLUMN: Final = 2
NUMBER_LABEL: Final = re.compile(r"[^\W\d_]{0,12}?(?:证|卡|号|码)[:： ]*")
KNOWN_HEADINGS: Final = frozenset(word for words in FIELDS_OF_WORD.values() for word in words)
MIN_IDENTITY_HEADINGS: Final = 3
BESIDE_HEADINGS: Final = " \n*＊★☆:：?？"
LOWER_HALF: Final = frozenset(("号", "号码", "编号", "证号", "卡号"))


def without_identity_numbers(workbook: Workbook) -> Workbook:
    return replace(workbook, sheets=tuple(Erasure(sheet).cleaned() for sheet in workbook.sheets))


@dataclass(frozen=True)
class Cut:
    """A value without its numbers; `alone` when nothing else stood there."""

    value: str
    alone: bool


class Erasure:
    """One sheet. `_cut` are the cells that held a number, `_emptied` those that are emptied for their column."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._cut: dict[Place, Cut] = {}
        self._headings: list[tuple[int, int, str]] = []
        self._emptied: set[Place] = set()

    def cleaned(self) -> Sheet:
        self._look()
        if not self._cut and not self._headings:
            return self._sheet
        segments = list(_tables_of_sheet(self._sheet.rows))
        for segment in segments:
            self._empty_below_headings(segment)
            self._empty_full_columns(segment)
        touched = {number for number, _ in (*self._cut, *self._emptied)}
        rows = (self._row(row, touched) for row in self._sheet.rows)
        return replace(self._sheet, rows=tuple(row for row in rows if row.cells))

    def _look(self) -> None:
        for row in self._sheet.rows:
            for column, cell in row.cells.items():
                if _may_hold(cell.value) and cell.anchor in (None, (row.number, column)):
                    self._look_at((row.number, column), cell.value)

    def _look_at(self, place: Place, value: Value) -> None:
        if isinstance(value, str) and is_identity_header(value):
            self._headings.append((*place, value))
        elif found := cut_numbers(value):
            self._cut[place] = found

    def _empty_below_headings(self, rows: Sequence[Row]) -> None:
        numbers = {row.number: index for index, row in enumerate(rows)}
        for number, column, heading in self._headings:
            if number not in numbers:
                continue
            index = numbers[number]
            if _is_row_of_headings(rows[index], bare=not is_identity_header(heading, bare=False)):
                self._empty_column(rows[index + 1 :], column)
            else:
                self._empty_beside(rows[index], column)
        for above, row in pairwise(rows):
            for column in _lower_halves(above, row):
                self._empty_column(rows[numbers[row.number] + 1 :], column)

    def _empty_column(self, rows: Sequence[Row], column: int) -> None:
        for row in rows:
            cell = row.cells.get(column)
            if cell and _place_of_cell(row, column, cell)[1] == column and not _is_heading(cell.value):
                self._emptied.add(_place_of_cell(row, column, cell))

    def _empty_beside(self, row: Row, column: int) -> None:
        """A form has its headings at the left."""
        right = next(((other, cell) for other, cell in sorted(_own_cells(row)) if other > column), None)
        if right and _count_figures(right[1].value) >= MIN_FIGURES:
            self._emptied.add((row.number, right[0]))

    def _empty_full_columns(self, rows: Sequence[Row]) -> None:
        alone: dict[int, list[int]] = {}
        first, last = rows[0].number, rows[-1].number
        for (number, column), found in self._cut.items():
            if found.alone and first <= number <= last:
                alone.setdefault(column, []).append(number)
        for column, numbers in alone.items():
            below = [(row, cell) for row in rows if row.number >= numbers[0] and (cell := row.cells.get(column))]
            own = {(row.number, column): cell for row, cell in below if not cell.anchor or cell.anchor[0] == row.number}
            if len(numbers) >= MIN_NUMBERS_IN_COLUMN and 2 * len(numbers) > len(own):
                rest = (place for place, cell in own.items() if place not in self._cut and _is_mistyped_number(cell))
                self._cut |= dict.fromkeys(rest, Cut(NUMBER_REMOVED, alone=True))

    def _row(self, row: Row, touched: set[int]) -> Row:
        if row.number not in touched and all(cell.anchor is None for cell in row.cells.values()):
            return row
        cells = {}
        for column, cell in row.cells.items():
            place = _place_of_cell(row, column, cell)
            if place in self._emptied:
                continue
            found = self._cut.get(place)
            cells[column] = replace(cell, value=found.value) if found else cell
        return replace(row, cells=cells)


def _may_hold(value: Value) -> bool:
    if isinstance(value, str):
        return bool(WORTH_A_LOOK.search(value))
    return isinstance(value, int | float) and abs(value) >= MIN_IDENTITY_NUMBER


def cut_numbers(value: Value) -> Cut | None:
    """None where there is nothing to cut."""
    if not _may_hold(value) or _count_figures(value) < MIN_FIGURES:
        return None
    return _cut_text(value) if isinstance(value, str) else _cut_number(text.words_of_value(value))


@lru_cache(maxsize=4096)
def _cut_text(written: str) -> Cut | None:
    kept = remove_identity_numbers(written)
    if kept is written:
        return None
    rest = NUMBER_LABEL.sub("", kept.replace(NUMBER_REMOVED, ""))
    return Cut(kept, alone=not any(map(is_letter, rest)))


def _cut_number(digits: str) -> Cut | None:
    if IDENTITY_AS_NUMBER.fullmatch(digits) or CARD_AS_NUMBER.fullmatch(digits):
        return Cut(NUMBER_REMOVED, alone=True)
    return _cut_text(digits)


def _count_figures(value: Value) -> int:
    return len(FIGURES.findall(text.words_of_value(value)))


def _is_mistyped_number(cell: Cell) -> bool:
    """In a column of such numbers everything like a number is one, but for a unit's code that is right."""
    is_code = (
        credit_code.is_valid_credit_code(credit_code.normalise_credit_code(text.words_of_value(cell.value)))
        and cut_numbers(cell.value) is None
    )
    return _count_figures(cell.value) >= MIN_FIGURES and not is_code


def _own_cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells that hold their value themselves: a merged range is its first cell."""
    return ((column, cell) for column, cell in row.cells.items() if cell.anchor in (None, (row.number, column)))


def _place_of_cell(row: Row, column: int, cell: Cell) -> Place:
    return cell.anchor or (row.number, column)


def _tables_of_sheet(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The tables of a sheet, each from its head to the next."""
    segment: list[Row] = []
    for row in rows:
        if segment and _begins_table(row):
            yield segment
            segment = []
        segment.append(row)
    yield segment


def _begins_table(row: Row) -> bool:
    """Most rows are passed over at the first glance: they hold hardly a known heading as it is."""
    texts = {cell.value.strip(BESIDE_HEADINGS) for cell in row.cells.values() if isinstance(cell.value, str)}
    return len(texts & KNOWN_HEADINGS) >= MIN_IDENTITY_HEADINGS and is_header_row(row)


def _is_row_of_headings(row: Row, *, bare: bool) -> bool:
    """Whether this row holds headings. 身份证 without 号 also occurs in rows of data (the papers to bring along)."""
    own = [cell for _, cell in _own_cells(row) if not cell.empty]
    words = all(isinstance(cell.value, str) and _count_figures(cell.value) < MIN_FIGURES for cell in own)
    return is_header_row(row) or (not bare and words and len(own) > 1)


def _lower_halves(above: Row, row: Row) -> Iterator[int]:
    """Columns with a heading in two rows: 身份证 over 号码."""
    halves = {column for column, cell in row.cells.items() if _is_lower_half_word(cell.value)}
    if not halves or row.number != above.number + 1 or not _is_row_of_headings(row, bare=False):
        return
    group = ""
    for column in sorted(set(above.cells) | set(row.cells)):
        words = above.cell(column).value
        group = words if isinstance(words, str) and words.strip() else group
        if column in halves and is_identity_header(f"{group}{row.cells[column].value}", bare=False):
            yield column


def _is_lower_half_word(value: Value) -> bool:
    return isinstance(value, str) and value.strip(BESIDE_HEADINGS) in LOWER_HALF


def _is_heading(value: Value) -> bool:
    return isinstance(value, str) and (is_identity_header(value) or value.strip(BESIDE_HEADINGS) in KNOWN_HEADINGS)
