"""Annexes as real tables on pages of their own, with a head that Word repeats on each page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Emu, Pt, Twips
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from partner_hub.minutes.document import Annex
from partner_hub.minutes.press.columns import PrintColumn, print_columns
from partner_hub.minutes.press.fonts import FontRole
from partner_hub.minutes.press.glyph_coverage import WHOLE_DATE
from partner_hub.minutes.word.styled_text import add_text, width_in_ems, xml_element

SEAM = re.compile(r"(?<=[!-~])(?=[^!-~])|(?<=[^!-~])(?=[!-~])")


@dataclass(frozen=True)
class TableLook:
    """The styles, and by how many points the table is narrower than the text."""

    table: str
    text: str
    head: str
    group: str
    inset: int


USUAL = TableLook("附件表格", "表格文字", "表格栏目", "表格分组", 28)
DENSE = TableLook("附件长表", "长表文字", "长表栏目", "长表分组", 0)


def add_annex(
    page: Document, annex: Annex, label: str, *, columns: Sequence[PrintColumn] = (), row_height: float = 0
) -> None:
    """On a section of its own. Without columns, they are sized by their content; heights are in points."""
    look = DENSE if annex.dense else USUAL
    _begin_section(page)
    add_text(page.add_paragraph(style="附件序号"), label)
    add_text(page.add_paragraph(style="附件标题"), annex.title)
    table = page.add_table(rows=1 + len(annex.rows), cols=len(annex.columns), style=look.table)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    columns = columns or _columns_by_content(annex)
    room = _text_points(page.sections[-1]) - look.inset
    widths = [room * column.share / 100 for column in columns]
    for number, (row, texts) in enumerate(zip(table.rows, (annex.columns, *annex.rows), strict=True)):
        _fill_row(row, texts, widths, look, is_head=number == 0)
        if row_height and number:
            row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(row_height)
    _set_grid_columns(table, widths)
    _centre_columns(table, columns)
    _repeat_head(table.rows[0])


def add_end_of_section(page: Document) -> Paragraph:
    """Word wants a paragraph after a table: one that takes no room."""
    return page.add_paragraph(style="分节")


def _begin_section(page: Document) -> None:
    """python-docx puts the break into a paragraph of its own, which at the foot of a full page makes an empty one."""
    page.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
    holder = page.element.body[-2]
    before = holder.getprevious()
    if before is None or not before.tag.endswith("}p"):
        Paragraph(holder, page).style = "分节"
        return
    before.get_or_add_pPr().append(holder.pPr.sectPr)
    page.element.body.remove(holder)


def _text_points(section: Section) -> float:
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return Emu((width or 0) - (left or 0) - (right or 0)).pt


def _fill_row(row: _Row, texts: Sequence[str], widths: Sequence[float], look: TableLook, *, is_head: bool) -> None:
    """A single text is the heading of the rows below: it takes the whole width and stays with them."""
    cells: Sequence[_Cell] = row.cells
    style = look.head if is_head else look.text
    if len(texts) < len(widths):
        cells, widths, style = [cells[0].merge(cells[-1])], [sum(widths)], look.group
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width, cell.vertical_alignment = Pt(width), WD_ALIGN_VERTICAL.CENTER
        cell.paragraphs[0].style = style
        add_text(cell.paragraphs[0], text.replace(" □", "\n□"))
    row._tr.get_or_add_trPr().append(xml_element("cantSplit"))  # noqa: SLF001 - python-docx has no name for it


def _repeat_head(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(xml_element("tblHeader"))  # noqa: SLF001 - python-docx has no name for it


def _set_grid_columns(table: Table, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(round(width * 20))


def _centre_columns(table: Table, columns: Sequence[PrintColumn]) -> None:
    """Figures and dates stand in the middle, as in the PDF."""
    for row in table.rows:
        whole = len(row._tr.tc_lst) < len(columns)  # noqa: SLF001 - cells repeats what is merged
        for cell, column in zip(row.cells, columns, strict=True):
            if column.centred and not whole:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _columns_by_content(annex: Annex) -> list[PrintColumn]:
    return print_columns(annex, _width_in_cell, lambda text: iter(re.findall(WHOLE_DATE, text)))


def _width_in_cell(text: str, _role: FontRole) -> float:
    """LibreOffice puts a quarter of a character between figures and Chinese, whatever the style says."""
    return width_in_ems(text) + len(SEAM.findall(text)) / 4
