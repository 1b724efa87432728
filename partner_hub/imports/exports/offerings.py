"""The offerings list as it is exported."""

from datetime import date
from typing import Any

from sqlalchemy.orm import joinedload

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.imports.exports.exported_record import exported_record, place_in_file
from partner_hub.meetings.models import Meeting
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import CHINESE_CAPACITY_PERIODS
from partner_hub.vocabulary.workbook_import import ImportKind


def all_offerings(community: Community) -> list[dict[str, Any]]:
    """In the order of registration; `category` and `audience` are the words as written, their codes are apart."""
    options = joinedload(Offering.partnership), joinedload(Offering.category)
    statement = db.select(Offering).options(*options).where(Offering.community_id == community.id)
    held_on = day_of_last_meeting(community)
    return [_exported_offering(each, held_on) for each in db.session.scalars(statement.order_by(Offering.id))]


def day_of_last_meeting(community: Community) -> date | None:
    """The day of the latest meeting that took place."""
    statement = db.select(Meeting.actual_start).where(
        Meeting.community_id == community.id, Meeting.actual_start.is_not(None)
    )
    latest = db.session.scalar(statement.order_by(Meeting.actual_start.desc()).limit(1))
    return clock.to_local(latest).date() if latest else None


def _exported_offering(offering: Offering, held_on: date | None) -> dict[str, Any]:
    unit = offering.partnership
    derived = {
        "unit_id": offering.partnership_id,
        "unit_name": unit.name if unit else "",
        "category_code": offering.category.name if offering.category else None,
        "capacity_period": CHINESE_CAPACITY_PERIODS[offering.capacity_period],
        "expired_at_meeting": held_on is not None and offering.expired_on(held_on),
        "contact_phone": offering.contact_phone or None,
        "remark": offering.source.get("remark", ""),
        "source": place_in_file(offering.source),
    }
    return exported_record(ImportKind.OFFERINGS, offering, derived)
