"""Commands that correct which tables of an upload are read, and what their columns hold."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.permissions import Permission
from partner_hub.imports.layout import choices, recognition
from partner_hub.imports.models import Import
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.vocabulary.workbook_import import ImportState
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.layout import Layout


def choose_sheet(actor: Actor, entry: Import, *, sheet: str) -> None:
    """Only the tables of this sheet. Raises Conflict when the import waits no more."""
    tables = recognition.tables_from_json(entry.layout)
    _keep_tables(actor, entry, choices.read_only_sheet(tables, sheet))


def choose_tables(actor: Actor, entry: Import, *, numbers: Collection[int]) -> None:
    """Read these of the tables that were found, by their places, and no others. The answers stay.

    Raises Conflict when the import waits no more.
    """
    answers = entry.decisions
    _keep_tables(actor, entry, choices.read_only(recognition.tables_from_json(entry.layout), numbers))
    entry.decisions = answers


def choose_place(
    actor: Actor, entry: Import, *, number: int = 0, sheet: str, header_row: int, header_height: int
) -> int:
    """Table `number` with its head elsewhere, or one more on another sheet; rows are Excel's. Returns its number.

    Raises Conflict when the import waits no more.
    """
    workbook = read_workbook(entry.data, entry.filename)
    table = recognition.layout_at_place(
        workbook, entry.kind, sheet=sheet, header_row=header_row, header_height=header_height
    )
    table = choices.with_fields_by_hand(table, entry.layout.get("by_hand", {}))
    names = [each.name for each in workbook.sheets]
    tables, place = choices.put_table(recognition.tables_from_json(entry.layout), number, table, names)
    _keep_tables(actor, entry, tables)
    return place


def choose_columns(actor: Actor, entry: Import, *, number: int = 0, columns: Mapping[str, int]) -> None:
    """What the columns of table `number` hold: field -> number of the column (A = 1).

    Raises DomainError before a table is chosen, Conflict when the import waits no more.
    """
    tables = recognition.tables_from_json(entry.layout)
    if not 0 <= number < len(tables):
        raise DomainError(_("Please say first where the table stands."))
    said = choices.fields_by_heading(tables[number], columns)
    _keep_tables(actor, entry, choices.put_columns(tables, number, dict(columns)), said)


def _keep_tables(actor: Actor, entry: Import, tables: Sequence[Layout], said: Mapping[str, str] | None = None) -> None:
    """Answers belong to one reading of the file, and so do the rows that were brought in; `said` of headings stays."""
    actor.require(Permission.IMPORT)
    if entry.state != ImportState.UPLOADED:
        raise IMPORT_WORKFLOW.refusal(entry)
    by_hand = entry.layout.get("by_hand", {}) | dict(said or {})
    entry.layout, entry.decisions = recognition.tables_to_json(tables, by_hand=by_hand), {}
    db.session.flush()
