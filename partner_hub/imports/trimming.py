"""Lets go of the words of rows that are brought in, while others of their file still wait for an answer."""

from collections.abc import Collection

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event
from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared, prepare_plan
from partner_hub.imports.plan.settled_rows import TRIMMED_MARK, is_settled
from partner_hub.imports.preview.report import NO_WORDS
from partner_hub.imports.service import keep_contents
from partner_hub.workbooks.plan.plan import Plan, PlannedRow
from partner_hub.workbooks.table.kept_rows import without_rows
from partner_hub.workbooks.table.row_numbers import sheet_and_row

FROM_ABOVE = frozenset(("same_as_above", "blank_like_above"))


def trim_import(actor: Actor, entry: Import) -> None:
    """Of a file of which rows wait only these rows stay. Raises WorkbookError when it cannot be read any more."""
    prepared = prepare_plan(entry)
    settled = {row["row"] for row in entry.report["rows"] if is_settled(row)}
    filled = {row.excel_row: _words_from_above(prepared, row) for row in prepared.plan.rows}
    keep_contents(entry, without_rows(prepared.workbook, settled | _rest_of_forms(prepared.plan, settled), filled))
    rows = [row | NO_WORDS for row in entry.report["rows"]]
    entry.report = entry.report | {"rows": rows, TRIMMED_MARK: True}
    entry.decisions = {number: each for number, each in entry.decisions.items() if int(number) not in settled}
    db.session.flush()
    record_event(actor, entry, "empty")


def _rest_of_forms(plan: Plan, settled: Collection[int]) -> set[int]:
    """The rows of forms whose first row, which stands for the whole, is settled."""
    first, rest = 0, set()
    for row in plan.rows:
        if row.reason != "form":
            first = row.excel_row
        elif first in settled:
            rest.add(row.excel_row)
    return rest


def _words_from_above(prepared: Prepared, row: PlannedRow) -> dict[int, str]:
    """By column."""
    index, excel_row = sheet_and_row(row.excel_row)
    sheet = prepared.workbook.sheets[index].name
    tables = [each for each in prepared.tables if each.sheet == sheet and each.header_row <= excel_row]
    columns = tables[-1].columns if tables else {}
    above = (note for note in row.conclusions if note.reason in FROM_ABOVE and note.field in columns)
    return {columns[note.field]: row.words.get(note.field, "") or note.to_value for note in above}
