"""Text into paragraphs. It is data: never a field, a link or markup."""

import re
from collections.abc import Iterable
from math import ceil
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

RED = "E60012"


def add_text(paragraph: Paragraph, text: str, style: str | None = None) -> Run:
    """The hint says that quotation marks and dashes, which Latin writing has too, stand in the Chinese face."""
    run = paragraph.add_run(text, style)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx knows no hint
    fonts.set(qn("w:hint"), "eastAsia")
    return run


def xml_element(name: str, **attributes: object) -> Any:
    """As w:name, each attribute as w:attribute."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def draw_line_below(paragraph: Paragraph, eighths: int, kind: str = "single", *, gap: int = 1) -> None:
    """A red rule as wide as the paragraph; its weight is in eighths of a point, the gap above it in points."""
    borders = xml_element("pBdr")
    borders.append(xml_element("bottom", val=kind, sz=eighths, space=gap, color=RED))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def width_in_ems(text: str) -> float:
    """Figures and Latin letters are about half as wide as a Chinese character."""
    return sum(0.55 if char < "\u2000" and char != "\u00b7" else 1.0 for char in text)


def balanced_lines(text: str, most: float, words: Iterable[str]) -> list[str]:
    """Lines of about equal width, at most `most` ems, none of which ends within one of the words or within a year."""
    pieces = re.findall("|".join([*map(re.escape, filter(None, words)), r"\d+年?", "."]), text)
    count = ceil(width_in_ems(text) / most)
    lines = [""] * count
    filled, at = 0.0, 0
    for piece in pieces:
        width = width_in_ems(piece)
        if at + 1 < count and filled + width / 2 > width_in_ems(text) * (at + 1) / count:
            at += 1
        lines[at] += piece
        filled += width
    return lines
