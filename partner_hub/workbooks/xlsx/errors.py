"""Errors of uploaded files as codes; the caller translates the sentence."""

from collections.abc import Mapping

from partner_hub.workbooks.gettext_marker import N_

# code -> English message id with named parameters, for gettext and %.
WORKBOOK_ERROR_MESSAGES: Mapping[str, str] = {
    "empty": N_("The file is empty."),
    "too_large": N_("The file is too large (at most %(limit)s MB)."),
    "not_a_workbook": N_("This is not an Excel workbook (.xlsx)."),
    "old_xls": N_("This is an old Excel file (.xls). Open it in Excel or WPS and save it as .xlsx."),
    "csv": N_("This is a text file (.csv). Open it in Excel or WPS and save it as .xlsx."),
    "binary_workbook": N_("This is a binary workbook (.xlsb). Save it as .xlsx."),
    "encrypted": N_("The workbook is protected by a password. Save it without one."),
    "macros": N_("The workbook contains macros. Save it as .xlsx without macros."),
    "too_many_parts": N_("The workbook consists of too many parts (%(count)s, at most %(limit)s)."),
    "inflates": N_("The workbook grows suspiciously when unpacked; it was not opened."),
    "broken": N_("The workbook is damaged. Open it in Excel or WPS and save it again."),
    "forbidden_xml": N_("The workbook contains declarations that no spreadsheet program writes."),
    "too_many_rows": N_("Sheet “%(sheet)s” has more than %(limit)s rows with content."),
    "too_many_columns": N_("Sheet “%(sheet)s” has content beyond column %(limit)s."),
    "too_many_cells": N_("The workbook has too many cells."),
    "cell_too_long": N_("Cell %(cell)s of sheet “%(sheet)s” holds more than %(limit)s characters."),
    "too_much_text": N_("Sheet “%(sheet)s” holds more text than a list needs."),
    "too_many_sheets": N_("The workbook has more than %(limit)s sheets."),
    "no_sheets": N_("The workbook has no sheet."),
    "no_table": N_("No table with the expected columns was found. Assign the columns by hand."),
}


class WorkbookError(Exception):
    """A file that is refused. `code` is a key of MESSAGES, `params` fill its named places."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message % params)

    @property
    def message(self) -> str:
        return WORKBOOK_ERROR_MESSAGES[self.code]
