"""Takes the numbers of identity papers and cards out of a workbook that was read, before anybody sees it.

Under a heading such as 身份证号 the cells are empty afterwards; anywhere else REMOVED stands in the number's place, so
that the row can say that something was left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from partner_hub.partners import credit_code
from partner_hub.privacy.identity import REMOVED, remove_identity_numbers

from . import text
from .headers import header_like, normalise
from .identity_headers import is_identity_header
from .synonyms import FIELDS_OF_WORD
from .workbook import Cell, Row, Sheet, Value, Workbook

Place = tuple[int, int]

FIGURE: Final = "0-9０-９〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖○Oo幺"
FIGURES: Final = re.compile(rf"[\d{FIGURE}]")
# Only texts with a long number, or with a word for a paper or card, are looked at closely: a large list has few.
WORTH_A_LOOK: Final = re.compile(
    rf"[\d{FIGURE}](?:[^\d{FIGURE}]{{0,3}}[\d{FIGURE}]){{11}}|[证卡照折]|身份|户口|户籍|账|帐|[社医低]保|保障|ID|PASSPORT",
    re.IGNORECASE,
)
# Fewer figures are no number of a paper or card.
FEWEST_FIGURES: Final = 8
# Excel keeps 15 figures of a number cell and writes noughts for the rest.
KEPT_FIGURES: Final = 15
IDENTITY: Final = re.compile(r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
CARD: Final = re.compile(r"62\d{14,17}")
LEAST_NUMBER: Final = 10**11
# So many such numbers make a column of them, if they are more than half of it.
FEWEST_NUMBERS: Final = 2
LABEL: Final = re.compile(r"[^\W\d_]{0,12}?(?:证|卡|号|码)[:： ]*")
LOWER_HALF: Final = frozenset(("号", "号码", "编号", "证号", "卡号"))


def without_identity_numbers(workbook: Workbook) -> Workbook:
    return replace(workbook, sheets=tuple(Erasure(sheet).cleaned() for sheet in workbook.sheets))


def free_names(names: Sequence[str]) -> list[str]:
    """Names of sheets without such numbers, each still another one."""
    free: list[str] = []
    for name in names:
        cut = plain = remove_identity_numbers(name)
        while cut != name and cut in (*names, *free):
            cut = f"{plain} {len(free) + 1}"
        free.append(cut)
    return free


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
        segments = list(_segments(self._sheet.rows))
        for segment in segments:
            self._empty_below_headings(segment)
            self._empty_full_columns(segment)
        rows = (replace(row, cells=self._cells(row)) for row in self._sheet.rows)
        return replace(self._sheet, rows=_trimmed(rows))

    def _look(self) -> None:
        for row in self._sheet.rows:
            for column, cell in row.cells.items():
                if _may_hold(cell.value) and cell.anchor in (None, (row.number, column)):
                    self._look_at((row.number, column), cell.value)

    def _look_at(self, place: Place, value: Value) -> None:
        if isinstance(value, str) and is_identity_header(value):
            self._headings.append((*place, value))
        elif found := cut(value):
            self._cut[place] = found

    def _empty_below_headings(self, rows: Sequence[Row]) -> None:
        numbers = {row.number: index for index, row in enumerate(rows)}
        for number, column, heading in self._headings:
            if number not in numbers:
                continue
            index = numbers[number]
            if _is_head(rows[index], bare=not is_identity_header(heading, bare=False)):
                self._empty_column(rows[index + 1 :], column)
            else:
                self._empty_beside(rows[index], column)
        for above, row in pairwise(rows):
            for column in _lower_halves(above, row):
                self._empty_column(rows[numbers[row.number] + 1 :], column)

    def _empty_column(self, rows: Sequence[Row], column: int) -> None:
        for row in rows:
            cell = row.cells.get(column)
            if cell and _place(row, column, cell)[1] == column and not _is_heading(cell.value):
                self._emptied.add(_place(row, column, cell))

    def _empty_beside(self, row: Row, column: int) -> None:
        """A form has its headings at the left."""
        right = next(((other, cell) for other, cell in sorted(_own(row)) if other > column), None)
        if right and _figures(right[1].value) >= FEWEST_FIGURES:
            self._emptied.add((row.number, right[0]))

    def _empty_full_columns(self, rows: Sequence[Row]) -> None:
        alone: dict[int, list[int]] = {}
        for row in rows:
            for column, _ in _own(row):
                if (found := self._cut.get((row.number, column))) and found.alone:
                    alone.setdefault(column, []).append(row.number)
        for column, numbers in alone.items():
            below = [(row, cell) for row in rows if row.number >= numbers[0] and (cell := dict(_own(row)).get(column))]
            if len(numbers) >= FEWEST_NUMBERS and 2 * len(numbers) > len(below):
                self._cut |= {(row.number, column): Cut(REMOVED, alone=True) for row, cell in below if _mistyped(cell)}

    def _cells(self, row: Row) -> Mapping[int, Cell]:
        cells = {}
        for column, cell in row.cells.items():
            place = _place(row, column, cell)
            if place in self._emptied:
                continue
            found = self._cut.get(place)
            cells[column] = replace(cell, value=found.value) if found else cell
        return cells


def _may_hold(value: Value) -> bool:
    if isinstance(value, str):
        return bool(WORTH_A_LOOK.search(value))
    return isinstance(value, int | float) and abs(value) >= LEAST_NUMBER


def cut(value: Value) -> Cut | None:
    """None where there is nothing to cut."""
    if not _may_hold(value) or _figures(value) < FEWEST_FIGURES:
        return None
    return _cut_text(value) if isinstance(value, str) else _cut_number(text.words(value))


@lru_cache(maxsize=4096)
def _cut_text(written: str) -> Cut | None:
    kept = remove_identity_numbers(written)
    if kept is written or _may_be_unit_code(written):
        return None
    rest = LABEL.sub("", kept.replace(REMOVED, ""))
    return Cut(kept, alone=not any(character.isalnum() for character in rest))


def _cut_number(digits: str) -> Cut | None:
    lost = len(digits) > KEPT_FIGURES and not digits[KEPT_FIGURES:].strip("0")
    if lost and (IDENTITY.fullmatch(digits) or CARD.fullmatch(digits)):
        return Cut(REMOVED, alone=True)
    return _cut_text(digits)


def _figures(value: Value) -> int:
    return len(FIGURES.findall(text.words(value)))


def _mistyped(cell: Cell) -> bool:
    """In a column of such numbers everything like a number is one, but for a unit's code that is right."""
    written = text.words(cell.value)
    is_code = credit_code.is_valid(credit_code.normalise(written)) and _may_be_unit_code(written)
    return _figures(cell.value) >= FEWEST_FIGURES and not is_code


def _may_be_unit_code(written: str) -> bool:
    """A credit code can be of figures alone, but has no birthday in the place where a person's number has it."""
    code = credit_code.normalise(written)
    return bool(credit_code.SHAPE.fullmatch(code)) and not IDENTITY.fullmatch(code) and not CARD.fullmatch(code)


def _own(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells that hold their value themselves: a merged range is its first cell."""
    return ((column, cell) for column, cell in row.cells.items() if cell.anchor in (None, (row.number, column)))


def _place(row: Row, column: int, cell: Cell) -> Place:
    return cell.anchor or (row.number, column)


def _segments(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The tables of a sheet, each from its head to the next."""
    segment: list[Row] = []
    for row in rows:
        if segment and header_like(row):
            yield segment
            segment = []
        segment.append(row)
    yield segment


def _is_head(row: Row, *, bare: bool) -> bool:
    """Whether headings stand in this row. 身份证 without 号 may stand in a row of data (the papers to bring along)."""
    own = [cell for _, cell in _own(row) if not cell.empty]
    words = all(isinstance(cell.value, str) and _figures(cell.value) < FEWEST_FIGURES for cell in own)
    return header_like(row) or (not bare and words and len(own) > 1)


def _lower_halves(above: Row, row: Row) -> Iterator[int]:
    """Columns whose heading stands in two rows: 身份证 over 号码."""
    if row.number != above.number + 1 or not _is_head(row, bare=False):
        return
    group = ""
    for column in sorted(set(above.cells) | set(row.cells)):
        words = above.cell(column).value
        group = words if isinstance(words, str) and words.strip() else group
        half = row.cell(column).value
        if isinstance(half, str) and normalise(half) in LOWER_HALF and is_identity_header(group + half, bare=False):
            yield column


def _is_heading(value: Value) -> bool:
    if not isinstance(value, str):
        return False
    return is_identity_header(value) or any(normalise(value) in words for words in FIELDS_OF_WORD.values())


def _trimmed(rows: Iterator[Row]) -> tuple[Row, ...]:
    """Only rows and columns in use lend a merged range its place: as the reader would have it."""
    used = [row for row in rows if any(True for _ in _own(row))]
    width = max((column for row in used for column, _ in _own(row)), default=0)
    return tuple(
        replace(row, cells={column: cell for column, cell in row.cells.items() if column <= width}) for row in used
    )
