"""Writes needs through the commands of their feature."""

from typing import Any

from partner_hub.communities.category_words import category_names
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.imports.schema.columns import attributes_changed_by, column_values_of
from partner_hub.imports.write.lookups import UnitLookup, grid_ids_by_label
from partner_hub.imports.write.writer import source_of
from partner_hub.needs.models import Need
from partner_hub.needs.service import edit_need, register_need, return_need_to_review
from partner_hub.needs.visibility import COLUMNS_BESIDE_WORDING
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import PlannedRow
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.records import Record

# Columns of imported rows that no form changes.
ONLY_IMPORTED = ("category_words", "audiences", "grid_words")


class NeedWriter:
    def __init__(self, actor: Actor, community: Community, entry: Import) -> None:
        self._actor = actor
        self._quarter = {"year": entry.year, "quarter": entry.quarter}
        self._community = community
        self._units = UnitLookup(actor, community)
        self._categories = category_names(community.id)
        self._grids = grid_ids_by_label(community)

    def create(self, row: PlannedRow, record: Record) -> int:
        data = self._data(row, _need_record(record)) | self._quarter
        return register_need(self._actor, self._community, data=data, source=source_of(record)).id

    def change(self, record_id: int, row: PlannedRow, record: Record) -> None:
        need = db.session.get_one(Need, record_id)
        self._write(need, self._changed(row, _need_record(record), {each.field for each in row.differences}))

    def absorb(self, record_id: int, row: PlannedRow, record: Record) -> None:
        """A need that is said twice stays as it was first recorded."""

    def finish(self) -> None:
        self._units.keep_learned()

    def _data(self, row: PlannedRow, record: NeedRecord) -> dict[str, Any]:
        return column_values_of(ImportKind.NEEDS, record) | {
            "category_id": self._categories.get(record.category_code or ""),
            "grid_id": self._grids.get(plain_unit_name(record.grid)),
            "asking_partnership_id": self._asking(row, record),
        }

    def _asking(self, row: PlannedRow, record: NeedRecord) -> int | None:
        if not record.source_unit_name:
            return None
        partnership = self._units.named(record.source_unit_id, record.source_unit_name)
        self._units.learn(partnership, row, "source_unit_name")
        return partnership.id

    def _changed(self, row: PlannedRow, record: NeedRecord, fields: set[str]) -> dict[str, Any]:
        data = self._data(row, record)
        return {name: data[name] for name in attributes_changed_by(ImportKind.NEEDS, fields)}

    def _write(self, need: Need, data: dict[str, Any]) -> None:
        """A public wording that a person accepted stays: a workbook brings none.

        What is shown beside it is read by a person again before others read it.
        """
        is_shown_otherwise = any(getattr(need, name) != data[name] for name in COLUMNS_BESIDE_WORDING & data.keys())
        for name in ONLY_IMPORTED:
            if name in data:
                setattr(need, name, data.pop(name))
        edit_need(self._actor, need, data=data)
        if is_shown_otherwise and need.is_worded:
            return_need_to_review(self._actor, need)


def _need_record(record: Record) -> NeedRecord:
    assert isinstance(record, NeedRecord)  # noqa: S101 - a plan of needs holds needs
    return record
