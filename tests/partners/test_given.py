"""A unit's page shows what it offers, what it has promised and what it has delivered."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.offering import OfferingState
from tests.support import records
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World


def promise(world: World, state: MatchState, need: Need | None = None) -> Match:
    offering = Offering(
        community_id=world.community, partnership_id=world.hospital, state=OfferingState.LISTED, name="上门巡诊"
    )
    db.session.add(offering)
    db.session.flush()
    match = Match(community_id=world.community, state=state)
    match.needs = [MatchNeed(need=need or records.a_need(world))]
    match.partners = [MatchPartner(partnership_id=world.hospital, offering_id=offering.id, is_lead=True)]
    db.session.add(match)
    db.session.flush()
    return match


@pytest.mark.parametrize("state", MatchState)
def test_it_has_promised_what_is_in_live_matches(signed_in: SignedIn, world: World, state: MatchState) -> None:
    promise(world, state)
    text = signed_in("staff").page(world.url(f"partners/{world.hospital}")).text
    assert ("What it has promised" in text) == (state in LIVE_MATCH_STATES)
    assert "What it has promised" not in signed_in("staff").page(world.url(f"partners/{world.school}")).text


def test_other_units_read_the_public_words_of_a_promise_and_grid_workers_none(
    signed_in: SignedIn, world: World
) -> None:
    promise(world, MatchState.AGREED)
    text = signed_in("other_unit_admin").page(world.url(f"partners/{world.hospital}")).text
    assert records.PUBLIC in text
    assert records.RECORDED not in text
    assert "What it has promised" not in signed_in("grid_worker").page(world.url(f"partners/{world.hospital}")).text


def test_an_offerings_page_tells_whom_it_serves(signed_in: SignedIn, world: World) -> None:
    match = promise(world, MatchState.AGREED)
    page = signed_in("unit_member").page(world.url(f"offerings/{match.partners[0].offering_id}"))
    assert f"What it serves {records.RECORDED}" in page.text
    assert f"What it serves {records.PUBLIC}" in signed_in("other_unit_admin").page(page.url).text
    match.state = MatchState.RELEASED
    assert "What it serves" not in signed_in("unit_member").page(page.url).text


def test_it_has_delivered_what_the_secretary_closed_out(signed_in: SignedIn, world: World) -> None:
    done = {"state": ActionState.CLOSED, "done_on": date(2026, 11, 1)}
    records.an_action(world, title="办完的", outcome="巡诊3次，覆盖31人", **done)
    records.an_action(world, title="报了还没销号的", state=ActionState.REPORTED_DONE)
    records.an_action(world, title="学校办的", responsible_id=world.school, **done)
    page = signed_in("unit_member").page(world.url(f"partners/{world.hospital}"))
    assert "What it has delivered 办完的 巡诊3次，覆盖31人 1 Nov 2026" in page.text
    assert "报了还没销号的" not in page.text
    assert "学校办的" not in page.text
    assert page.follow("办完的").heading == "办完的"
    assert "办完的" not in signed_in("grid_worker").page(page.url).text


def test_much_of_it_needs_no_more_statements(signed_in: SignedIn, world: World) -> None:
    client, url = signed_in("staff"), world.url(f"partners/{world.hospital}")

    def give(times: int) -> int:
        for _number in range(times):
            promise(world, MatchState.CONFIRMED)
            records.an_action(world, state=ActionState.CLOSED)
        with statements() as seen:
            client.page(url)
        return len(seen)

    give(1)
    assert give(1) == give(12)
