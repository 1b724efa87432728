"""Errors of uploaded files as codes; the caller translates the sentence."""

from collections.abc import Mapping

from partner_hub.workbooks.gettext_marker import N_

# code -> English message id with named parameters, for gettext and %.
WORKBOOK_ERROR_MESSAGES: Mapping[str, str] = {
    "empty": N_("The file is empty."),
    "too_large": N_("The file is too large (at most %(limit)s MB)."),
    "not_a_workbook": N_("This is not an Excel workbook (.xlsx). Open it in Excel or WPS and save it as .xlsx."),
    "old_xls": N_("This is an old Excel file (.xls). Open it in Excel or WPS and save it as .xlsx."),
    "csv": N_("This text cannot be read as a table. Open it in Excel or WPS and save it as .xlsx."),
    "html": N_("This is a web page, whatever its name says. Open it in Excel or WPS and save it as .xlsx."),
    "xml_2003": N_("This is an XML table of Excel 2003. Open it in Excel or WPS and save it as .xlsx."),
    "ods": N_("This is an OpenDocument file (.ods). Open it in Excel or WPS and save it as .xlsx."),
    "binary_workbook": N_("This is a binary workbook (.xlsb). Open it in Excel or WPS and save it as .xlsx."),
    "encrypted": N_("The workbook is protected by a password. Save it without one."),
    "too_many_parts": N_("The workbook consists of too many parts (%(count)s, at most %(limit)s)."),
    "inflates": N_("The workbook grows suspiciously when unpacked; it was not opened."),
    "broken": N_("The workbook is damaged. Open it in Excel or WPS and save it again."),
    "forbidden_xml": N_("The workbook contains declarations that no spreadsheet program writes."),
    "too_many_rows": N_("Sheet “%(sheet)s” has more than %(limit)s rows with content."),
    "too_many_cells": N_("The workbook has too many cells."),
    "too_much_text": N_("Sheet “%(sheet)s” holds more text than a list needs."),
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
