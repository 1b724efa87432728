"""A smaller table at the right of another one, with an empty column between them: figures, a legend."""

import re
from collections.abc import Sequence
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Row

SUM: Final = re.compile(r"[总合小共]\s*计")
MIN_COLUMNS: Final = 2
# A part of the same table is filled in as many rows as the rest.
SHARE_OF_ROWS: Final = 0.7


def columns_of_side_tables(columns: Sequence[int], body: Sequence[Row]) -> frozenset[int]:
    """`columns` are those with a heading, in order. Single columns between empty ones belong to the table."""
    blocks = [block for block in _blocks_of_columns(columns) if len(block) >= MIN_COLUMNS]
    if len(blocks) < 2:  # noqa: PLR2004 - the table, and one beside it
        return frozenset()
    main = max(blocks, key=len)
    return frozenset(
        column for block in blocks if block is not main and _is_apart(block, main, body) for column in block
    )


def _blocks_of_columns(columns: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for column in columns:
        if not blocks or column > blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(column)
    return blocks


def _is_apart(block: Sequence[int], main: Sequence[int], body: Sequence[Row]) -> bool:
    has_sum = any(
        SUM.fullmatch(text.words_of_value(row.cell(column).value).strip()) for row in body for column in block
    )
    return has_sum or _filled_rows(block, body) < SHARE_OF_ROWS * _filled_rows(main, body)


def _filled_rows(block: Sequence[int], body: Sequence[Row]) -> int:
    return sum(any(not row.cell(column).empty for column in block) for row in body)
