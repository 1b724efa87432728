"""Finds the tables of a workbook: the header, in one row or two, and the field of each column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from partner_hub.letters import letters_of_today
from partner_hub.workbooks.schema.header_words import FIELDS_OF_WORD, FOREIGN_WORDS, HEADER_WORDS
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.table import column_contents
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.table.said_outside import said_outside_table
from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet, Workbook

# The rows below a header that are looked at to learn what its columns hold.
SAMPLE_ROWS: Final = 40
# 填报单位：某某社区 over the table says something about the list, not about a column.
CAPTION: Final = re.compile(r"[^：:（(]{1,10}[：:]\s*\S")
# No header is longer; longer texts are titles, notes and content.
MAX_HEADER_LENGTH: Final = 24
MIN_HEADER_SCORE: Final = 0.5
# A column whose header is unknown is recognised by its contents after all others.
SCORE_BY_CONTENTS: Final = 0.55
# The field of columns that are never imported, whatever the list.
IDENTITY_FIELD: Final = "_identity"
# Fewer recognised columns make no table.
MIN_TABLE_COLUMNS: Final = 2
SHARE_OF_FITTING_TEXTS: Final = 0.7
SHARE_OF_FITTING_VALUES: Final = 0.5
NAMES_OF_SIDE_SHEETS: Final = re.compile(r"说明|示例|样例|模板|字典|选项|汇总|统计|封面|目录|下拉")


@dataclass(frozen=True)
class Head:
    """A candidate header: `words` are the header texts by column, top and bottom row joined."""

    row: int
    height: int
    words: Mapping[int, tuple[str, str]]


def find_layouts(workbook: Workbook, kind: str) -> list[Layout]:
    """Every table of this kind, the best first: a workbook may hold one sheet for each grid cell."""
    found = [layout for sheet in workbook.sheets for layout in _layouts_of(sheet, kind)]
    return sorted(found, key=lambda layout: -layout.confidence)


def is_header_row(row: Row, kind: str | None = None) -> bool:
    """Whether this row reads like the header of some list (or of this kind)."""
    kinds = (kind,) if kind else tuple(HEADER_WORDS)
    filled = _own_texts(row)
    return (
        any(_count_recognised_fields(filled, each) >= max(3, 0.6 * len(filled)) for each in kinds) if filled else False
    )


def _layouts_of(sheet: Sheet, kind: str) -> list[Layout]:
    heads = [head for index in range(len(sheet.rows)) for head in _candidate_heads(sheet, index)]
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


def _candidate_heads(sheet: Sheet, index: int) -> list[Head]:
    row = sheet.rows[index]
    if not _may_be_header(row):
        return []
    single = Head(
        row.number, 1, {column: (_header_word(cell), "") for column, cell in row.cells.items() if _header_word(cell)}
    )
    # A row of data may hold a word or two that others use as headers (场地, 时间).
    enough = max(MIN_TABLE_COLUMNS, 0.4 * len(_own_texts(row)))
    heads = [single] if any(_count_recognised_fields(_own_texts(row), kind) >= enough for kind in HEADER_WORDS) else []
    below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
    if below and below.number == row.number + 1 and _is_second_header_row(row, below):
        heads.append(Head(row.number, 2, _join_header_rows(row, below)))
    return heads


def _may_be_header(row: Row) -> bool:
    texts = [cell for cell in row.cells.values() if not cell.empty]
    anchors = {cell.anchor for cell in texts}
    spans_all = len(anchors) == 1 and None not in anchors
    fitting = sum(_fits_header(cell) for cell in texts)
    if spans_all or not all(isinstance(cell.value, str) and not CAPTION.match(cell.value) for cell in texts):
        return False
    # One column may explain itself at length.
    return fitting >= MIN_TABLE_COLUMNS and fitting >= SHARE_OF_FITTING_TEXTS * len(texts)


def _fits_header(cell: Cell) -> bool:
    return 0 < len(_header_word(cell)) <= MAX_HEADER_LENGTH


def _is_second_header_row(row: Row, below: Row) -> bool:
    """Group heads over columns: merged sideways, or a head over several words with blanks beside it."""
    if not all(_fits_header(cell) for cell in below.cells.values() if not cell.empty):
        return False
    sideways = any(cell.anchor and cell.anchor[1] != column for column, cell in row.cells.items())
    downwards = any(cell.anchor and cell.anchor[0] == row.number for cell in below.cells.values())
    fresh = [column for column, cell in below.cells.items() if not cell.empty and not cell.anchor]
    blank_above = [column for column in fresh if row.cell(column).empty]
    words = [_header_word(below.cell(column)) for column in fresh]
    known = sum(
        any(_score_word(word, kind, field) > MIN_HEADER_SCORE for kind in HEADER_WORDS for field in HEADER_WORDS[kind])
        for word in words
    )
    return bool(fresh) and (sideways or downwards or bool(blank_above)) and known >= 0.5 * len(fresh)


def _join_header_rows(row: Row, below: Row) -> dict[int, tuple[str, str]]:
    words, group = {}, ""
    for column in sorted(set(row.cells) | set(below.cells)):
        top, bottom = _header_word(row.cell(column)), _header_word(below.cell(column))
        group = top or group
        if top or bottom:
            words[column] = (top or group, bottom if bottom != top else "")
    return words


def _own_texts(row: Row) -> list[str]:
    """Headings of numbers that are never imported say nothing of the kind of list, however many they are."""
    return [
        word
        for column, cell in row.cells.items()
        if (word := _header_word(cell))
        and (not cell.anchor or cell.anchor[1] == column)
        and not is_identity_header(word)
    ]


def _count_recognised_fields(words: Sequence[str], kind: str) -> int:
    """How many fields have one of these very words."""
    return len({field for word in words for field in FIELDS_OF_WORD[kind].get(word, ())})


def _read_layout(sheet: Sheet, head: Head, kind: str, end: int | None) -> Layout | None:
    body = [row for row in sheet.rows if row.number >= head.row + head.height and (end is None or row.number < end)]
    columns, scores = _assign_columns(head, body[:SAMPLE_ROWS], kind)
    aside = {field: column for field, column in columns.items() if field.startswith("_")}
    said = said_outside_table(sheet, head.row, kind, columns)
    known = columns.keys() | said.keys()
    if len(columns.keys() - aside.keys()) < MIN_TABLE_COLUMNS or not all(
        any(field in known for field in group) for group in SCHEMAS[kind].required
    ):
        return None
    return Layout(
        kind=kind,
        sheet=sheet.name,
        header_row=head.row,
        columns={field: column for field, column in columns.items() if field not in aside},
        aside=aside,
        header_height=head.height,
        end_row=end,
        confidence=_confidence_of_head(sheet, head, scores, kind),
        headers={column: "".join(pair) for column, pair in head.words.items()},
        said=said,
    )


def _confidence_of_head(sheet: Sheet, head: Head, scores: Mapping[str, float], kind: str) -> float:
    """Share of the kind's usual columns that were found, less for words of another kind and side sheets."""
    found = sum(scores.values()) / SCHEMAS[kind].usual_columns
    foreign = sum(any(word in "".join(pair) for word in FOREIGN_WORDS[kind]) for pair in head.words.values())
    aside = 0.3 if sheet.hidden or NAMES_OF_SIDE_SHEETS.search(sheet.name) else 0.0
    return round(max(0.05, min(1.0, found) - 0.15 * foreign - aside), 3)


def _assign_columns(head: Head, body: Sequence[Row], kind: str) -> tuple[dict[str, int], dict[str, float]]:
    """Each column to the field it fits best, the surest first, each field once (phones: twice)."""
    offers = sorted(
        (
            (score, -column, field)
            for column in _columns_in_use(head, body)
            for field, score in _fields_for_column(head, column, body, kind)
        ),
        reverse=True,
    )
    columns: dict[str, int] = {}
    scores: dict[str, float] = {}
    for score, negative, field in offers:
        slot = "phones2" if field == "phones" and field in columns else field
        if slot not in columns and -negative not in columns.values():
            columns[slot], scores[slot] = -negative, score
    return columns, {field: score for field, score in scores.items() if not field.startswith("_")}


def _columns_in_use(head: Head, body: Sequence[Row]) -> list[int]:
    return sorted(set(head.words) | {column for row in body for column in row.cells})


def _fields_for_column(head: Head, column: int, body: Sequence[Row], kind: str) -> list[tuple[str, float]]:
    cells = [row.cell(column) for row in body if len(row.cells) > 1]
    top, bottom = head.words.get(column, ("", ""))
    if is_identity_header(top + bottom) or is_identity_header(bottom or top):
        return [(IDENTITY_FIELD, 1.0)]
    offers = []
    for field in HEADER_WORDS[kind]:
        score = _score_heading(top, bottom, kind, field)
        fit = column_contents.share_of_fitting_cells(field, cells) if score else None
        is_foreign = field in column_contents.ONLY_IF_FITTING and fit is not None and fit < SHARE_OF_FITTING_VALUES
        if score and not is_foreign and (weighed := _weigh_contents(score, fit)) >= MIN_HEADER_SCORE:
            offers.append((field, weighed))
    return offers or [
        (field, SCORE_BY_CONTENTS) for field in column_contents.fields_by_contents(HEADER_WORDS[kind], cells)
    ]


def _weigh_contents(score: float, fit: float | None) -> float:
    if fit is None:
        return score
    return score - 0.35 * (1 - fit) + 0.02 * fit


def _score_heading(top: str, bottom: str, kind: str, field: str) -> float:
    if not bottom:
        return _score_word(top, kind, field)
    return max(
        _score_word(top + bottom, kind, field),
        0.9 * _score_word(bottom, kind, field),
        0.6 * _score_word(top, kind, field),
    )


@lru_cache(maxsize=4096)
def _score_word(word: str, kind: str, field: str) -> float:
    """1 for a known word (a little less the less usual), down to 0.6 for a header that only contains one."""
    words = HEADER_WORDS[kind][field]
    if word in words:
        return 1.0 - 0.05 * words.index(word) / len(words)
    if any(foreign in word for foreign in FOREIGN_WORDS[kind]):
        return 0.0
    inside = [known for known in words if len(known) > 1 and known in word]
    if not inside:
        return 0.0
    longest = max(inside, key=lambda known: (len(known), word.endswith(known)))
    at_the_end = 0.1 if word.endswith(longest) else 0.0
    return 0.45 + 0.35 * len(longest) / len(word) + at_the_end


def _header_word(cell: Cell) -> str:
    words = cell.value if isinstance(cell.value, str) else ""
    return normalise_header(words) if len(words) <= 4 * MAX_HEADER_LENGTH else ""


def normalise_header(header: str) -> str:
    """Without spaces, stars, numbering and brackets (必填, 格式)."""
    seen = text.INVISIBLE.sub("", letters_of_today(header))
    plain = re.sub(r"\s+", "", text.half_width(text.EXOTIC_SPACE.sub(" ", seen)))
    bare = re.sub(r"[（(【\[][^）)】\]]*[）)】\]]", "", plain)
    if is_identity_header(plain) and not is_identity_header(bare):
        return plain
    bare = re.sub(r"^[*＊★☆]+|[*＊★☆:：?？]+$", "", bare)
    return re.sub(r"^\d{1,2}[.、]", "", bare) or plain
