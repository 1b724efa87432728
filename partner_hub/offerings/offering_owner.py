"""Owner of a new offering: the units that a person may register offerings for, or the community itself."""

from typing import Any

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission
from partner_hub.offerings.queries import COMMUNITY_CHOICE
from partner_hub.partners import queries
from partner_hub.partners.models import Partnership


def owner_options(actor: Actor, community: Community) -> list[tuple[str, str]]:
    """(id or "community", name) to choose from; empty when there is no choice."""
    if actor.may(Permission.OFFERINGS_REVIEW):
        units = queries.partner_options(community.id)
        return [(COMMUNITY_CHOICE, community.name), *((str(number), name) for number, name in units)]
    own = queries.units_of_actor(actor)
    return [(str(unit.id), unit.name) for unit in own] if len(own) > 1 else []


def chosen_owner(actor: Actor, choice: str | None) -> Partnership | None:
    """The unit that was chosen, None for the community itself; raises NotFound for one that this person may not see."""
    if choice == COMMUNITY_CHOICE:
        return None
    if choice is not None:
        return queries.unit_of(actor, int(choice))
    own = queries.units_of_actor(actor)
    if not own:
        raise NotFound
    return own[0]


def prefilled_owner_values(actor: Actor, wanted: str) -> dict[str, Any]:
    """What need not be typed: the unit of the page one comes from, and for a unit its usual contact."""
    own = queries.units_of_actor(actor)
    unit = next((unit for unit in own if str(unit.id) == wanted), own[0] if own else None)
    if unit is None:
        return {"partnership": wanted}
    phone = unit.phones[0] if unit.phones else ""
    return {"partnership": str(unit.id), "contact": unit.contact or actor.name, "contact_phone": phone}
