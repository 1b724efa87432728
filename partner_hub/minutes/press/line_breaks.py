"""How many lines a paragraph will take, counted without a layout: the rules are those of the layout engine."""

from collections.abc import Iterable
from dataclasses import dataclass

from partner_hub.minutes.press.columns import Measure
from partner_hub.minutes.press.fonts import FontRole
from partner_hub.minutes.press.glyph_coverage import TextMarkup
from partner_hub.minutes.press.pagination import Way

NO_LINE_BEGINS_WITH = frozenset("，。、；：？！”’）》〉】〕％…·,.;:?!)]}%")
NO_LINE_ENDS_WITH = frozenset("“‘（《〈【〔([{")
SLACK = 0.001  # ems that the layout lets a line be too long


@dataclass(frozen=True)
class TextPiece:
    """What stays on one line: its text, and its width in ems."""

    text: str
    width: float


def pieces_of(texts: Iterable[tuple[str, FontRole]], markup: TextMarkup, measure: Measure) -> list[TextPiece]:
    """Of texts that follow each other in one paragraph."""
    pieces: list[TextPiece] = []
    for text, role in texts:
        for part in markup.unbroken_parts(text):
            piece = TextPiece(part, measure(part, role))
            if pieces and _stick_together(pieces[-1].text[-1], part[0]):
                before = pieces.pop()
                piece = TextPiece(before.text + part, before.width + piece.width)
            pieces.append(piece)
    return pieces


def _stick_together(before: str, after: str) -> bool:
    dashes = after in "—…" and before in "—…”’"
    return after in NO_LINE_BEGINS_WITH or before in NO_LINE_ENDS_WITH or dashes


def set_lines(pieces: list[TextPiece], first: float, further: float, easing: float = 0.0) -> Way:
    """Greedily, on a first line and further ones of so many ems."""
    lines, room, used = 1, first, 0.0
    for piece in pieces:
        width = piece.width + easing * len(piece.text)
        if used and used + width > room + SLACK:
            lines, room, used = lines + 1, further, 0.0
        used += width
        while used > room + SLACK:
            lines, used, room = lines + 1, used - room, further
    return Way(lines, used, easing)
