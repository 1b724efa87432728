"""Resolves the units, needs and offerings that the record of a meeting names; what is not found becomes a doubt."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import known_unit_names
from partner_hub.partners.models import Partnership
from partner_hub.partners.unit_name_matching import Certainty, Matcher

MAX_CANDIDATES = 4


class References:
    """`doubts` collects a sentence for each name that is not on record or was only probably understood."""

    def __init__(self, community: Community) -> None:
        self.doubts: list[str] = []
        self._names = Matcher(known_unit_names(community.id))
        here = db.select(Partnership).where(Partnership.community_id == community.id)
        self._units = {str(unit.id): unit for unit in db.session.scalars(here).unique()}
        self._needs = _by_name(db.session.scalars(db.select(Need).where(Need.community_id == community.id)))
        self._offerings = _by_name(db.session.scalars(db.select(Offering).where(Offering.community_id == community.id)))

    def unit(self, name: str) -> Partnership | None:
        """The unit that is certainly meant; of a short name that is noted as a doubt."""
        resolution = self._names.resolve(name, name)
        if resolution.best is None:
            return None
        unit = self._units[resolution.best.id]
        if resolution.certainty is Certainty.PROBABLE:
            self.doubts.append(_("“%(name)s” was understood as %(unit)s.", name=name, unit=unit.name))
        return unit

    def candidates(self, name: str) -> str:
        """Names of the units that may be meant, for a sentence."""
        return "、".join(each.name for each in self._names.resolve(name).ranked[:MAX_CANDIDATES])

    def need(self, entry: Mapping[str, Any]) -> Need | None:
        return self._one(self._needs, entry, _("The need “%(name)s” is not on record.", name=entry.get("name", "")))

    def needs(self, entries: Iterable[Mapping[str, Any]]) -> list[Need]:
        return [need for entry in entries if (need := self.need(entry))]

    def offering(self, entry: Mapping[str, Any]) -> Offering | None:
        """By name; of several with that name the one of the unit it is said to be of."""
        unit = self.unit(entry.get("unit_name", ""))
        found = self._offerings.get(entry.get("name", ""), [])
        own = [offering for offering in found if unit and offering.partnership_id == unit.id]
        missing = _("The offering “%(name)s” is not on record.", name=entry.get("name", ""))
        return self._one({entry.get("name", ""): own or found}, entry, missing)

    def _one(self, known: Mapping[str, list[Any]], entry: Mapping[str, Any], missing: str) -> Any:
        """Of several rows with the same name the one from the Excel row that the record gives."""
        found = known.get(entry.get("name", ""), [])
        same_row = [row for row in found if row.source.get("row") == entry.get("row")]
        if not found:
            self.doubts.append(missing)
        return next(iter(same_row or found), None)


def _by_name(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found.setdefault(row.name, []).append(row)
    return found
