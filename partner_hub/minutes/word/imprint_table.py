"""版记 at the foot of the last page: a table of two rows that floats above the lower margin."""

from docx.document import Document
from docx.section import Section
from docx.shared import Length
from docx.table import Table

from partner_hub.minutes.document import MinutesDocument, chinese_date
from partner_hub.minutes.word.annex_tables import add_end_of_section
from partner_hub.minutes.word.styled_text import add_text, xml_element


def add_imprint(page: Document, document: MinutesDocument) -> None:
    lines = [("抄送机关", f"抄送：{'，'.join(document.copies_to)}。")] if document.copies_to else []
    lines.append(("印发机关和日期", f"{document.printed_by}\t{chinese_date(document.printed_on)}印发"))
    if document.annexes:
        add_end_of_section(page)  # two tables in a row would become one
    table = page.add_table(rows=len(lines), cols=1, style="版记")
    table.autofit = False
    for row, (style, text) in zip(table.rows, lines, strict=True):
        row.cells[0].paragraphs[0].style = style
        add_text(row.cells[0].paragraphs[0], text)
    _float_at_foot(table, page.sections[-1])


def _float_at_foot(table: Table, section: Section) -> None:
    """Its place is counted from the page's edge: LibreOffice lets a table as wide as the text float only so."""
    left = Length(section.left_margin or 0).twips
    place = xml_element(
        "tblpPr", topFromText=284, vertAnchor="margin", horzAnchor="page", tblpX=left, tblpYSpec="bottom"
    )
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows no floating tables
    properties.insert_element_before(
        place, "w:tblOverlap", "w:bidiVisual", "w:tblW", "w:jc", "w:tblInd", "w:tblLayout", "w:tblLook"
    )
