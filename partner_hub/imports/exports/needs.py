from typing import Any

from sqlalchemy.orm import joinedload

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.exports.place import place_of
from partner_hub.needs.models import Need


def all_needs(community: Community) -> list[dict[str, Any]]:
    """In the order of recording, with the words as recorded: for the committee's own use, not for publication."""
    options = joinedload(Need.category), joinedload(Need.grid), joinedload(Need.asking_partnership)
    statement = db.select(Need).options(*options).where(Need.community_id == community.id)
    return [_need(each) for each in db.session.scalars(statement.order_by(Need.id))]


def _need(need: Need) -> dict[str, Any]:
    unit = need.asking_partnership
    return {
        "id": need.id,
        "name": need.name,
        "content": need.content,
        "category": need.category_words,
        "category_code": need.category.name if need.category else None,
        "beneficiaries": need.beneficiaries,
        "audience_codes": need.audiences,
        "beneficiary_count_text": need.beneficiary_count_text,
        "beneficiary_count": need.beneficiary_count,
        "beneficiary_unit": need.beneficiary_unit or None,
        "source_channel": need.channel,
        "source_unit_id": need.asking_partnership_id,
        "source_unit_name": unit.name if unit else None,
        "raised_on": need.raised_on.isoformat() if need.raised_on else "",
        "grid": need.grid_words or (need.grid.label if need.grid else ""),
        "deadline_text": need.deadline_text,
        "deadline": need.deadline.isoformat() if need.deadline else None,
        "urgency": need.urgency,
        "remark": need.source.get("remark", ""),
        "public_name": need.public_name,
        "public_text": need.public_text,
        "quarter": f"{need.year}Q{need.quarter}" if need.year else None,
        "state": need.state.value,
        "source": place_of(need.source),
    }
