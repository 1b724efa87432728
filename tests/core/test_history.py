"""The history is only ever added to."""

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.events import Event, history_of, record_event
from tests.support.world import World


@pytest.fixture
def event(app: Flask, world: World) -> Event:
    community = db.session.get_one(Community, world.community)
    entry = record_event(world.actor("secretary"), community, "update", reason="试一试", details={"fields": ["name"]})
    db.session.commit()
    return entry


def test_it_tells_who_did_what_to_which_record_and_why(event: Event, world: World) -> None:
    (found,) = history_of(db.session.get_one(Community, world.community))

    assert (found.actor_name, found.user_id) == ("沈若溪", world.people["secretary"])
    assert (found.tag, found.reason, found.details) == ("community:update", "试一试", {"fields": ["name"]})
    assert found.at.tzinfo is not None


def test_an_event_cannot_be_changed(event: Event) -> None:
    event.reason = "something else"

    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()


def test_an_event_cannot_be_deleted(event: Event) -> None:
    db.session.delete(event)

    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()
