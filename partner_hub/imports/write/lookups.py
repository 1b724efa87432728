"""Units and grid cells by the names that rows use. Loaded once, however many rows there are."""

from partner_hub.communities.models import Community, GridCell
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.write.returning_units import bring_back
from partner_hub.imports.write.row_versions import follow_version
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import change_unit, register_unit
from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.partners.unit_name_readings import name_to_learn
from partner_hub.workbooks.plan.plan import PlannedRow

MAX_UNIT_NAME = 120
MIN_SCORE_TO_LEARN = 0.9


class UnitLookup:
    """The community's units by id and by name; it registers those that the clerk declared to be new."""

    def __init__(self, actor: Actor, community: Community) -> None:
        self._actor = actor
        self._community = community
        self._known = KnownUnits.of(community.id)
        # Held here: the session lets go of what nobody holds, and would read it again for each row.
        self._found: dict[int, Partnership] = {}
        self._learned: dict[int, list[str]] = {}

    def named(self, unit_id: str | None, name: str) -> Partnership:
        """The unit of a row: by id where it was recognised, otherwise registered by its name."""
        found = int(unit_id) if unit_id else self._known.named(name)
        if found is not None:
            return self._unit(found)
        return register_unit(self._actor, self._community, data={"name": name[:MAX_UNIT_NAME]}, known=self._known)

    def _unit(self, unit_id: int) -> Partnership:
        if unit_id not in self._found:
            self._found[unit_id] = db.session.get_one(Partnership, unit_id)
            bring_back(self._actor, self._found[unit_id])
        return self._found[unit_id]

    def learn(self, partnership: Partnership, row: PlannedRow, field: str) -> None:
        """The name of the row becomes an alias, unless it means a unit already; written by `keep_learned`.

        Where nobody was asked only one that no unit to come can share: a bank's only branch may get a sister.
        """
        is_answer = any(question.field == field for question in row.questions)
        name = name_to_learn(row.words.get(field, "")) if is_answer or row.score >= MIN_SCORE_TO_LEARN else ""
        if name and len(name) <= MAX_UNIT_NAME and self._known.named(name) is None:
            self._known.take_name(name, partnership.id)
            self._learned.setdefault(partnership.id, []).append(name)

    def keep_learned(self) -> None:
        for partnership_id, names in self._learned.items():
            partnership = self._unit(partnership_id)
            before = partnership.version
            change_unit(self._actor, partnership, data={"learned_names": names})
            follow_version(partnership, before)


def grid_ids_by_label(community: Community) -> dict[str, int]:
    statement = db.select(GridCell.label, GridCell.id).where(GridCell.community_id == community.id)
    return {plain_unit_name(label): grid_id for label, grid_id in db.session.execute(statement)}
