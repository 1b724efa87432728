"""Which column of the database each field of a workbook's row goes to, and how it is written there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Date, String
from sqlalchemy.orm import InstrumentedAttribute

from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.records import Record

# The fields that are written as they are. Units, categories and remarks go their own ways: see the writers.
COLUMNS: Mapping[ImportKind, Mapping[str, InstrumentedAttribute[Any]]] = {
    ImportKind.UNITS: {
        "name": PartnerUnit.name,
        "credit_code": PartnerUnit.credit_code,
        "category": Partnership.kind,
        "address": Partnership.address,
        "party_leader": Partnership.party_leader,
        "contact": Partnership.contact,
        "phones": Partnership.phones,
        "joined": Partnership.joined,
        "remark": Partnership.remark,
    },
    ImportKind.OFFERINGS: {
        "name": Offering.name,
        "category": Offering.category_words,
        "audience": Offering.audience,
        "audience_codes": Offering.audiences,
        "content": Offering.content,
        "capacity": Offering.capacity,
        "available_time": Offering.available_time,
        "venue": Offering.venue,
        "valid_text": Offering.valid_text,
        "valid_from": Offering.valid_from,
        "valid_to": Offering.valid_to,
        "contact": Offering.contact,
        "contact_phone": Offering.contact_phone,
    },
    ImportKind.NEEDS: {
        "name": Need.name,
        "content": Need.content,
        "category": Need.category_words,
        "beneficiaries": Need.beneficiaries,
        "audience_codes": Need.audiences,
        "beneficiary_count_text": Need.beneficiary_count_text,
        "beneficiary_count": Need.beneficiary_count,
        "beneficiary_unit": Need.beneficiary_unit,
        "source_channel": Need.channel,
        "raised_on": Need.raised_on,
        "grid": Need.grid_words,
        "deadline_text": Need.deadline_text,
        "deadline": Need.deadline,
        "urgency": Need.urgency,
    },
}


def written(kind: ImportKind, record: Record) -> dict[str, Any]:
    """The record's fields by the name of their column."""
    return {column.key: _value(column, getattr(record, field)) for field, column in COLUMNS[kind].items()}


def _value(column: InstrumentedAttribute[Any], value: Any) -> Any:
    """Days as days, and no NULL where the column is an empty text."""
    if isinstance(column.type, Date):
        return date.fromisoformat(value) if value else None
    return "" if value is None and isinstance(column.type, String) else value


def longest(column: InstrumentedAttribute[Any]) -> int | None:
    """How many characters the column takes; None without a limit."""
    return column.type.length if isinstance(column.type, String) else None
