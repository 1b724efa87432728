"""A need that was entered in the wrong quarter is moved: no carry-over, and published lists stay as they were."""

from functools import partial

import pytest

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.core.quarters import quarter_before
from partner_hub.needs.models import Need
from partner_hub.needs.moving import put_needs_on_list
from partner_hub.needs.quarter_lists import newest_version, publish_list
from partner_hub.needs.queries import quarters_to_list_on
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState
from tests.support.page import CheckedClient
from tests.support.queries import statements
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


@pytest.mark.parametrize("state", [NeedState.MET, NeedState.CLOSED, NeedState.DECLINED])
def test_what_has_ended_stays_and_is_named_while_the_others_move(
    client: CheckedClient, world: World, state: NeedState
) -> None:
    ended: Need = a_need(world, state=state, name="路灯坏了")
    other = a_need(world)
    enter(client, world, "staff")
    page = client.page(world.url("needs/"))
    page = page.submit("Put on the list", {"need": [str(ended.id), str(other.id)], "quarter": "2027Q1"})
    assert [(each.year, each.quarter) for each in (ended, other)] == [(2026, 4), (2027, 1)]
    assert "1 need was put on the list" in page.text
    assert "路灯坏了: This is not possible" in page.text


def test_what_waits_for_review_is_moved_and_waits_as_before(world: World) -> None:
    need = a_need(world, state=NeedState.SUBMITTED, public_name="")
    assert put_needs_on_list(world.actor("staff"), [need], year=2027, quarter=1).waiting == 1
    assert (need.state, need.year, need.quarter, need.carried_over) == (NeedState.SUBMITTED, 2027, 1, 0)


def test_all_that_a_filter_finds_are_moved_in_a_fixed_number_of_statements(client: CheckedClient, world: World) -> None:
    numbers = []
    for size in (55, 110):
        needs = [a_need(world, urgency="特急", year=2026, quarter=4) for _ in range(size)]
        kept = a_need(world, urgency="一般")
        enter(client, world, "staff")
        page = client.page(world.url("needs/?urgency=特急"))
        with statements() as asked:
            page = page.submit("Put on the list", {"all_found": True, "quarter": "2027Q1"})
        numbers.append(len(asked))
        assert {(each.year, each.quarter) for each in needs} == {(2027, 1)}
        assert (kept.year, kept.quarter) == (2026, 4)
    assert numbers[0] == numbers[1]
