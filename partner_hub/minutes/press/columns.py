"""Widths of the columns of an annex: what must not be torn stays whole, and the table comes out as short as can be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from partner_hub.minutes.document import Annex
from partner_hub.minutes.press.fonts import FontRole

TABLE_EMS = (156 / 25.4 * 72 - 28) / 12  # the table in ems of its 12 points
FRAME_EMS = 0.6  # padding and rule of a cell, with a little to spare
TORN_LINE_EMS = 0.6  # what a line loses on average to things that are kept together
MIN_WORDS = 4  # ems: no column of words is so narrow that they stand below each other
STEP_EMS = 0.25
SHIFTS = (16, 12, 8, 6, 4, 3, 2, 1)  # steps that are tried from one column to another
SOFTNESS = 6  # the tallest cell of a row counts most
FIGURES = re.compile(r"[\d年月日前底第（）()—\-.%/]*")
# Where a long head may end a line; shorter ones never do.
MAX_UNBROKEN_HEAD = 5
HEAD_PART = re.compile(r"（[^（）]*）|[及和与或]?[^（、及和与或/]+[、/]?|.")

Measure = Callable[[str, FontRole], float]
Tokens = Callable[[str], Iterator[str]]


@dataclass(frozen=True)
class PrintColumn:
    """Its part of the table's width in per cent; figures and dates stand in the middle."""

    share: float
    centred: bool = False


def head_parts(head: str) -> list[str]:
    """What of a head may not be broken over lines."""
    return [head] if len(head) <= MAX_UNBROKEN_HEAD else HEAD_PART.findall(head)


def print_columns(annex: Annex, measure: Measure, tokens: Tokens) -> list[PrintColumn]:
    """`measure` tells the width of a text in ems, `tokens` the parts of a cell that stay on one line."""
    rows = [row for row in annex.rows if len(row) == len(annex.columns)]
    columns = [[row[at] for row in rows] for at in range(len(annex.columns))]
    texts = np.array([[measure(cell, FontRole.BODY) for cell in cells] for cells in columns]).T
    heads = [[measure(part, FontRole.HEI) for part in head_parts(head)] for head in annex.columns]
    least = [
        max(
            *head,
            1.0,
            *(min(MIN_WORDS, measure(cell, FontRole.BODY)) for cell in cells),
            *(measure(token, FontRole.BODY) for cell in cells for token in tokens(cell)),
        )
        for head, cells in zip(heads, columns, strict=True)
    ]
    texts = np.vstack([texts.reshape(len(rows), len(columns)), [sum(head) for head in heads]])
    widths = best_widths(texts, np.array(least)) + FRAME_EMS
    figures = [all(map(FIGURES.fullmatch, cells)) for cells in columns]
    shares = widths / widths.sum() * 100
    return [PrintColumn(round(float(share), 3), centred) for share, centred in zip(shares, figures, strict=True)]


def best_widths(texts: Any, least: Any) -> Any:
    """Of the columns in ems without their frames, for the widths of the texts in rows and columns.

    All of the table is used; no column is narrower than `least` while there is room for all.
    """
    room = TABLE_EMS - FRAME_EMS * len(least)
    if least.sum() >= room:
        return _share_room(least, room)
    widths = _grow_columns(texts, least.astype(float), max(texts.max(axis=0).sum(), least.sum()), room)
    widths = _move_steps(texts, widths, least)
    return widths * room / widths.sum()


def _share_room(least: Any, room: float) -> Any:
    """The narrow columns keep their width, the wide ones share alike what is left."""
    at_most = room
    for left, width in zip(range(len(least), 0, -1), np.sort(least), strict=True):
        at_most = room / left
        if width > at_most:
            break
        room -= width
    return np.minimum(least, at_most)


def _grow_columns(texts: Any, widths: Any, wanted: float, room: float) -> Any:
    """Give the room step by step to the column that makes the rows shorter than others would."""
    for _ in range(int((min(room, wanted) - widths.sum()) / STEP_EMS)):
        gains = [_soft_height(texts, widths + step) for step in np.eye(len(widths)) * STEP_EMS]
        widths[int(np.argmin(gains))] += STEP_EMS
    return widths


def _soft_height(texts: Any, widths: Any) -> float:
    lines = np.maximum(texts / widths, 1)
    return float((lines**SOFTNESS).sum(axis=1).__pow__(1 / SOFTNESS).sum())


def _move_steps(texts: Any, widths: Any, least: Any) -> Any:
    """Move steps between columns as long as the rows have fewer lines."""
    height = _row_lines(texts, widths)
    for steps in SHIFTS:
        for giver, taker in permutations(range(len(widths)), 2):
            tried = widths.copy()
            tried[giver] -= steps * STEP_EMS
            tried[taker] += steps * STEP_EMS
            if tried[giver] >= least[giver] and (lower := _row_lines(texts, tried)) < height:
                widths, height = tried, lower
    return widths


def _row_lines(texts: Any, widths: Any) -> float:
    """Lines of all rows, and a little for each cell, so that of equal tables the airier one wins."""
    lines = np.where(texts <= widths, 1, np.ceil(texts / np.maximum(widths - TORN_LINE_EMS, 0.5)))
    return float(lines.max(axis=1).sum() + lines.sum() / 1000)
