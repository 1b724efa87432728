"""Which names and credit codes the units of a community have: read once, asked for each row or word."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Self

from sqlalchemy import and_

from partner_hub.core.db import db
from partner_hub.partners.credit_code import is_valid_credit_code
from partner_hub.partners.models import Partnership, PartnerUnit, UnitAlias
from partner_hub.partners.unit_name_matching import LIKELY, KnownName, Matcher, plain_unit_name

MAX_NAME_SEARCHED: Final = 40


def known_unit_names(community_id: int) -> list[KnownName]:
    """Every unit of the community, whatever its state, as unit_name_matching wants them. The ids are texts."""
    units = db.select(Partnership.id, PartnerUnit.name, PartnerUnit.credit_code).join(Partnership.unit)
    aliases = db.select(UnitAlias.partnership_id, UnitAlias.name).join(UnitAlias.partnership)
    own = and_(Partnership.community_id == community_id, Partnership.merged_into_id.is_(None))
    short_names: dict[int, list[str]] = {}
    for unit_id, alias in db.session.execute(aliases.where(own).order_by(UnitAlias.id)):
        short_names.setdefault(unit_id, []).append(alias)
    return [
        KnownName(str(unit_id), name, tuple(short_names.get(unit_id, ())), code)
        for unit_id, name, code in db.session.execute(units.where(own).order_by(Partnership.id))
    ]


def units_called(community_id: int, text: str) -> list[int]:
    """Ids of the units that a search as a whole means or may mean: 区文旅局 stands in no column.

    None for words that are no name.
    """
    wanted = text.strip()
    if not 1 < len(wanted) <= MAX_NAME_SEARCHED or wanted.isascii():
        return []
    matcher = _matcher_of(tuple(known_unit_names(community_id)))
    return [int(each.id) for each in matcher.resolve(wanted).ranked if each.score >= LIKELY]


@lru_cache(maxsize=8)
def _matcher_of(names: tuple[KnownName, ...]) -> Matcher:
    """Kept while no unit changes its names; nobody adds to it."""
    return Matcher(names)


class KnownUnits:
    """A full name goes before a short one; only valid codes are known. Two statements, however many units there are."""

    def __init__(self, names: list[KnownName]) -> None:
        self._by_name: dict[str, int] = {}
        self._by_code: dict[str, int] = {}
        for each in names:
            self._take(each.name, each.credit_code, int(each.id))
        for each in names:
            for alias in each.aliases:
                self.take_name(alias, int(each.id))

    @classmethod
    def of(cls, community_id: int) -> Self:
        return cls(known_unit_names(community_id))

    def named(self, name: str) -> int | None:
        """The id of the unit of exactly this name or short name; blanks, width and punctuation do not count."""
        return self._by_name.get(plain_unit_name(name))

    def with_code(self, code: str) -> int | None:
        return self._by_code.get(code)

    def add(self, partnership: Partnership, short_names: Iterable[str]) -> None:
        """One that was registered meanwhile."""
        self._take(partnership.name, partnership.credit_code, partnership.id)
        for name in short_names:
            self.take_name(name, partnership.id)

    def take_name(self, name: str, unit_id: int) -> None:
        if plain := plain_unit_name(name):
            self._by_name.setdefault(plain, unit_id)

    def _take(self, name: str, code: str, unit_id: int) -> None:
        self.take_name(name, unit_id)
        if is_valid_credit_code(code):
            self._by_code.setdefault(code, unit_id)
