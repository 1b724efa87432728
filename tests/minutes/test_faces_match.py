"""A rare name must not look bolder or bigger than its neighbours: its stems and its size are measured on the page."""

from typing import Any

import numpy as np
import pytest

from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes
from tests.support.minutes import minutes
from tests.support.printed import MM, Glyph, Printed, Sheet

DOTS = 2400
RARE = "璟翀彧赟祎昉䶮𬭎㛃堃犇珺頔喆"
USUAL = "辉浩斌哲玲娟静蕾鹏超健航霞晓"
SLACK = 0.12
SIZE_SLACK = 0.03


def run_lengths(dark: Any) -> Any:
    padded = np.pad(dark, ((0, 0), (1, 1))).astype(np.int8).ravel()
    edges = np.diff(padded)
    return np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)


def drawn(sheet: Sheet, glyph: Glyph) -> Any:
    em = glyph.size * MM
    grey = sheet.darkness(glyph.x, glyph.baseline - em, glyph.x + em, glyph.baseline + em / 4, dots=DOTS)
    return grey > 127


def stem(dark: Any) -> float:
    return float(np.median(run_lengths(dark)) + np.median(run_lengths(dark.T))) / 2


def size(dark: Any) -> float:
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return float(np.sqrt((rows[-1] - rows[0]) * (columns[-1] - columns[0])))


@pytest.mark.parametrize("mark", ["", "（一）"])
def test_rare_names_have_the_stems_and_the_size_of_their_neighbours(mark: str) -> None:
    document = Printed(render_minutes(minutes(body=f"{mark}{USUAL}{RARE}", attendance=()), FontSet()).pdf)
    sheet = document.sheets[0]
    glyphs = {glyph.text: drawn(sheet, glyph) for line in sheet.body for glyph in line.glyphs}
    usual, rare = ([glyphs[char] for char in chars] for chars in (USUAL, RARE))
    for measure, slack in ((stem, SLACK), (size, SIZE_SLACK)):
        assert np.mean([*map(measure, rare)]) == pytest.approx(np.mean([*map(measure, usual)]), rel=slack)


def test_the_text_of_rare_names_has_the_size_of_the_body() -> None:
    document = Printed(render_minutes(minutes(body=RARE * 3, attendance=()), FontSet()).pdf)
    sizes = [glyph.size for line in document.body for glyph in line.glyphs]
    assert sizes == pytest.approx([15.793] * len(sizes), abs=0.01)
