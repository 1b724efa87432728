from typing import Any

from sqlalchemy.orm import selectinload

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.partners import credit_code
from partner_hub.partners.models import Partnership

BODY = 17


def all_units(community: Community) -> list[dict[str, Any]]:
    """In the order of registration; `credit_code` is what was written, `credit_code_correct` what it should be."""
    statement = db.select(Partnership).options(selectinload(Partnership.aliases))
    found = db.session.scalars(statement.where(Partnership.community_id == community.id).order_by(Partnership.id))
    return [_unit(each) for each in found]


def _unit(unit: Partnership) -> dict[str, Any]:
    code = unit.unit.credit_code
    return {
        "id": unit.id,
        "name": unit.name,
        "aliases": [alias.name for alias in unit.aliases],
        "category": unit.kind,
        "credit_code": code,
        "credit_code_valid": credit_code.is_valid_credit_code(code) if code else None,
        "credit_code_correct": _correct(code),
        "address": unit.address,
        "party_organisation": unit.party_organisation,
        "party_leader": unit.party_leader,
        "contact": unit.contact,
        "phones": unit.phones,
        "joined": unit.joined,
        "remark": unit.remark,
        "state": unit.state.value,
        "source": unit.source or None,
    }


def _correct(code: str) -> str | None:
    """The same code with the check character that its other 17 characters ask for; None where that cannot be said."""
    if credit_code.is_valid_credit_code(code):
        return code
    body = code[:BODY]
    if len(code) != BODY + 1 or not set(body) <= set(credit_code.CREDIT_CODE_ALPHABET):
        return None
    mended = body + credit_code.credit_code_check_character(body)
    return mended if credit_code.is_valid_credit_code(mended) else None
