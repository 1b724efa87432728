"""What the numbers of a column count, said in its heading (数量（户）, 受益人数/万人) or above the table (单位：户)."""

import re
from typing import Final

from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.figures import COUNTED_UNITS
from partner_hub.workbooks.xlsx.workbook import Sheet

MEASURES: Final = rf"(?:[百千万]?(?:{COUNTED_UNITS}|次|场|份|件|套|课时|小时|平方米|㎡)|[百千万]?元)"
IN_BRACKETS: Final = re.compile(
    rf"[（(【\[]\s?(?:计?量?单位)?\s?[:：]?\s?(?P<unit>{MEASURES})\s?[)）】\]]|[/／](?P<other>{MEASURES})$"
)
CAPTION: Final = re.compile(rf"(?:计量)?单位\s?[:：]\s?(?P<unit>{MEASURES})(?:[)）\s,，;；]|$)")


def unit_of_column(sheet: Sheet, layout: Layout, field: str) -> str:
    """Empty where heading and caption name none, or the field has no column."""
    column = layout.columns.get(field)
    if column is None:
        return ""
    heads = [
        text.short_text(row.cell(column).value)
        for row in sheet.rows
        if layout.header_row <= row.number < layout.first_data_row
    ]
    if found := next(filter(None, (IN_BRACKETS.search(head[: text.MAX_CELL_LENGTH]) for head in heads)), None):
        return found["unit"] or found["other"]
    # 人数/户数 leaves it open, and 受益人数 says it better than a caption.
    return "" if any(re.search("[/人户]", head) for head in heads) else _unit_above(sheet, layout)


def _unit_above(sheet: Sheet, layout: Layout) -> str:
    above = (row for row in sheet.rows if row.number < layout.header_row)
    words = (text.short_text(cell.value) for row in above for cell in row.cells.values() if isinstance(cell.value, str))
    found = (CAPTION.search(each[: text.MAX_CELL_LENGTH]) for each in words)
    return next((match["unit"] for match in found if match), "")
