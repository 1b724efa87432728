"""Writes units through the commands of their feature."""

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.imports.schema.columns import attributes_changed_by, column_values_of
from partner_hub.imports.write.returning_units import bring_back
from partner_hub.imports.write.writer import source_of
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import change_unit, register_unit
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import PlannedRow
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.units import UnitRecord


class UnitWriter:
    def __init__(self, actor: Actor, community: Community, _entry: Import) -> None:
        self._actor = actor
        self._community = community
        self._known = KnownUnits.of(community.id)

    def create(self, row: PlannedRow, record: Record) -> int:
        unit = _unit_record(record)
        data = column_values_of(ImportKind.UNITS, record) | {"aliases": unit.aliases, "former_names": unit.former_names}
        source = source_of(record)
        if back := self._unit_that_comes_back(unit):
            back.source = source
            return change_unit(self._actor, back, data={**data, "keep_credit_code": True}).id
        return register_unit(self._actor, self._community, data=data, source=source, known=self._known).id

    def _unit_that_comes_back(self, unit: UnitRecord) -> Partnership | None:
        known = self._known.named(unit.name) or self._known.with_code(unit.credit_code)
        partnership = db.session.get_one(Partnership, known) if known else None
        return partnership if partnership and bring_back(self._actor, partnership) else None

    def change(self, record_id: int, row: PlannedRow, record: Record) -> None:
        """`record` has the name that was chosen, `row` the one that the file says."""
        written = _unit_record(row.record).name if row.record else ""
        self._write(record_id, record, {difference.field for difference in row.differences}, other_name=written)

    def absorb(self, record_id: int, row: PlannedRow, record: Record) -> None:
        self._write(record_id, record, {each.field for each in row.differences if each.stands != each.old})

    def finish(self) -> None:
        pass

    def _write(self, record_id: int, record: Record, fields: set[str], other_name: str = "") -> None:
        partnership = db.session.get_one(Partnership, record_id)
        values = column_values_of(ImportKind.UNITS, record)
        data = {name: values[name] for name in attributes_changed_by(ImportKind.UNITS, fields)}
        names = [*_unit_record(record).aliases, other_name]
        known = [alias.name for alias in partnership.aliases]
        seen = {plain_unit_name(name) for name in (partnership.name, *known)}
        if more := [name for name in names if name and plain_unit_name(name) not in seen]:
            data["aliases"] = [*known, *more]
        if former := _unit_record(record).former_names:
            data["former_names"] = former
        if data:
            change_unit(self._actor, partnership, data={**data, "keep_credit_code": True})


def _unit_record(record: Record) -> UnitRecord:
    assert isinstance(record, UnitRecord)  # noqa: S101 - a plan of units holds units
    return record
