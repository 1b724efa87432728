from collections.abc import Callable
from typing import Any

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import register_unit
from tests.support.world import World

Register = Callable[..., Partnership]


@pytest.fixture
def register(world: World) -> Register:
    """Puts a unit on the list of the world's community, as an import does."""

    def registered(name: str, **data: Any) -> Partnership:
        community = db.session.get_one(Community, data.pop("community", world.community))
        source = data.pop("source", None)
        actor = Actor.of_operator(community.id)
        return register_unit(actor, community, data={"name": name, **data}, source=source)

    return registered
