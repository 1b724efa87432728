"""The existing records of a community as the plain data that the planners compare with."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.communities.category_words import category_names
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.models import ImportedRow
from partner_hub.imports.records import is_undone
from partner_hub.imports.schema.columns import stored_values
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import known_unit_names
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import CHINESE_CAPACITY_PERIODS
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportKind, ImportOutcome
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord


def known_records(community_id: int, kind: ImportKind, *, before: int | None = None) -> Known:
    """A fixed number of statements, however many records there are. What was undone is not among them.

    `before`: without the rows of this import and the records that it made, so that its rows which wait are asked about
    as at first.
    """
    rows = _imported_rows(community_id, kind)
    made = {str(row.record_id) for row in rows if row.import_id == before and row.outcome == ImportOutcome.NEW}
    records = tuple(each for each in RECORDS_OF_COMMUNITY[kind](community_id) if each.id not in made)
    left = _undone_units(community_id) | (made if kind is ImportKind.UNITS else set())
    units = [each for each in known_unit_names(community_id) if each.id not in left]
    imported = {row.fingerprint: str(row.record_id) for row in rows if row.import_id != before}
    tree = () if kind is ImportKind.UNITS else tuple(category_names(community_id))
    area_code = db.session.get_one(Community, community_id).area_code
    return Known(tuple(units), records, imported, tree, area_code)


def _imported_rows(community_id: int, kind: ImportKind) -> Sequence[Row[Any]]:
    statement = db.select(
        ImportedRow.fingerprint, ImportedRow.record_id, ImportedRow.import_id, ImportedRow.outcome
    ).where(ImportedRow.community_id == community_id, ImportedRow.kind == kind)
    return db.session.execute(statement).all()


def record_ids_of_import(import_id: int) -> dict[int, int]:
    """Of the rows that came in with this import, by their number."""
    statement = db.select(ImportedRow.excel_row, ImportedRow.record_id).where(ImportedRow.import_id == import_id)
    return {row.excel_row: row.record_id for row in db.session.execute(statement)}


def _undone_units(community_id: int) -> set[str]:
    statement = db.select(Partnership).where(Partnership.community_id == community_id)
    away = db.session.scalars(statement.where(Partnership.state == UnitState.WITHDRAWN))
    return {str(each.id) for each in away if is_undone(each)}


def _known_units(community_id: int) -> list[KnownRecord]:
    statement = db.select(Partnership).options(selectinload(Partnership.aliases))
    here = (Partnership.community_id == community_id, Partnership.merged_into_id.is_(None))
    found = db.session.scalars(statement.where(*here).order_by(Partnership.id))
    return [
        _known_record(
            ImportKind.UNITS,
            each,
            aliases=[alias.name for alias in each.aliases],
            former_names=[*each.written_former_names, *(alias.name for alias in each.former_names)],
        )
        for each in found
        if not is_undone(each)
    ]


def _known_offerings(community_id: int) -> list[KnownRecord]:
    statement = db.select(Offering).options(joinedload(Offering.partnership))
    found = db.session.scalars(statement.where(Offering.community_id == community_id).order_by(Offering.id))
    return [
        _known_record(
            ImportKind.OFFERINGS,
            each,
            unit_id=_id_in_words(each.partnership_id),
            unit_name=each.partnership.name if each.partnership else "",
            capacity_period=CHINESE_CAPACITY_PERIODS[each.capacity_period],
            remark=each.source.get("remark", ""),
        )
        for each in found
        if not is_undone(each)
    ]


def _known_needs(community_id: int) -> list[KnownRecord]:
    statement = db.select(Need).where(Need.community_id == community_id).order_by(Need.id)
    return [
        _known_record(
            ImportKind.NEEDS,
            each,
            source_unit_id=_id_in_words(each.asking_partnership_id),
            remark=each.source.get("remark", ""),
        )
        for each in db.session.scalars(statement)
        if not is_undone(each)
    ]


def _known_record(kind: ImportKind, row: Partnership | Offering | Need, **more: Any) -> KnownRecord:
    """`more` are the fields that no column of the row holds as they are."""
    return KnownRecord(str(row.id), stored_values(kind, row) | more)


def _id_in_words(number: int | None) -> str | None:
    return None if number is None else str(number)


RECORDS_OF_COMMUNITY: dict[ImportKind, Callable[[int], list[KnownRecord]]] = {
    ImportKind.UNITS: _known_units,
    ImportKind.OFFERINGS: _known_offerings,
    ImportKind.NEEDS: _known_needs,
}
