"""A list printed in two columns of paper: its head stands again at its right. The right part becomes a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from partner_hub.workbooks.table.header_fields import KNOWN_WORDS, header_word
from partner_hub.workbooks.xlsx.workbook import Row, Sheet, Workbook

ROWS_FOR_HEAD: Final = 10
MIN_COLUMNS: Final = 2
NAME_OF_RIGHT_PART: Final = "{name}（右{number}）"


@dataclass(frozen=True)
class Fold:
    """From row `row` on, the columns from `start` to `end` are those from `left` on again."""

    row: int
    left: int
    start: int
    end: int


def with_lists_below_each_other(workbook: Workbook) -> Workbook:
    """The right parts come behind all sheets, so that the numbers of the others stay."""
    left: list[Sheet] = []
    right: list[Sheet] = []
    for sheet in workbook.sheets:
        folds = list(_folds_of_sheet(sheet))
        left.append(_without_parts(sheet, folds))
        right += [_part_of_sheet(sheet, fold, number) for number, fold in enumerate(folds, 1)]
    return replace(workbook, sheets=(*left, *right)) if right else workbook


def _folds_of_sheet(sheet: Sheet) -> Iterator[Fold]:
    for row in sheet.rows[:ROWS_FOR_HEAD]:
        words = [(column, header_word(cell)) for column, cell in sorted(row.cells.items()) if header_word(cell)]
        if size := _size_of_fold([word for _, word in words]):
            for at in range(size, len(words), size):
                yield Fold(row.number, words[0][0], words[at][0], words[at + size - 1][0])
            return


def _size_of_fold(words: list[str]) -> int:
    """Of so many headings, all of them different and two of them known, the head consists again and again."""
    size = words.index(words[0], 1) if words[:1] and words[0] in words[1:] else 0
    is_folded = size >= MIN_COLUMNS and len(words) % size == 0 and words == words[:size] * (len(words) // size)
    return size if is_folded and len(set(words[:size]) & KNOWN_WORDS) >= MIN_COLUMNS else 0


def _without_parts(sheet: Sheet, folds: list[Fold]) -> Sheet:
    if not folds:
        return sheet
    rows = (_cut_row(row, folds[0]) if row.number >= folds[0].row else row for row in sheet.rows)
    return replace(sheet, rows=tuple(row for row in rows if row.cells))


def _cut_row(row: Row, fold: Fold) -> Row:
    return replace(row, cells={column: cell for column, cell in row.cells.items() if column < fold.start})


def _part_of_sheet(sheet: Sheet, fold: Fold, number: int) -> Sheet:
    rows = (_moved_row(row, fold) for row in sheet.rows if row.number >= fold.row)
    name = NAME_OF_RIGHT_PART.format(name=sheet.name, number=number)
    return Sheet(name, tuple(row for row in rows if row.cells), sheet.hidden)


def _moved_row(row: Row, fold: Fold) -> Row:
    shift = fold.start - fold.left
    return replace(
        row,
        cells={
            column - shift: replace(cell, anchor=(cell.anchor[0], cell.anchor[1] - shift) if cell.anchor else None)
            for column, cell in row.cells.items()
            if fold.start <= column <= fold.end
        },
    )
