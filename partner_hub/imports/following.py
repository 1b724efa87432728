"""What is to be done once a list is brought in."""

from sqlalchemy import Select, func

from partner_hub.core.db import db
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind


def count_to_review(entry: Import) -> int:
    """How many records of this import wait for a person to accept them."""
    if entry.kind is ImportKind.UNITS:
        return 0
    model, state = (
        (Need, NeedState.SUBMITTED) if entry.kind is ImportKind.NEEDS else (Offering, OfferingState.SUBMITTED)
    )
    statement = db.select(func.count(model.id)).where(model.id.in_(_record_ids(entry)), model.state == state)
    return db.session.scalar(statement) or 0


def _record_ids(entry: Import) -> Select[int]:
    return db.select(ImportedRow.record_id).where(ImportedRow.import_id == entry.id, ImportedRow.kind == entry.kind)
