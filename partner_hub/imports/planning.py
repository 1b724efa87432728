"""The plan of an import for commands and pages: planned without keeping other writers waiting."""

from partner_hub.imports.models import Import
from partner_hub.imports.plan.prepare import Prepared, prepare_plan
from partner_hub.imports.preview.sentences import refusal_of_workbook
from partner_hub.imports.write.turn import while_others_write
from partner_hub.workbooks.xlsx.errors import WorkbookError


def planned_import(entry: Import) -> Prepared:
    """Saves what the request has written before, and lets others write.

    Raises Conflict when somebody has saved this import meanwhile, DomainError until a table is found or chosen.
    """
    with while_others_write(entry):
        return readable_plan(entry)


def readable_plan(entry: Import) -> Prepared:
    """The same within the transaction that is open."""
    try:
        return prepare_plan(entry)
    except WorkbookError as error:
        raise refusal_of_workbook(error) from error
