"""Writes offerings through the commands of their feature."""

from typing import Any

from partner_hub.communities.category_words import category_names
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.imports.schema.columns import attributes_changed_by, column_values_of
from partner_hub.imports.write.lookups import UnitLookup
from partner_hub.imports.write.writer import source_of
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import change_offering, register_offering
from partner_hub.vocabulary.offering import USUAL_CAPACITY_PERIOD, OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import PlannedRow
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.values.capacities import read_period


class OfferingWriter:
    def __init__(self, actor: Actor, community: Community, _entry: Import) -> None:
        self._actor = actor
        self._community = community
        self._units = UnitLookup(actor, community)
        self._categories = category_names(community.id)

    def create(self, row: PlannedRow, record: Record) -> int:
        offering = _offering_record(record)
        partnership = self._units.named(offering.unit_id, offering.unit_name)
        self._units.learn(partnership, row, "unit_name")
        created = register_offering(
            self._actor,
            self._community,
            partnership=partnership,
            data=self._data(offering),
            source=source_of(record),
            state=_first_state(row),
        )
        return created.id

    def change(self, record_id: int, row: PlannedRow, record: Record) -> None:
        data = self._data(_offering_record(record))
        names = attributes_changed_by(ImportKind.OFFERINGS, {each.field for each in row.differences})
        changed = {name: data[name] for name in names}
        change_offering(self._actor, db.session.get_one(Offering, record_id), data=changed)

    def absorb(self, record_id: int, row: PlannedRow, record: Record) -> None:
        """An offering that is said twice stays as it was first recorded."""

    def finish(self) -> None:
        self._units.keep_learned()

    def _data(self, record: OfferingRecord) -> dict[str, Any]:
        category = self._categories.get(record.category_code or "")
        period = read_period(record.capacity_period) or USUAL_CAPACITY_PERIOD
        return column_values_of(ImportKind.OFFERINGS, record) | {"category_id": category, "capacity_period": period}


def _first_state(row: PlannedRow) -> OfferingState:
    """What may lead to a person is read by one before units and residents do."""
    is_private = any(doubt.reason == "leads_to_person" for doubt in row.doubts)
    return OfferingState.SUBMITTED if is_private else OfferingState.LISTED


def _offering_record(record: Record) -> OfferingRecord:
    assert isinstance(record, OfferingRecord)  # noqa: S101 - a plan of offerings holds offerings
    return record
