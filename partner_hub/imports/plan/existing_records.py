"""What the database holds already, in the words of the planners."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import joinedload, selectinload

from partner_hub.core.db import db
from partner_hub.imports.models import ImportedRow
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import known_unit_names
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.existing_records import Known, KnownRecord


def known(community_id: int, kind: ImportKind) -> Known:
    """A fixed number of statements, however many records there are."""
    return Known(
        tuple(known_unit_names(community_id)), tuple(RECORDS[kind](community_id)), _imported(community_id, kind)
    )


def _imported(community_id: int, kind: ImportKind) -> dict[str, str]:
    statement = db.select(ImportedRow.fingerprint, ImportedRow.record_id)
    rows = db.session.execute(statement.where(ImportedRow.community_id == community_id, ImportedRow.kind == kind))
    return {fingerprint: str(record_id) for fingerprint, record_id in rows}


def _units(community_id: int) -> list[KnownRecord]:
    statement = db.select(Partnership).options(selectinload(Partnership.aliases))
    found = db.session.scalars(statement.where(Partnership.community_id == community_id).order_by(Partnership.id))
    return [KnownRecord(str(each.id), unit_values(each)) for each in found]


def unit_values(partnership: Partnership) -> dict[str, Any]:
    return {
        "name": partnership.name,
        "aliases": [alias.name for alias in partnership.aliases],
        "category": partnership.kind,
        "credit_code": partnership.unit.credit_code,
        "address": partnership.address,
        "party_leader": partnership.party_leader,
        "contact": partnership.contact,
        "phones": partnership.phones,
        "joined": partnership.joined,
        "remark": partnership.remark,
    }


def _offerings(community_id: int) -> list[KnownRecord]:
    statement = db.select(Offering).options(joinedload(Offering.partnership))
    found = db.session.scalars(statement.where(Offering.community_id == community_id).order_by(Offering.id))
    return [KnownRecord(str(each.id), offering_values(each)) for each in found]


def offering_values(offering: Offering) -> dict[str, Any]:
    return {
        "unit_id": _id(offering.partnership_id),
        "unit_name": offering.partnership.name if offering.partnership else "",
        "name": offering.name,
        "category": offering.category_words,
        "audience": offering.audience,
        "content": offering.content,
        "capacity": offering.capacity,
        "available_time": offering.available_time,
        "venue": offering.venue,
        "valid_from": offering.valid_from and offering.valid_from.isoformat(),
        "valid_to": offering.valid_to and offering.valid_to.isoformat(),
        "contact": offering.contact,
        "contact_phone": offering.contact_phone,
        "remark": offering.source.get("remark", ""),
    }


def _needs(community_id: int) -> list[KnownRecord]:
    statement = db.select(Need).where(Need.community_id == community_id).order_by(Need.id)
    return [KnownRecord(str(each.id), need_values(each)) for each in db.session.scalars(statement)]


def need_values(need: Need) -> dict[str, Any]:
    return {
        "name": need.name,
        "content": need.content,
        "category": need.category_words,
        "beneficiaries": need.beneficiaries,
        "beneficiary_count": need.beneficiary_count,
        "beneficiary_unit": need.beneficiary_unit,
        "source_channel": need.channel,
        "source_unit_id": _id(need.asking_partnership_id),
        "raised_on": need.raised_on and need.raised_on.isoformat(),
        "grid": need.grid_words,
        "deadline": need.deadline and need.deadline.isoformat(),
        "urgency": need.urgency,
        "remark": need.source.get("remark", ""),
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


RECORDS: dict[ImportKind, Callable[[int], list[KnownRecord]]] = {
    ImportKind.UNITS: _units,
    ImportKind.OFFERINGS: _offerings,
    ImportKind.NEEDS: _needs,
}
