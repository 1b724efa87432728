"""A need that was entered in the wrong quarter is moved: no carry-over, and published lists stay as they were."""

from functools import partial

import pytest

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import SeveralFaults
from partner_hub.core.events import history_of
from partner_hub.core.quarters import quarter_before, quarter_code
from partner_hub.needs.models import Need
from partner_hub.needs.quarter_lists import newest_version, publish_list
from partner_hub.needs.queries import quarters_to_list_on
from partner_hub.needs.service import put_needs_on_list
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState
from tests.support.page import CheckedClient
from tests.support.records import a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
HERE = (2026, 4)


@pytest.mark.parametrize("state", WANTED_NEED_STATES)
def test_one_is_moved_on_its_page_and_the_published_list_keeps_it(
    client: CheckedClient, world: World, state: NeedState
) -> None:
    need = a_need(world, state=state, carried_over=1)
    version = publish_list(world.actor("staff"), db.session.get_one(Community, world.community), HERE)
    rows = list(version.rows)
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}"))
    page = page.submit("Move it", {"quarter": "2027Q1"})
    assert "Moved to another quarter's list" in page.text
    assert ((need.year, need.quarter), need.state, need.carried_over) == ((2027, 1), state, 1)
    kept = newest_version(world.community, HERE)
    assert kept is not None
    assert kept.rows == rows


def test_several_are_moved_at_once_from_the_list(client: CheckedClient, world: World) -> None:
    needs = [a_need(world), a_need(world, state=NeedState.IN_PROJECT)]
    enter(client, world, "staff")
    page = client.page(world.url("needs/"))
    page.submit("Put on the list", {"need": [str(need.id) for need in needs], "quarter": "2027Q1"})
    assert [(need.year, need.quarter) for need in needs] == [(2027, 1)] * 2
    assert [history_of(need)[-1].tag for need in needs] == ["need:move_quarter"] * 2


def test_an_earlier_quarter_that_nobody_has_closed_may_be_chosen(world: World) -> None:
    today = clock.local_today()
    before = quarter_before(clock.quarter_of(today))
    assert before not in quarters_to_list_on(world.community, today)
    db.session.add(CommunityQuarter(community_id=world.community, year=before[0], quarter=before[1]))
    db.session.flush()
    assert quarters_to_list_on(world.community, today)[-1] == before


@pytest.mark.parametrize("state", [NeedState.SUBMITTED, NeedState.MET, NeedState.CLOSED, NeedState.DECLINED])
def test_what_is_not_listed_or_has_ended_is_not_moved(world: World, state: NeedState) -> None:
    need: Need = a_need(world, state=state)
    with pytest.raises(SeveralFaults):
        put_needs_on_list(world.actor("staff"), [need], year=2027, quarter=1)
    assert quarter_code((need.year or 0, need.quarter or 0)) == "2026Q4"
