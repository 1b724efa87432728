"""Patch of WeasyPrint 70 for the justification of Chinese, and measures of the lines of a finished layout.

WeasyPrint justifies by widening blanks, and Chinese has none, so that its lines would end ragged. Here the rest of a
line is spread over all of its characters. The function that is replaced is private, which is why weasyprint is
pinned; tests/minutes/test_chinese_justification.py fails when the replacement stops working.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import create_layout

POINTS_PER_PIXEL = 0.75  # of a CSS pixel
_justify_by_blanks = inline.justify_line


class ChineseTypesetting(FontConfiguration):
    """Documents laid out with this font configuration are justified the Chinese way; all others as ever.

    The choice hangs on the document, not on a switch that is turned on and off: other threads of the process may lay
    out other documents at the same moment.
    """


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    if not isinstance(context.font_config, ChineseTypesetting):
        _justify_by_blanks(context, line, extra_width)
        return
    texts = [box for box in _boxes_in_normal_flow(line) if isinstance(box, boxes.TextBox) and _is_visible(box)]
    gaps = sum(map(_count_spread_units, texts)) - 1
    if gaps > 0:
        extra_width += _letter_spacing(texts[-1])  # of which the last character needs none
        _spread_box(context, line, _round_to_thousandths(extra_width / gaps, line), 0.0, texts[-1])


inline.justify_line = _justify_line


def _boxes_in_normal_flow(box: Any) -> Iterator[Any]:
    """The inline boxes of a line; an inline block counts as one box."""
    for child in box.children:
        if child.is_in_normal_flow():
            yield child
            if isinstance(child, boxes.InlineBox):
                yield from _boxes_in_normal_flow(child)


def _letter_spacing(box: Any) -> float:
    spacing = box.style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


def _is_visible(box: Any) -> bool:
    return bool(box.text.strip("\u200b"))


def _is_word(box: Any) -> bool:
    """Letters and digits of Latin script (boxed by glyph_coverage.py) are one unit together."""
    return bool(box.text.isascii() and not box.text.isspace())


def _count_spread_units(box: Any) -> int:
    return 1 if _is_word(box) else len(box.text)


def _round_to_thousandths(spacing: float, line: Any) -> float:
    """PDF moves glyphs by whole thousandths of the font size and WeasyPrint cuts off the rest, which would add up."""
    step = line.style["font_size"] / 1000
    return round(spacing / step) * step + step / 100 if spacing > step else spacing


def _spread_box(context: Any, box: Any, spacing: float, shift: float, last: Any) -> float:
    """Move the box by shift and widen what it holds; returns the shift of what follows."""
    if isinstance(box, boxes.TextBox):
        return _spread_text(context, box, spacing, shift, last)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    before = shift
    for child in box.children:
        if child.is_in_normal_flow():
            shift = _spread_box(context, child, spacing, shift, last)
    box.width += shift - before
    return shift


def _spread_text(context: Any, box: Any, spacing: float, shift: float, last: Any) -> float:
    box.position_x += shift
    if not _is_visible(box):
        return shift
    extra = spacing * (_count_spread_units(box) - (box is last))
    if not _is_word(box) and len(box.text) > 1:
        style = box.style.copy()
        style["letter_spacing"] = spacing + _letter_spacing(box)
        box.style = style
        box.pango_layout = create_layout(box.text, style, context, max_width=None, justification_spacing=0)
        box.pango_layout.deactivate()
    box.width += extra
    return shift + extra


@dataclass(frozen=True)
class LaidOut:
    """A numbered paragraph: its lines, and the width of the last one in ems."""

    lines: int
    last: float


def measure_paragraphs(layout: Any) -> dict[int, LaidOut]:
    """The paragraphs of a layout by the number in their data-block attribute, whatever pages they fall on."""
    lines: dict[int, list[Any]] = {}
    for page in layout.pages:
        for box in page._page_box.descendants():  # noqa: SLF001
            if isinstance(box, boxes.BlockBox) and box.element is not None and "data-block" in box.element.attrib:
                found = lines.setdefault(int(box.element.get("data-block")), [])
                found += (line for line in box.children if isinstance(line, boxes.LineBox))
    return {number: _measure_lines(found) for number, found in lines.items()}


def _measure_lines(lines: list[Any]) -> LaidOut:
    return LaidOut(len(lines), lines[-1].width / lines[-1].style["font_size"])


def imprint_points(layout: Any) -> float:
    """The height of the imprint with its margins."""
    return float(_imprint_box(layout.pages[-1]).margin_height()) * POINTS_PER_PIXEL


def move_imprint_to_foot(layout: Any) -> None:
    """The imprint was laid out behind the text of the last page; it belongs at the lower edge of the type area."""
    page = layout.pages[-1]
    imprint = _imprint_box(page)
    bottom = page._page_box.content_box_y() + page._page_box.height  # noqa: SLF001
    imprint.translate(dy=bottom - imprint.position_y - imprint.margin_height())


def _imprint_box(page: Any) -> Any:
    return next(box for box in page._page_box.descendants() if box.element_tag == "footer")  # noqa: SLF001
