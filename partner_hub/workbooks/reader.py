"""From uploaded bytes to cells without the numbers of identity papers and cards."""

from collections.abc import Collection
from dataclasses import replace

from partner_hub.workbooks.erasure import without_identity_numbers
from partner_hub.workbooks.table.lists_side_by_side import with_lists_below_each_other
from partner_hub.workbooks.table.survey_exports import without_survey_marks
from partner_hub.workbooks.xlsx.reader import read_cells
from partner_hub.workbooks.xlsx.workbook import Workbook


def read_workbook(data: bytes, filename: str, only: Collection[str] | None = None) -> Workbook:
    """Raises WorkbookError for everything that is not a readable, harmless .xlsx or table of text.

    Formulas are never evaluated: the value that Excel stored beside a formula is taken and the cell
    is marked. Links to other files, embedded objects and pictures are left aside, with a note.
    The choices of an exported survey stand in one column for each question, lists side by side on sheets of their own.
    `only`: the sheets that are wanted, by name; larger other ones come without their rows.
    Numbers of identity papers and cards are in nothing that is returned or raised.
    """
    workbook = without_identity_numbers(read_cells(data, filename, only))
    plain = replace(workbook, sheets=tuple(without_survey_marks(sheet) for sheet in workbook.sheets))
    return with_lists_below_each_other(plain)
