"""The records that exist already, as plain data: a file that is imported twice changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from partner_hub.partners.unit_name_matching import KnownName, Matcher
from partner_hub.workbooks.values.coding import CATEGORIES


@dataclass(frozen=True)
class KnownRecord:
    """An existing record; `values` uses the field names of schema/records.py (missing = not compared)."""

    id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """One community's records.

    `units` serves to resolve names; `records` are the existing records of the kind that is being
    planned; `imported` maps the fingerprint of every row imported earlier to its record's id. `categories` is the
    community's tree; `area_code` is added to local telephone numbers where the file itself names none.
    """

    units: tuple[KnownName, ...] = ()
    records: tuple[KnownRecord, ...] = ()
    imported: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = CATEGORIES
    area_code: str = ""

    @cached_property
    def matcher(self) -> Matcher:
        """Resolves the names of units, prepared once for all rows."""
        return Matcher(self.units)
