"""From uploaded bytes to cells without the numbers of identity papers and cards."""

from dataclasses import replace

from partner_hub.workbooks.erasure import without_identity_numbers
from partner_hub.workbooks.table.survey_exports import without_survey_marks
from partner_hub.workbooks.xlsx.reader import read_cells
from partner_hub.workbooks.xlsx.workbook import Workbook


def read_workbook(data: bytes, filename: str) -> Workbook:
    """Raises WorkbookError for everything that is not a readable, harmless .xlsx.

    Formulas are never evaluated: the value that Excel stored beside a formula is taken and the cell
    is marked. Links to other files, embedded objects and pictures are left aside, with a note.
    The choices of an exported survey stand in one column for each question.
    Numbers of identity papers and cards are in nothing that is returned or raised.
    """
    workbook = without_identity_numbers(read_cells(data, filename))
    return replace(workbook, sheets=tuple(without_survey_marks(sheet) for sheet in workbook.sheets))
