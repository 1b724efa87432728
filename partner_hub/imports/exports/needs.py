"""The needs list as it is exported."""

from typing import Any

from sqlalchemy.orm import joinedload

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.exports.exported_record import exported_record, place_in_file
from partner_hub.needs.models import Need
from partner_hub.vocabulary.workbook_import import ImportKind


def all_needs(community: Community) -> list[dict[str, Any]]:
    """In the order of recording, with the words as recorded: for the committee's own use, not for publication."""
    options = joinedload(Need.category), joinedload(Need.grid), joinedload(Need.asking_partnership)
    statement = db.select(Need).options(*options).where(Need.community_id == community.id)
    return [_exported_need(each) for each in db.session.scalars(statement.order_by(Need.id))]


def _exported_need(need: Need) -> dict[str, Any]:
    unit = need.asking_partnership
    derived = {
        "category_code": need.category.name if need.category else None,
        "beneficiary_unit": need.beneficiary_unit or None,
        "source_unit_id": need.asking_partnership_id,
        "source_unit_name": unit.name if unit else None,
        "raised_on": need.raised_on.isoformat() if need.raised_on else "",
        "grid": need.grid_words or (need.grid.label if need.grid else ""),
        "remark": need.source.get("remark", ""),
        "quarter": f"{need.year}Q{need.quarter}" if need.year else None,
        "source": place_in_file(need.source),
    }
    return exported_record(ImportKind.NEEDS, need, derived)
