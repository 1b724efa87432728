"""The names under which a community knows its units, and the one by which minutes call each in short."""

from sqlalchemy.orm import selectinload

from partner_hub.core.db import db
from partner_hub.minutes.drafting.names_of_meeting import NamesOfMeeting
from partner_hub.minutes.drafting.unit_names import SHORTEST_NAME, UnitNames
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import AliasKind


def names_of_units(community_id: int, names: NamesOfMeeting) -> tuple[UnitNames, ...]:
    """As on the day of the meeting; what a unit was called before or is called since leads to that name."""
    statement = db.select(Partnership).where(
        Partnership.community_id == community_id, Partnership.merged_into_id.is_(None)
    )
    units = db.session.scalars(statement.options(selectinload(Partnership.aliases)).order_by(Partnership.id)).unique()
    return tuple(_unit_names(unit, names) for unit in units)


def _unit_names(unit: Partnership, names: NamesOfMeeting) -> UnitNames:
    name, usual = names.name_of(unit), names.short_names_of(unit)
    # A short name that a person entered goes before one that was learned from an answer at an import.
    aliases = sorted(unit.aliases, key=lambda alias: alias.kind is AliasKind.LEARNED)
    short = (each.name for each in aliases if each.name in usual and SHORTEST_NAME <= len(each.name) < len(name))
    return UnitNames(name, next(short, ""), tuple(sorted({unit.name, *(each.name for each in aliases)} - {name})))
