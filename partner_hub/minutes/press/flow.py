"""The paragraphs of a document as blocks for pagination.py: first as counted, then as a layout has them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from partner_hub.minutes.document import MinutesDocument, chinese_date
from partner_hub.minutes.press.chinese_justification import LaidOut
from partner_hub.minutes.press.columns import Measure
from partner_hub.minutes.press.fonts import FontRole
from partner_hub.minutes.press.glyph_coverage import TextMarkup
from partner_hub.minutes.press.line_breaks import pieces_of, set_lines
from partner_hub.minutes.press.pagination import Block, Flow, Spacing, Way
from partner_hub.minutes.press.paragraphs import PrintParagraph

# Ems on the first and on further lines.
LINES_OF_TEXT = (26.0, 28.0)
LINES_OF_LIST = (26.0, 23.0)
LINES_BELOW_LIST = (23.0, 23.0)
# Letter spacing in ems with which a line of 28 characters holds 27 or 26: before a reader would see it.
EASINGS = (0.024, 0.0495)
SAME_HEIGHT = 0.01  # lines
# The imprint in points: a character, its line, the padding of a paragraph, and rules with what is below the last.
IMPRINT_CHARACTER, IMPRINT_LINE, IMPRINT_PADDING, IMPRINT_RULES, COPIES_RULE = 14.0, 23.0, 2.4, 8.79, 0.71
LINES_OF_COPIES = (414.2 / 14, 372.2 / 14)


def blocks_of(paragraphs: tuple[PrintParagraph, ...], markup: TextMarkup, measure: Measure) -> tuple[Block, ...]:
    return tuple(_block_of_paragraph(paragraph, markup, measure) for paragraph in paragraphs)


def _block_of_paragraph(paragraph: PrintParagraph, markup: TextMarkup, measure: Measure) -> Block:
    kinds = paragraph.kind.split()
    return Block(
        ways=tuple(_ways_of_paragraph(paragraph, markup, measure)),
        whole="heading" in kinds,
        keeps="heading" in kinds or "keeps" in kinds,
        leans="leans" in kinds,
        starts=2 if "run-in" in kinds else 1,
        spaced=paragraph.spaced,
    )


def _ways_of_paragraph(paragraph: PrintParagraph, markup: TextMarkup, measure: Measure) -> Iterable[Way]:
    """Only those that differ in something that matters."""
    kinds = paragraph.kind.split()
    first, further = LINES_BELOW_LIST if "further" in kinds else LINES_OF_LIST if "listed" in kinds else LINES_OF_TEXT
    texts = ((paragraph.heading, paragraph.role), (paragraph.text, FontRole.BODY))
    pieces = pieces_of(texts, markup, measure)
    first -= 3 if paragraph.label else 0
    ways: dict[tuple[int, bool, bool], Way] = {}
    for easing in (0.0,) if "heading" in kinds else (0.0, *EASINGS):
        way = set_lines(pieces, first, further, easing)
        ways.setdefault((way.lines, way.short, way.lonely), way)
    return ways.values()


def imprint_points_of(document: MinutesDocument, markup: TextMarkup, measure: Measure) -> float:
    """The height of the imprint with its margin."""
    height = IMPRINT_LINE + IMPRINT_PADDING + IMPRINT_RULES
    printed = measure(f"{document.printed_by}{chinese_date(document.printed_on)}印发", FontRole.BODY)
    height += IMPRINT_LINE * int(printed / LINES_OF_COPIES[0])
    if document.copies_to:
        pieces = pieces_of([(copies_of(document), FontRole.BODY)], markup, measure)
        height += set_lines(pieces, *LINES_OF_COPIES).lines * IMPRINT_LINE + IMPRINT_PADDING + COPIES_RULE
    return height


def copies_of(document: MinutesDocument) -> str:
    return f"抄送：{'，'.join(document.copies_to)}。"


def as_laid_out(flow: Flow, spacing: Spacing, paragraphs: Mapping[int, LaidOut], imprint: float) -> Flow:
    """The flow with what the layout of this spacing shows: where it differs from what was counted, it is right."""
    blocks = (
        _block_as_seen(block, way, paragraphs[number])
        for number, (block, way) in enumerate(zip(flow.blocks, spacing.ways, strict=True))
    )
    same = flow.annexed or abs(imprint - flow.imprint) < SAME_HEIGHT
    return replace(flow, blocks=tuple(blocks), imprint=flow.imprint if same else imprint)


def _block_as_seen(block: Block, way: Way, laid_out: LaidOut) -> Block:
    seen = Way(laid_out.lines, laid_out.last, way.easing)
    if seen.lines == way.lines and seen.short == way.short:
        return block
    return replace(block, ways=(seen,))
