"""Finds the tables of a workbook: the header, in one row or two, and the field of each column."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from partner_hub.workbooks.schema.header_words import FIELDS_OF_WORD, HEADER_WORDS
from partner_hub.workbooks.table.header_fields import (
    MAX_HEADER_LENGTH,
    MIN_HEADER_SCORE,
    MIN_TABLE_COLUMNS,
    NUMBER_OF_QUESTION,
    SURVEY_WORDS,
    Head,
    assign_columns,
    confidence_of_head,
    has_required_fields,
    header_word,
    normalise_header,
    score_word,
)
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.said_outside import said_outside_table
from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet

# The rows below a header that are looked at to learn what its columns hold.
SAMPLE_ROWS: Final = 40
# 填报单位：某某社区 over the table says something about the list, not about a column.
CAPTION: Final = re.compile(r"[^：:（(]{1,10}[：:]\s*\S")
# Why a table is not read whose columns a person has still to tell.
COLUMNS_OPEN: Final = "columns_open"
# A column of these shows a list as well as one that is imported.
PLACES_ASIDE: Final = frozenset(("_place", "_person_address"))
# So many of the headings of a table are known; fewer, but three, where the sheet has no other head.
SHARE_OF_KNOWN_WORDS, SHARE_AMONG_MANY, MANY_KNOWN_WORDS = 0.4, 0.25, 3
SHARE_AMID_DATA: Final = 0.6
SHARE_OF_FITTING_TEXTS: Final = 0.7


def is_header_row(row: Row, kind: str | None = None) -> bool:
    """Whether this row reads like the header of some list (or of this kind)."""
    kinds = (kind,) if kind else tuple(HEADER_WORDS)
    filled = _own_texts(row)
    return (
        any(_count_recognised_fields(filled, each) >= max(3, 0.6 * len(filled)) for each in kinds) if filled else False
    )


def find_tables_of_sheet(sheet: Sheet, kind: str) -> list[Layout]:
    beginning = replace(sheet, rows=sheet.rows[:SAMPLE_ROWS])
    heads = _heads_of_sheet(sheet, SHARE_OF_KNOWN_WORDS) or _heads_of_sheet(beginning, SHARE_AMONG_MANY)[:1]
    rows = sorted({head.row for head in heads})
    found: dict[int, Layout] = {}
    for head in heads:
        end = next(
            (row for row in rows if row >= head.row + max(head.height, 2) and not _repeats_head(sheet, head, row)), None
        )
        layout = _read_layout(sheet, head, kind, end)
        if layout and (head.row not in found or len(layout.columns) >= len(found[head.row].columns)):
            found[head.row] = layout
    return _without_repeats(list(found.values()))


def _heads_of_sheet(sheet: Sheet, share: float) -> list[Head]:
    """Amid the rows of a table a head needs more known words: a row of data may hold some (场地, 时间)."""
    heads: list[Head] = []
    for index in range(len(sheet.rows)):
        is_amid = bool(heads) and _is_below_data(sheet, index, heads[-1])
        heads += _candidate_heads(sheet, index, max(share, SHARE_AMID_DATA) if is_amid else share)
    return heads


def _is_below_data(sheet: Sheet, index: int, head: Head) -> bool:
    above = sheet.rows[index - 1]
    is_data = above.number >= head.row + head.height and len(_own_texts(above)) > MIN_TABLE_COLUMNS
    return is_data and above.number == sheet.rows[index].number - 1


def _without_repeats(layouts: Sequence[Layout]) -> list[Layout]:
    """A header printed again further down, or the lower half of a two-row header, opens no new table."""
    kept: list[Layout] = []
    for layout in sorted(layouts, key=lambda each: (each.header_row, -each.confidence)):
        above = kept[-1] if kept else None
        if above and layout.header_row < above.first_data_row:
            # A single row of a two-row header reads well, too, but knows fewer columns.
            if len(layout.columns) > len(above.columns):
                kept[-1] = layout
        elif not above or above.end_row is not None or dict(above.headers) != dict(layout.headers):
            kept.append(layout)
    return kept


def _repeats_head(sheet: Sheet, head: Head, row: int) -> bool:
    again = next(each for each in sheet.rows if each.number == row)
    texts = {normalise_header(text.words_of_value(cell.value)) for cell in again.cells.values() if not cell.empty}
    mine = {word for pair in head.words.values() for word in pair if word}
    return len(texts & mine) >= 0.7 * len(texts)


def _candidate_heads(sheet: Sheet, index: int, share: float) -> list[Head]:
    row = sheet.rows[index]
    if not _may_be_header(row):
        return []
    single = Head(
        row.number, 1, {column: (header_word(cell), "") for column, cell in row.cells.items() if header_word(cell)}
    )
    heads = [single] if _knows_share(_own_texts(row), share) else []
    below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
    if below and below.number == row.number + 1 and _is_second_header_row(row, below):
        heads.append(Head(row.number, 2, _join_header_rows(row, below)))
    return heads


def _knows_share(words: Sequence[str], share: float) -> bool:
    most = max(_count_recognised_fields(words, kind) for kind in HEADER_WORDS)
    least = MANY_KNOWN_WORDS if share < SHARE_OF_KNOWN_WORDS else MIN_TABLE_COLUMNS
    return most >= max(least, share * len(words))


def _may_be_header(row: Row) -> bool:
    texts = [cell for cell in row.cells.values() if not cell.empty]
    if not all(isinstance(cell.value, str) and not CAPTION.match(cell.value) for cell in texts):
        return False
    anchors = {cell.anchor for cell in texts}
    spans_all = len(anchors) == 1 and None not in anchors
    fitting = sum(_fits_header(cell) for cell in texts)
    # One column may explain itself at length.
    return not spans_all and fitting >= MIN_TABLE_COLUMNS and fitting >= SHARE_OF_FITTING_TEXTS * len(texts)


def _fits_header(cell: Cell) -> bool:
    """A question of a survey may be long."""
    word = header_word(cell)
    return 0 < len(word) <= MAX_HEADER_LENGTH or bool(word and NUMBER_OF_QUESTION.match(str(cell.value)))


def _is_second_header_row(row: Row, below: Row) -> bool:
    """Group heads over columns: merged sideways, or a head over several words with blanks beside it."""
    if not all(_fits_header(cell) for cell in below.cells.values() if not cell.empty):
        return False
    sideways = any(cell.anchor and cell.anchor[1] != column for column, cell in row.cells.items())
    downwards = any(cell.anchor and cell.anchor[0] == row.number for cell in below.cells.values())
    fresh = [column for column, cell in below.cells.items() if not cell.empty and not cell.anchor]
    blank_above = [column for column in fresh if row.cell(column).empty]
    if not fresh or not (sideways or downwards or blank_above):
        return False
    words = [header_word(below.cell(column)) for column in fresh]
    known = sum(
        any(score_word(word, kind, field) > MIN_HEADER_SCORE for kind in HEADER_WORDS for field in HEADER_WORDS[kind])
        for word in words
    )
    return known >= 0.5 * len(fresh)


def _join_header_rows(row: Row, below: Row) -> dict[int, tuple[str, str]]:
    words, group = {}, ""
    for column in sorted(set(row.cells) | set(below.cells)):
        top, bottom = header_word(row.cell(column)), header_word(below.cell(column))
        group = top or group
        if top or bottom:
            words[column] = (top or group, bottom if bottom != top else "")
    return words


def _own_texts(row: Row) -> list[str]:
    """Headings of what is never imported say nothing of the kind of list, however many they are."""
    return [
        word
        for column, cell in row.cells.items()
        if (word := header_word(cell))
        and (not cell.anchor or cell.anchor[1] == column)
        and not is_identity_header(word)
        and word not in SURVEY_WORDS
    ]


def _count_recognised_fields(words: Sequence[str], kind: str) -> int:
    """How many fields have one of these very words."""
    return len({field for word in words for field in FIELDS_OF_WORD[kind].get(word, ())})


def table_with_head_at(sheet: Sheet, kind: str, header_row: int, height: int) -> Layout:
    """With the columns that are understood, few or none; left out while one that the list needs is not among them."""
    rows = {row.number: row for row in sheet.rows}
    top, below = (rows.get(number, Row(number, {})) for number in (header_row, header_row + 1))
    words = _join_header_rows(top, below if height > 1 else Row(below.number, {}))
    layout = _layout_of_head(sheet, Head(header_row, height, words), kind, None)
    known = layout.columns.keys() | layout.said.keys()
    return layout if has_required_fields(kind, known) else replace(layout, left_out=COLUMNS_OPEN)


def _read_layout(sheet: Sheet, head: Head, kind: str, end: int | None) -> Layout | None:
    layout = _layout_of_head(sheet, head, kind, end)
    is_list = has_required_fields(kind, layout.columns.keys() | layout.aside.keys() | layout.said.keys())
    understood = len(layout.columns) + len(layout.aside.keys() & PLACES_ASIDE)
    return layout if is_list and understood >= MIN_TABLE_COLUMNS else None


def _layout_of_head(sheet: Sheet, head: Head, kind: str, end: int | None) -> Layout:
    body = [row for row in sheet.rows if row.number >= head.row + head.height and (end is None or row.number < end)]
    columns, scores = assign_columns(head, body[:SAMPLE_ROWS], kind)
    aside = {field: column for field, column in columns.items() if field.startswith("_")}
    return Layout(
        kind=kind,
        sheet=sheet.name,
        header_row=head.row,
        columns={field: column for field, column in columns.items() if field not in aside},
        aside=aside,
        header_height=head.height,
        end_row=end,
        confidence=confidence_of_head(sheet, head, scores, kind),
        headers={column: "".join(pair) for column, pair in head.words.items()},
        said=said_outside_table(sheet, head.row, kind, columns),
    )
