"""Which version a record has after an import: a later one tells that somebody changed it since."""

from collections.abc import Collection

from partner_hub.core.db import db
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.records import MODEL_OF_KIND, portions_of_ids
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.workbook_import import ImportKind


def remember_versions(entry: Import, record_ids: Collection[int]) -> None:
    """Of the records that this import has just written, and of no others: those may have been changed meanwhile."""
    model = MODEL_OF_KIND[entry.kind]
    version = db.select(model.version).where(model.id == ImportedRow.record_id).scalar_subquery()
    for some in portions_of_ids(record_ids):
        statement = db.update(ImportedRow).where(ImportedRow.import_id == entry.id, ImportedRow.record_id.in_(some))
        db.session.execute(statement.values(record_version=version), execution_options={"synchronize_session": False})


def follow_version(partnership: Partnership, before: int) -> None:
    """That a later list has taught a short name is no edit: the import that made the unit can still be undone."""
    statement = db.update(ImportedRow).where(
        ImportedRow.kind == ImportKind.UNITS,
        ImportedRow.record_id == partnership.id,
        ImportedRow.record_version == before,
    )
    db.session.execute(
        statement.values(record_version=partnership.version), execution_options={"synchronize_session": False}
    )
