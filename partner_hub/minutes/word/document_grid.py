"""The document grid of 28 characters by 22 lines, as Word counts it.

ISO/IEC 29500-1, 17.6.5: w:linePitch is in twentieths of a point; w:charSpace is what the wanted pitch is wider than the
size of the Normal style, in 1/4096 of a point. Word fits as many cells as the width holds, so that both are rounded
down: a hair too much, and 27 fit.

    type area   11906 - 1588 - 1474 = 8844 twips (156 mm) by 16838 - 2098 - 1985 = 12755 (225 mm)
    linePitch   12755 / 22 = 579.8, so 579 (28.95 pt)
    charSpace   8844 / 20 / 28 = 15.7929 pt; (15.7929 - 16) * 4096 = -848.5, so -849 (15.7927 pt)

In the PDF the first and the last line touch the edge of the type area with their characters; in Word each line has
half of its lead above and below, so that lines are 0.66 pt closer.
"""

from math import floor

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section

TWIPS = 20  # of a point
CHARACTERS = 28
LINES = 22
BODY_POINTS = 16  # 三号, the size of the Normal style
TEXT_WIDTH = 8844  # twips
TEXT_HEIGHT = 12755  # twips
LINE_PITCH = floor(TEXT_HEIGHT / LINES)
CHARACTER_SPACE = floor((TEXT_WIDTH / TWIPS / CHARACTERS - BODY_POINTS) * 4096)


def set_grid(section: Section) -> None:
    """The same pitch for a page that lies on its side, which holds fewer lines of more characters."""
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    grid.set(qn("w:charSpace"), str(CHARACTER_SPACE))
    section._sectPr.append(grid)  # noqa: SLF001 - python-docx knows no grid
