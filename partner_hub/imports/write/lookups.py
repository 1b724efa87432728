"""Units, categories and grid cells by the names that rows use. Loaded once, however many rows there are."""

from partner_hub.communities.models import Category, Community, GridCell
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import known_unit_names
from partner_hub.partners.service import change_unit, register_unit
from partner_hub.partners.unit_name_matching import plain_unit_name

MAX_UNIT_NAME = 120


class UnitLookup:
    """The community's units by id and by name; it registers those that the clerk declared to be new."""

    def __init__(self, actor: Actor, community: Community) -> None:
        self._actor = actor
        self._community = community
        self._names: dict[str, int] = {}
        for each in known_unit_names(community.id):
            self._names |= {plain_unit_name(name): int(each.id) for name in (each.name, *each.aliases)}
        self._learned: dict[int, list[str]] = {}

    def named(self, unit_id: str | None, name: str) -> Partnership:
        """The unit of a row: by id where it was recognised, otherwise registered by its name."""
        found = int(unit_id) if unit_id else self._names.get(plain_unit_name(name))
        if found is not None:
            return db.session.get_one(Partnership, found)
        partnership = register_unit(self._actor, self._community, data={"name": name[:MAX_UNIT_NAME]})
        self._names[plain_unit_name(name)] = partnership.id
        return partnership

    def learn(self, partnership: Partnership, name: str) -> None:
        """A short name becomes an alias, unless it means a unit already; written by `keep_learned`."""
        if name and len(name) <= MAX_UNIT_NAME and plain_unit_name(name) not in self._names:
            self._names[plain_unit_name(name)] = partnership.id
            self._learned.setdefault(partnership.id, []).append(name)

    def keep_learned(self) -> None:
        for partnership_id, names in self._learned.items():
            partnership = db.session.get_one(Partnership, partnership_id)
            known = [alias.name for alias in partnership.aliases]
            change_unit(self._actor, partnership, data={"aliases": [*known, *names]})


def category_ids_by_name(community: Community) -> dict[str, int]:
    statement = db.select(Category.name, Category.id).where(Category.community_id == community.id)
    found = db.session.execute(statement.where(Category.retired_at.is_(None)))
    return {row.name: row.id for row in found}


def grid_ids_by_label(community: Community) -> dict[str, int]:
    statement = db.select(GridCell.label, GridCell.id).where(GridCell.community_id == community.id)
    return {plain_unit_name(label): grid_id for label, grid_id in db.session.execute(statement)}
