from datetime import date
from typing import Any

from sqlalchemy.orm import joinedload

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.imports.exports.place import place_of
from partner_hub.meetings.models import Meeting
from partner_hub.offerings.models import Offering


def all_offerings(community: Community) -> list[dict[str, Any]]:
    """In the order of registration; `category` and `audience` are the words as written, the coding stands beside."""
    options = joinedload(Offering.partnership), joinedload(Offering.category)
    statement = db.select(Offering).options(*options).where(Offering.community_id == community.id)
    held_on = last_meeting(community)
    return [_offering(each, held_on) for each in db.session.scalars(statement.order_by(Offering.id))]


def last_meeting(community: Community) -> date | None:
    """The day of the latest meeting that took place."""
    statement = db.select(Meeting.actual_start).where(
        Meeting.community_id == community.id, Meeting.actual_start.is_not(None)
    )
    latest = db.session.scalar(statement.order_by(Meeting.actual_start.desc()).limit(1))
    return clock.to_local(latest).date() if latest else None


def _offering(offering: Offering, held_on: date | None) -> dict[str, Any]:
    unit = offering.partnership
    return {
        "id": offering.id,
        "unit_id": offering.partnership_id,
        "unit_name": unit.name if unit else "",
        "name": offering.name,
        "category": offering.category_words,
        "category_code": offering.category.name if offering.category else None,
        "audience": offering.audience,
        "audience_codes": offering.audiences,
        "content": offering.content,
        "capacity": offering.capacity,
        "available_time": offering.available_time,
        "venue": offering.venue,
        "valid_text": offering.valid_text,
        "valid_from": offering.valid_from.isoformat() if offering.valid_from else None,
        "valid_to": offering.valid_to.isoformat() if offering.valid_to else None,
        "expired_at_meeting": held_on is not None and offering.expired_on(held_on),
        "contact": offering.contact,
        "contact_phone": offering.contact_phone or None,
        "remark": offering.source.get("remark", ""),
        "state": offering.state.value,
        "source": place_of(offering.source),
    }
