from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.offering import OfferingState
from tests.support.records import a_need
from tests.support.world import World

Join = Callable[..., Match]
Listed = Callable[..., Need]
Offer = Callable[..., Offering]


@pytest.fixture
def listed(world: World) -> Listed:
    """Writes a need that stands on the list of the present quarter."""
    year, quarter = clock.quarter_of(clock.local_today())

    def write(public_name: str, **facts: Any) -> Need:
        return a_need(world, public_name=public_name, name=public_name, **{"year": year, "quarter": quarter} | facts)

    return write


@pytest.fixture
def offer(world: World) -> Offer:
    """Writes a listed offering of the hospital."""

    def write(name: str, **facts: Any) -> Offering:
        usual: dict[str, Any] = {"community_id": world.community, "partnership_id": world.hospital}
        offering = Offering(**usual | {"name": name, "state": OfferingState.LISTED} | facts)
        db.session.add(offering)
        db.session.flush()
        return offering

    return write


@pytest.fixture
def join(world: World) -> Join:
    """Brings a need and an offering together; `agreed` is the day on which both sides had said yes."""

    def write(need: Need, offering: Offering, state: MatchState, agreed: date | None = None) -> Match:
        moment = clock.from_local(datetime.combine(agreed, datetime.min.time())) if agreed else None
        match = Match(community_id=world.community, state=state, agreed_at=moment)
        match.needs = [MatchNeed(need=need)]
        match.partners = [
            MatchPartner(partnership_id=offering.partnership_id, offering=offering, is_lead=True, as_written="医院")
        ]
        db.session.add(match)
        db.session.flush()
        return match

    return write
