"""The units that people act for. Their room stands above this one, so only two facts are read here, and no rule."""

from collections.abc import Iterable

from sqlalchemy import Select, column, table

from partner_hub.core.db import db
from partner_hub.core.errors import NotFound

partnership = table("partnership", column("id"), column("community_id"), column("unit_id"), column("state"))
partner_unit = table("partner_unit", column("id"), column("name"))
WITHDRAWN = "withdrawn"


def _named() -> Select[int, str]:
    return (
        db.select(partnership.c.id, partner_unit.c.name)
        .join_from(partnership, partner_unit, partnership.c.unit_id == partner_unit.c.id)
        .order_by(partner_unit.c.name, partnership.c.id)
    )


def units_of(community_id: int) -> list[tuple[int, str]]:
    """(partnership id, unit's name) of a community, by name, without those that have withdrawn."""
    statement = _named().where(partnership.c.community_id == community_id, partnership.c.state != WITHDRAWN)
    return [(number, name) for number, name in db.session.execute(statement)]


def withdrawn() -> Select[int]:
    """The partnerships that have ended: nobody acts for them any more."""
    return db.select(partnership.c.id).where(partnership.c.state == WITHDRAWN)


def names_of(partnership_ids: Iterable[int]) -> dict[int, str]:
    found = db.session.execute(_named().where(partnership.c.id.in_(set(partnership_ids))))
    return {number: name for number, name in found}  # noqa: C416 - dict() would hide which is which


def unit_name(community_id: int, partnership_id: int | None) -> str:
    """Raises NotFound for a unit of another community."""
    statement = _named().where(partnership.c.community_id == community_id, partnership.c.id == partnership_id)
    found = db.session.execute(statement).first()
    if found is None:
        raise NotFound
    return str(found[1])
