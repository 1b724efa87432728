"""The records of one community as lists of dicts, for JSON and for Excel, with the Excel row of imported ones."""

from collections.abc import Callable
from typing import Any

from partner_hub.communities.models import Community
from partner_hub.imports.exports.meetings import all_meetings
from partner_hub.imports.exports.needs import all_needs
from partner_hub.imports.exports.offerings import all_offerings
from partner_hub.imports.exports.units import all_units

# What `flask hub export` offers.
EXPORTS_OF_COMMUNITY: dict[str, Callable[[Community], list[dict[str, Any]]]] = {
    "units": all_units,
    "offerings": all_offerings,
    "needs": all_needs,
    "meetings": all_meetings,
}

__all__ = ["EXPORTS_OF_COMMUNITY"]
