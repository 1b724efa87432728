"""The minutes as a Word document, from the same paragraphs as the PDF."""

from collections.abc import Iterator
from math import floor

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt, Twips

from partner_hub.minutes.document import MinutesDocument, chinese_date
from partner_hub.minutes.press.fonts import FontRole
from partner_hub.minutes.press.paragraphs import PrintParagraph, print_paragraphs
from partner_hub.minutes.word.annex_tables import add_annex, add_end_of_section
from partner_hub.minutes.word.document_grid import LINE_PITCH, TEXT_WIDTH, TWIPS
from partner_hub.minutes.word.imprint_table import add_imprint
from partner_hub.minutes.word.styled_text import add_text, draw_line_below, width_in_ems
from partner_hub.minutes.word.word_package import finished_bytes, open_template

RULE_EIGHTHS = 9  # 0.4 mm
MAX_MARK_POINTS = 42.0  # 初号
MARK_LINES = 7  # of the grid, from the top of the type area to the number
MARK_INK_TOP = 35 * 72 / 25.4  # points below the top of the type area
INK_ABOVE = 0.1  # ems between the top of a character's box and its ink
CHARACTERS_BESIDE_DATE = 25.0
HEADING_STYLES = {FontRole.HEI: "Heading 1", FontRole.KAI: "Heading 2"}
RUN_IN_STYLES = {FontRole.HEI: "标题 1 字符", FontRole.KAI: "标题 2 字符", FontRole.BODY: None}


def minutes_as_docx(document: MinutesDocument) -> bytes:
    page = open_template()
    _add_head(page, document)
    for paragraph in print_paragraphs(document):
        _add_paragraph(page, paragraph)
    for number, annex in enumerate(document.annexes, start=1):
        add_annex(page, annex, f"附件{number}" if len(document.annexes) > 1 else "附件")
    add_imprint(page, document)
    add_end_of_section(page)
    return finished_bytes(
        page, title=document.title, author=document.author, description=document.description, day=document.dated
    )


def _add_head(page: Document, document: MinutesDocument) -> None:
    if document.draft:
        add_text(page.add_paragraph(style="草稿标记"), "草稿")
    _add_mark(page, document)
    number = str(document.number or f"〔{document.dated.year}〕\u3000号")
    for line in filter(None, (number, document.version_line)):
        add_text(page.add_paragraph(style="发文字号"), line)
    lines = [page.add_paragraph(style="编发单位和日期") for _line in _issuer_lines(document)]
    for paragraph, text in zip(lines, _issuer_lines(document), strict=True):
        add_text(paragraph, text)
    draw_line_below(lines[-1], RULE_EIGHTHS)
    lines[-1].paragraph_format.space_after = Twips(2 * LINE_PITCH)


def _add_mark(page: Document, document: MinutesDocument) -> None:
    """As large as its line allows, its ink 35 mm below the top of the type area."""
    size = floor(min(MAX_MARK_POINTS, 0.98 * TEXT_WIDTH / TWIPS / max(width_in_ems(document.mark), 1)))
    above = MARK_INK_TOP - INK_ABOVE * size - (LINE_PITCH / TWIPS if document.draft else 0)
    whole = (MARK_LINES - (1 if document.draft else 0)) * LINE_PITCH / TWIPS
    paragraph = page.add_paragraph(style="发文机关标志")
    add_text(paragraph, document.mark).font.size = Pt(size)
    style = paragraph.paragraph_format
    style.line_spacing_rule, style.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size)
    style.space_before, style.space_after = Pt(above), Pt(max(whole - above - size, 0))


def _issuer_lines(document: MinutesDocument) -> Iterator[str]:
    """The issuer, and on the same line the date when there is room."""
    day = chinese_date(document.dated)
    if width_in_ems(document.issuer) + width_in_ems(day) <= CHARACTERS_BESIDE_DATE:
        yield f"{document.issuer}\t{day}"
    else:
        yield from (document.issuer, f"\t{day}")


def _add_paragraph(page: Document, paragraph: PrintParagraph) -> None:
    kinds = paragraph.kind.split()
    added = page.add_paragraph(style=_style_of(paragraph, kinds))
    if paragraph.label:
        add_text(added, paragraph.label, "名单标签" if paragraph.role is FontRole.HEI else None)
    if paragraph.heading:
        add_text(added, paragraph.heading, None if "heading" in kinds else RUN_IN_STYLES[paragraph.role])
    if paragraph.text:
        add_text(added, paragraph.text)
    if paragraph.spaced:
        added.paragraph_format.space_before = Twips(LINE_PITCH)
    if "keeps" in kinds:
        added.paragraph_format.keep_with_next = True


def _style_of(paragraph: PrintParagraph, kinds: list[str]) -> str:
    if "heading" in kinds:
        return HEADING_STYLES[paragraph.role]
    if "listed" in kinds:
        return "名单"
    return "名单续行" if "further" in kinds else "Body Text"
