"""The records of each kind of list, and the states in which an import leaves them."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, cast

from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportKind

ImportedRecord = Partnership | Offering | Need
MODEL_OF_KIND: Final[Mapping[ImportKind, type[ImportedRecord]]] = {
    ImportKind.UNITS: Partnership,
    ImportKind.OFFERINGS: Offering,
    ImportKind.NEEDS: Need,
}
# The state in which an import leaves a record, and the one in which undoing leaves it.
STATES_OF_KIND: Final[Mapping[ImportKind, tuple[StrEnum, StrEnum]]] = {
    ImportKind.UNITS: (UnitState.APPROVED, UnitState.WITHDRAWN),
    ImportKind.OFFERINGS: (OfferingState.LISTED, OfferingState.RETIRED),
    ImportKind.NEEDS: (NeedState.SUBMITTED, NeedState.WITHDRAWN),
}
# In the source of a record: the import that brought it in was undone, and which one that was.
UNDONE_MARK: Final = "undone"
IDS_AT_ONCE: Final = 500


def is_undone(record: ImportedRecord) -> bool:
    """Whether its import was undone and nobody has brought it back since: for a list it is not there."""
    gone = {UnitState.WITHDRAWN, OfferingState.RETIRED, NeedState.WITHDRAWN}
    return UNDONE_MARK in record.source and record.state in gone


def record_of(kind: ImportKind, record_id: int) -> ImportedRecord:
    return cast("ImportedRecord", db.session.get_one(MODEL_OF_KIND[kind], record_id))


def portions_of_ids(ids: Collection[int]) -> list[list[int]]:
    """So many as one statement takes."""
    in_order = sorted(ids)
    return [in_order[first : first + IDS_AT_ONCE] for first in range(0, len(in_order), IDS_AT_ONCE)]
