"""Which names and credit codes the units of a community have: read once, asked for each row of a list."""

from collections.abc import Iterable
from typing import Self

from partner_hub.partners.credit_code import is_valid_credit_code
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import known_unit_names
from partner_hub.partners.unit_name_matching import KnownName, plain_unit_name


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
