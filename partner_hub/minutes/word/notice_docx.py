"""The notice of a meeting as a Word document, in the form of letters (GB/T 9704-2012, 10.1)."""

from docx.document import Document
from docx.shared import Mm, Pt, Twips

from partner_hub.minutes.document import Paragraph, chinese_date
from partner_hub.minutes.notices.notice_letter import COLUMN_SHARES, REPLY_SLIP, NoticeLetter
from partner_hub.minutes.press.columns import PrintColumn
from partner_hub.minutes.word.annex_tables import add_annex, add_end_of_section
from partner_hub.minutes.word.document_grid import BODY_POINTS, LINE_PITCH, TEXT_WIDTH, TWIPS
from partner_hub.minutes.word.styled_text import add_text, balanced_lines, draw_line_below, width_in_ems
from partner_hub.minutes.word.word_package import finished_bytes, open_template

DOUBLE_RULE_EIGHTHS = 24  # 3 pt, both lines and the gap
RULE_GAP = 11  # points, 4 mm
MAX_LETTERHEAD_POINTS = 36.0
TITLE_POINTS = 22  # 二号
WORDS_OF_TITLES = ("党建联席会", "社区", "关于召开", "关于调整")
DATE_INSET = 4.0  # characters to the right of the date, for the seal
ROW_TO_WRITE_IN = 42.0  # points


def notice_as_docx(letter: NoticeLetter) -> bytes:
    page = open_template()
    _add_letterhead(page, letter)
    _add_title(page, letter)
    add_text(page.add_paragraph(style="主送机关"), letter.addressee)
    for paragraph in letter.body:
        _add_paragraph(page, paragraph)
    _add_annex_titles(page, letter)
    _add_signature(page, letter)
    for number, annex in enumerate(letter.annexes, start=1):
        label = f"附件{number}" if len(letter.annexes) > 1 else "附件"
        height = ROW_TO_WRITE_IN if annex == REPLY_SLIP else 0
        columns = list(map(PrintColumn, COLUMN_SHARES[annex.columns]))
        add_annex(page, annex, label, columns=columns, row_height=height)
    add_end_of_section(page)
    description = f"{letter.title}，{chinese_date(letter.dated)}"
    return finished_bytes(page, title=letter.title, author=letter.issuer, description=description, day=letter.dated)


def _add_letterhead(page: Document, letter: NoticeLetter) -> None:
    """In the first page's head, 30 mm below the upper edge, a double rule below it; another in the page's foot."""
    section = page.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(30)
    size = min(MAX_LETTERHEAD_POINTS, 0.99 * TEXT_WIDTH / TWIPS / max(width_in_ems(letter.issuer), 1))
    head, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    head.style, foot.style = "信函发文机关标志", "信函页底双线"
    head.paragraph_format.line_spacing = Pt(size)
    add_text(head, letter.issuer).font.size = Pt(size)
    draw_line_below(head, DOUBLE_RULE_EIGHTHS, "thickThinSmallGap", gap=RULE_GAP)
    draw_line_below(foot, DOUBLE_RULE_EIGHTHS, "thinThickSmallGap")


def _add_title(page: Document, letter: NoticeLetter) -> None:
    lines = balanced_lines(letter.title, TEXT_WIDTH / TWIPS / TITLE_POINTS - 1, (*letter.names, *WORDS_OF_TITLES))
    add_text(page.add_paragraph(style="Title"), "\n".join(lines))


def _add_paragraph(page: Document, paragraph: Paragraph) -> None:
    if not paragraph.text:
        add_text(page.add_paragraph(style="Heading 1"), paragraph.heading)
        return
    added = page.add_paragraph(style="Body Text")
    if paragraph.heading:
        add_text(added, paragraph.heading, "标题 1 字符")
    add_text(added, paragraph.text)


def _add_annex_titles(page: Document, letter: NoticeLetter) -> None:
    for number, title in enumerate(letter.annex_titles):
        added = page.add_paragraph(style="名单续行" if number else "名单")
        if number == 0:
            add_text(added, "附件：")
            added.paragraph_format.space_before = Twips(LINE_PITCH)
        add_text(added, title)


def _add_signature(page: Document, letter: NoticeLetter) -> None:
    """The date four characters in, the issuer above its middle."""
    day = chinese_date(letter.dated)
    inset = max(0.0, DATE_INSET + (width_in_ems(day) - width_in_ems(letter.issuer)) / 2)
    for text, right in ((letter.issuer, inset), (day, DATE_INSET)):
        added = page.add_paragraph(style="署名和日期")
        add_text(added, text)
        added.paragraph_format.right_indent = Pt(right * BODY_POINTS)
        added.paragraph_format.keep_with_next = text != day
        added.paragraph_format.space_before = Twips(2 * LINE_PITCH if text != day else 0)
