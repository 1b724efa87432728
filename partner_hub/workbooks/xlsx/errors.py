"""Errors of uploaded files as codes; the caller translates the sentence."""

from collections.abc import Mapping

# code -> English message id with named parameters, as gettext and str.format-style % want it.
WORKBOOK_ERROR_MESSAGES: Mapping[str, str] = {
    "empty": "The file is empty.",
    "too_large": "The file is too large (at most %(limit)s MB).",
    "not_a_workbook": "This is not an Excel workbook (.xlsx).",
    "old_xls": "This is an old Excel file (.xls). Open it in Excel or WPS and save it as .xlsx.",
    "csv": "This is a text file (.csv). Open it in Excel or WPS and save it as .xlsx.",
    "binary_workbook": "This is a binary workbook (.xlsb). Save it as .xlsx.",
    "encrypted": "The workbook is protected by a password. Save it without one.",
    "macros": "The workbook contains macros. Save it as .xlsx without macros.",
    "too_many_parts": "The workbook consists of too many parts (%(count)s, at most %(limit)s).",
    "inflates": "The workbook grows suspiciously when unpacked; it was not opened.",
    "broken": "The workbook is damaged. Open it in Excel or WPS and save it again.",
    "forbidden_xml": "The workbook contains declarations that no spreadsheet program writes.",
    "too_many_rows": "Sheet “%(sheet)s” has more than %(limit)s rows with content.",
    "too_many_columns": "Sheet “%(sheet)s” has content beyond column %(limit)s.",
    "too_many_cells": "The workbook has too many cells.",
    "cell_too_long": "Cell %(cell)s of sheet “%(sheet)s” holds more than %(limit)s characters.",
    "too_much_text": "Sheet “%(sheet)s” holds more text than a list needs.",
    "too_many_sheets": "The workbook has more than %(limit)s sheets.",
    "no_sheets": "The workbook has no sheet.",
    "no_table": "No table with the expected columns was found. Assign the columns by hand.",
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
