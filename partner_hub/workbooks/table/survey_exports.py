"""Exports of survey tools (问卷星, 金山, 腾讯, 飞书): choices spread over columns, signs between them, no answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet

# 5、服务对象(老年人), 5(老年人), 5、服务对象:老年人 - the same question, one choice in each column.
CHOICE_IN_BRACKETS: Final = re.compile(
    r"\s*(?P<question>(?:Q\s*)?\d{1,3}\s*(?:[.、．:：].*?)?)[（(](?P<choice>[^（()）]+)[)）]\s*"
)
CHOICE_AFTER_COLON: Final = re.compile(r"\s*(?P<question>(?:Q\s*)?\d{1,3}\s*[.、．].*?)[:：](?P<choice>[^:：]+)")
# What brackets say of the kind of question, and of no choice.
KIND_OF_QUESTION: Final = re.compile(r".*题|必[填选答]|选[填答]|可多选|多选|单选|最多选.*|限选.*|请.*")
CHOSEN: Final = frozenset({"1", "√", "✓", "是", "选中", "已选", "TRUE", "True"})
NOT_CHOSEN: Final = frozenset({"", "0", "否", "未选", "未选中", "FALSE", "False"})
SKIPPED: Final = frozenset({"(跳过)", "（跳过）", "(空)", "（空）"})
BETWEEN_CHOICES: Final = re.compile(r"\s*┋\s*")
ROWS_FOR_HEAD: Final = 5


@dataclass(frozen=True)
class Choice:
    column: int
    question: str
    name: str


def without_survey_marks(sheet: Sheet) -> Sheet:
    """The choices of a question in one column, joined by 、; what was skipped is empty."""
    for row in sheet.rows[:ROWS_FOR_HEAD]:
        choices = _choices_of_head(row)
        if choices:
            rows = (_join_choices(each, row, choices) for each in sheet.rows)
            return replace(sheet, rows=tuple(each for each in rows if each.cells))
    return sheet if not _has_marks(sheet) else replace(sheet, rows=tuple(_plain_row(row) for row in sheet.rows))


def _choices_of_head(row: Row) -> dict[str, list[Choice]]:
    """By question, those of which several columns stand side by side."""
    found = [each for column, cell in sorted(row.cells.items()) if (each := _choice_of_cell(column, cell))]
    groups = {question: list(group) for question, group in groupby(found, key=lambda each: each.question)}
    return {
        question: group
        for question, group in groups.items()
        if len(group) > 1 and group[-1].column - group[0].column == len(group) - 1
    }


def _choice_of_cell(column: int, cell: Cell) -> Choice | None:
    words = cell.value if isinstance(cell.value, str) and len(cell.value) <= 2 * text.MAX_CELL_LENGTH else ""
    match = CHOICE_IN_BRACKETS.fullmatch(words) or CHOICE_AFTER_COLON.fullmatch(words)
    if not match or KIND_OF_QUESTION.fullmatch(match["choice"].strip()):
        return None
    return Choice(column, match["question"].strip(), match["choice"].strip())


def _join_choices(row: Row, head: Row, choices: Mapping[str, Sequence[Choice]]) -> Row:
    cells = dict(_plain_row(row).cells)
    for question, group in choices.items():
        kept = [cells.pop(each.column, None) for each in group]
        words = question if row is head else "、".join(_chosen_names(group, kept)) if row.number > head.number else ""
        if words:
            cells[group[0].column] = Cell(words)
    return replace(row, cells=dict(sorted(cells.items())))


def _chosen_names(group: Sequence[Choice], cells: Sequence[Cell | None]) -> Iterator[str]:
    for choice, cell in zip(group, cells, strict=True):
        words = text.words_of_value(cell.value).strip() if cell else ""
        if words in CHOSEN:
            yield choice.name
        elif words not in NOT_CHOSEN:
            yield words


def _has_marks(sheet: Sheet) -> bool:
    return any(_is_marked(cell) for row in sheet.rows for cell in row.cells.values())


def _is_marked(cell: Cell) -> bool:
    return isinstance(cell.value, str) and ("┋" in cell.value or cell.value in SKIPPED)


def _plain_row(row: Row) -> Row:
    if not any(_is_marked(cell) for cell in row.cells.values()):
        return row
    plain = {column: _plain_cell(cell) for column, cell in row.cells.items()}
    return replace(row, cells={column: cell for column, cell in plain.items() if not cell.empty})


def _plain_cell(cell: Cell) -> Cell:
    if not isinstance(cell.value, str) or cell.value in SKIPPED:
        return cell if not isinstance(cell.value, str) else Cell(None)
    return replace(cell, value=BETWEEN_CHOICES.sub("、", cell.value))
