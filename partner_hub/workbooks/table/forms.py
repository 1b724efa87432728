"""Finds forms: one unit, offering or need on a page, each value at the right of its label (or below it)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from partner_hub.workbooks.table.header_fields import (
    KNOWN_WORDS,
    MIN_TABLE_COLUMNS,
    Head,
    assign_columns,
    confidence_of_head,
    has_required_fields,
    header_word,
)
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.said_outside import STAMP
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet

Place = tuple[int, int]

MAX_LABEL: Final = 16
# Longer sheets are lists.
MAX_FORM_ROWS: Final = 500
MAX_FORM_COLUMNS: Final = 26
# So many labels side by side are the head of a table.
MIN_HEAD: Final = 3
MIN_LABELS: Final = 3
MIN_ROWS: Final = 2
COLON: Final = re.compile(r"\s*[：:]\s*$")
LABEL_AND_VALUE: Final = re.compile(r"\s*([^：:\n]{2,12})[：:]\s*(\S.*)", re.DOTALL)
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
# What instructions say beside the labels of an example.
INSTRUCTION: Final = re.compile(r"^(?:请|必填|选填)|填写|如实填|请填|同公章|与公章一致")


@dataclass(frozen=True)
class Slot:
    """A label and the place of its value, None where nothing is filled in. `is_lost`: strange, in one cell with it."""

    word: str
    row: int
    place: Place | None
    is_known: bool = True
    is_lost: bool = False


def find_forms(sheet: Sheet, kind: str) -> list[Layout] | None:
    """The filled forms of this kind; None for a sheet that holds no form at all."""
    if len(sheet.rows) > MAX_FORM_ROWS or any(len(row.cells) > MAX_FORM_COLUMNS or _is_head(row) for row in sheet.rows):
        return None
    slots = list(_slots_of_sheet(sheet))
    forms = list(_split_into_forms(slots)) if slots else []
    if not forms or not all(map(_has_labels, forms)):
        return None
    ends = [*(form[0].row for form in forms[1:]), None]
    found = (_layout_of_form(sheet, form, end, kind) for form, end in zip(forms, ends, strict=True))
    return [layout for layout in found if layout]


def row_of_form(layout: Layout, sheet: Sheet) -> Row:
    """The values of a form as a row, in the columns that `layout` gives them."""
    rows = {row.number: row for row in sheet.rows}
    cells = {
        number: _value_at(rows[row].cell(column), layout.headers[number])
        for number, (row, column) in layout.places.items()
        if row in rows
    }
    return Row(layout.header_row, cells)


def _layout_of_form(sheet: Sheet, form: Sequence[Slot], end: int | None, kind: str) -> Layout | None:
    filled = [slot for slot in form if slot.place and not slot.is_lost]
    head = Head(form[0].row, 0, {number: (slot.word, "") for number, slot in enumerate(filled, 1)})
    places = {number: slot.place for number, slot in enumerate(filled, 1) if slot.place}
    headers = {number: slot.word for number, slot in enumerate(filled, 1)}
    bare = Layout(kind, sheet.name, head.row, {}, header_height=0, end_row=end, headers=headers, places=places)
    row = row_of_form(bare, sheet)
    columns, scores = assign_columns(head, [row], kind)
    aside = {field: column for field, column in columns.items() if field.startswith("_")}
    own = {field: column for field, column in columns.items() if field not in aside}
    if len(own) < MIN_TABLE_COLUMNS or not has_required_fields(kind, own) or _holds_instructions(row, own):
        return None
    whole = _with_lost(bare, form)
    return replace(whole, columns=own, aside=aside, confidence=confidence_of_head(sheet, head, scores, kind))


def _with_lost(layout: Layout, form: Sequence[Slot]) -> Layout:
    """With the labels that no field can have, so that the notes name them; what is the value of another is none."""
    values = set(layout.places.values())
    lost = [slot for slot in form if slot.is_lost and slot.place and slot.place not in values]
    numbered = list(enumerate(lost, len(layout.headers) + 1))
    headers = {number: slot.word for number, slot in numbered}
    places = {number: slot.place for number, slot in numbered if slot.place}
    return replace(layout, headers={**layout.headers, **headers}, places={**layout.places, **places})


def _holds_instructions(row: Row, columns: dict[str, int]) -> bool:
    name = columns.get("name") or columns.get("unit_name")
    return bool(name and INSTRUCTION.search(str(row.cell(name).value)))


def _has_labels(form: Sequence[Slot]) -> bool:
    known = [slot for slot in form if slot.is_known]
    return len({slot.word for slot in known}) >= MIN_LABELS and len({slot.row for slot in known}) >= MIN_ROWS


def _split_into_forms(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """A form begins again with its first label."""
    form: list[Slot] = []
    for slot in slots:
        if not form and slot.is_lost:
            continue
        if form and slot.word == form[0].word:
            yield form
            form = []
        form.append(slot)
    yield form


def _slots_of_sheet(sheet: Sheet) -> Iterator[Slot]:
    columns = _label_columns(sheet)
    for index, row in enumerate(sheet.rows):
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
        yield from _slots_of_row(row, below, columns)


def _slots_of_row(row: Row, below: Row | None, columns: frozenset[int]) -> Iterator[Slot]:
    own = list(_own_cells(row))
    for index, (column, cell) in enumerate(own):
        right = next(iter(own[index + 1 : index + 2]), None)
        if together := _label_with_value(cell):
            yield Slot(together, row.number, (row.number, column))
        elif strange := _strange_label_with_value(cell):
            yield Slot(strange, row.number, (row.number, column), is_known=False, is_lost=True)
        elif column not in columns:
            continue
        elif word := _label_of_cell(cell):
            place = (row.number, right[0]) if right and _is_value(*right, columns) else None
            yield Slot(word, row.number, place or (_place_below(row, below, columns) if len(own) == 1 else None))
        elif (word := header_word(cell)) and len(word) <= MAX_LABEL and right and _is_value(*right, columns):
            yield Slot(word, row.number, (row.number, right[0]), is_known=False)


def _is_value(column: int, cell: Cell, columns: frozenset[int]) -> bool:
    return not (column in columns and _label_of_cell(cell)) and not _label_with_value(cell)


def _place_below(row: Row, below: Row | None, columns: frozenset[int]) -> Place | None:
    """A wide label has its text in the row below."""
    own = list(_own_cells(below)) if below and below.number == row.number + 1 else []
    if len(own) != 1 or not _is_value(*own[0], columns):
        return None
    return (row.number + 1, own[0][0])


def _label_columns(sheet: Sheet) -> frozenset[int]:
    """The columns whose cells are labels, and not values beside them: 其他 may be both."""
    labels: dict[int, int] = {}
    others: dict[int, int] = {}
    for row in sheet.rows:
        for column, cell in _own_cells(row):
            counted = labels if _label_of_cell(cell) else others
            counted[column] = counted.get(column, 0) + 1
    return frozenset(
        column
        for column, count in labels.items()
        if count >= others.get(column, 0) / 2 and labels.get(column - 1, 0) <= count
    )


def _is_head(row: Row) -> bool:
    """Several labels in neighbouring columns."""
    run, last = 0, -1
    for column, cell in sorted(_own_cells(row)):
        run = (run + 1 if column == last + 1 else 1) if _label_of_cell(cell) else 0
        last = column
        if run >= MIN_HEAD:
            return True
    return False


def _label_of_cell(cell: Cell) -> str:
    """The word of a label, "" for everything else."""
    written = cell.value
    if not isinstance(written, str) or not 1 < len(written) <= 2 * MAX_LABEL:
        return ""
    word = header_word(cell)
    is_label = len(word) <= MAX_LABEL and (
        word in KNOWN_WORDS or bool(COLON.search(written)) or is_identity_header(word)
    )
    return word if is_label else ""


def _label_with_value(cell: Cell) -> str:
    """单位名称：柳塘书店 in one cell."""
    word = _word_before_colon(cell)
    return word if word in KNOWN_WORDS else ""


def _strange_label_with_value(cell: Cell) -> str:
    word = _word_before_colon(cell)
    return word if word not in KNOWN_WORDS and CHINESE.search(word) else ""


def _word_before_colon(cell: Cell) -> str:
    match = LABEL_AND_VALUE.fullmatch(cell.value) if isinstance(cell.value, str) else None
    return header_word(Cell(match[1])) if match else ""


def _value_at(cell: Cell, word: str) -> Cell:
    """Of a cell with its label the rest; a range merged over several columns counts as one of them."""
    is_together = _word_before_colon(cell) == word
    match = LABEL_AND_VALUE.fullmatch(cell.value) if is_together and isinstance(cell.value, str) else None
    value = match[2] if match else cell.value
    return replace(cell, value=STAMP.sub("", value) if isinstance(value, str) else value, anchor=None)


def _own_cells(row: Row) -> Iterator[tuple[int, Cell]]:
    return (
        (column, cell)
        for column, cell in sorted(row.cells.items())
        if not cell.empty and cell.anchor in (None, (row.number, column))
    )
