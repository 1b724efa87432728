from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import register_unit
from tests.support.page import CheckedClient
from tests.support.world import World, enter, settle

Register = Callable[..., Partnership]
SignIn = Callable[[str], CheckedClient]


@pytest.fixture
def world(app: Flask) -> World:
    return settle()


@pytest.fixture
def sign_in(app: Flask, world: World) -> SignIn:
    """A browser for each person; pages speak English."""

    def browser(who: str) -> CheckedClient:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        enter(client, world, who, language="en")
        return client

    return browser


@pytest.fixture
def register(world: World) -> Register:
    """Puts a unit on the list of the world's community, as an import does."""

    def registered(name: str, **data: Any) -> Partnership:
        community = db.session.get_one(Community, data.pop("community", world.community))
        source = data.pop("source", None)
        actor = Actor.of_operator(community.id)
        return register_unit(actor, community, data={"name": name, **data}, source=source)

    return registered
