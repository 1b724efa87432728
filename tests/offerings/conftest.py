from collections.abc import Callable
from typing import Any

import pytest

from partner_hub.communities.models import Category, Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import register_offering
from partner_hub.partners.models import Partnership
from tests.support.world import World

Offer = Callable[..., Offering]


@pytest.fixture
def offer(world: World) -> Offer:
    """Writes an offering of the hospital, as an import does; unit=None for the community's own."""

    def offered(name: str, unit: int | None = world.hospital, **data: Any) -> Offering:
        partnership = db.session.get_one(Partnership, unit) if unit else None
        community_id = partnership.community_id if partnership else world.community
        community = db.session.get_one(Community, community_id)
        if category := data.pop("category", None):
            found = db.select(Category.id).where(Category.community_id == community_id, Category.name == category)
            data["category_id"] = db.session.scalar(found)
        more = {key: data.pop(key) for key in ("source", "state") if key in data}
        actor = Actor.of_operator(community_id)
        return register_offering(actor, community, partnership=partnership, data={"name": name, **data}, **more)

    return offered
