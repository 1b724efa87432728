"""The units that people act for, read through core.facts_from_above: partners is a higher feature."""

from collections.abc import Iterable

from sqlalchemy import Select

from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.facts_from_above import partner_unit, partnership
from partner_hub.vocabulary.unit import GONE_UNIT_STATES


def _partnerships_with_names() -> Select[int, str]:
    return (
        db.select(partnership.c.id, partner_unit.c.name)
        .join_from(partnership, partner_unit, partnership.c.unit_id == partner_unit.c.id)
        .order_by(partner_unit.c.name, partnership.c.id)
    )


def present_units_of(community_id: int) -> list[tuple[int, str]]:
    """(partnership id, unit's name) of a community, by name, without those that have withdrawn."""
    statement = _partnerships_with_names().where(
        partnership.c.community_id == community_id, partnership.c.state.not_in(GONE_UNIT_STATES)
    )
    return [(number, name) for number, name in db.session.execute(statement)]


def withdrawn_partnerships() -> Select[int]:
    """Ids of ended partnerships, whose users have no rights any more."""
    return db.select(partnership.c.id).where(partnership.c.state.in_(GONE_UNIT_STATES))


def unit_names_of(partnership_ids: Iterable[int]) -> dict[int, str]:
    found = db.session.execute(_partnerships_with_names().where(partnership.c.id.in_(set(partnership_ids))))
    return {number: name for number, name in found}  # noqa: C416 - dict() would hide which is which


def unit_name_in(community_id: int, partnership_id: int | None) -> str:
    """Name of a unit of this community.

    Raises:
        NotFound: for a unit of another community.
    """
    statement = _partnerships_with_names().where(
        partnership.c.community_id == community_id, partnership.c.id == partnership_id
    )
    found = db.session.execute(statement).first()
    if found is None:
        raise NotFound
    return str(found[1])
