from datetime import timedelta

import pytest

from partner_hub.communities.models import Community
from partner_hub.communities.public_rate_limit import PublicRequest, enforce_public_rate_limit, open_community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotFound
from tests.support.world import World

HOME, NEIGHBOUR = "192.0.2.7", "192.0.2.8"


def here(world: World) -> Community:
    return db.session.get_one(Community, world.community)


def test_one_network_comes_through_a_door_only_so_often(world: World) -> None:
    for _time in range(3):
        assert enforce_public_rate_limit(here(world), "join", HOME, most=3)
    with pytest.raises(DomainError, match="Too much has come from your network"):
        enforce_public_rate_limit(here(world), "join", HOME, most=3)
    assert enforce_public_rate_limit(here(world), "join", NEIGHBOUR, most=3)
    assert enforce_public_rate_limit(here(world), "need", HOME, most=3)
    assert enforce_public_rate_limit(db.session.get_one(Community, world.elsewhere), "join", HOME, most=3)


def test_after_a_while_it_is_open_again_and_nothing_is_kept_beyond_a_day(world: World) -> None:
    enforce_public_rate_limit(here(world), "join", HOME, most=1, within=timedelta(minutes=10))
    only = db.session.scalars(db.select(PublicRequest)).one()
    only.at = clock.utc_now() - timedelta(minutes=11)
    assert enforce_public_rate_limit(here(world), "join", HOME, most=1, within=timedelta(minutes=10))
    only.at = clock.utc_now() - timedelta(hours=25)
    enforce_public_rate_limit(here(world), "look_up", NEIGHBOUR, most=1)
    assert {each.form for each in db.session.scalars(db.select(PublicRequest))} == {"join", "look_up"}
    assert db.session.scalar(db.select(db.func.count(PublicRequest.id))) == 2


def test_a_community_that_is_closed_to_the_public_is_not_there(world: World) -> None:
    assert open_community(world.community).id == world.community
    here(world).is_open_to_public = False
    db.session.flush()
    for number in (world.community, 10**8):
        with pytest.raises(NotFound):
            open_community(number)
