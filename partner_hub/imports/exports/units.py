"""The list of units as it is exported."""

from typing import Any

from sqlalchemy.orm import selectinload

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.exports.exported_record import exported_record
from partner_hub.partners import credit_code
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.workbook_import import ImportKind

# A credit code without its check character.
BODY_LENGTH = 17


def all_units(community: Community) -> list[dict[str, Any]]:
    """In the order of registration; `credit_code` is what was written, `credit_code_correct` what it should be."""
    statement = db.select(Partnership).options(selectinload(Partnership.aliases))
    here = (Partnership.community_id == community.id, Partnership.merged_into_id.is_(None))
    found = db.session.scalars(statement.where(*here).order_by(Partnership.id))
    return [_exported_unit(each) for each in found]


def _exported_unit(unit: Partnership) -> dict[str, Any]:
    code = unit.credit_code
    derived = {
        "aliases": [alias.name for alias in unit.aliases],
        "short_names": unit.short_names,
        "former_names": unit.written_former_names,
        "credit_code_valid": credit_code.is_valid_credit_code(code) if code else None,
        "credit_code_correct": _corrected_code(code),
        "source": unit.source or None,
    }
    return exported_record(ImportKind.UNITS, unit, derived)


def _corrected_code(code: str) -> str | None:
    """The same code with the check character that its other 17 characters ask for; None where that cannot be said."""
    if credit_code.is_valid_credit_code(code):
        return code
    body = code[:BODY_LENGTH]
    if len(code) != BODY_LENGTH + 1 or not set(body) <= set(credit_code.CREDIT_CODE_ALPHABET):
        return None
    mended = body + credit_code.credit_code_check_character(body)
    return mended if credit_code.is_valid_credit_code(mended) else None
