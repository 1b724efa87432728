"""The list of meetings: who sees which, how it is filtered and exported."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from tests.support.gathering import a_gathering
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.world import World, enter


def titles(client: CheckedClient, url: str) -> list[str]:
    return [row[0] for row in client.page(url).rows()]


def test_it_says_what_to_do_while_there_is_no_meeting(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff", language="en")
    page = client.page(world.url("meetings/"))
    assert "Plan the first meeting" in page.links()


def test_it_lists_the_newest_meeting_first(client: CheckedClient, world: World) -> None:
    a_gathering(world, year=2025)
    a_gathering(world, year=2026)
    enter(client, world, "staff", language="en")
    assert titles(client, world.url("meetings/")) == [
        "柳岸社区2026年第四季度党建联席会",
        "柳岸社区2025年第四季度党建联席会",
    ]


def test_it_can_be_narrowed_by_quarter_state_and_words(client: CheckedClient, world: World) -> None:
    a_gathering(world, year=2025, state=MeetingState.HELD, theme="一老一小")
    a_gathering(world, year=2026)
    enter(client, world, "staff", language="en")
    assert titles(client, world.url("meetings/?quarter=2025Q4")) == ["柳岸社区2025年第四季度党建联席会"]
    assert titles(client, world.url("meetings/?state=planning")) == ["柳岸社区2026年第四季度党建联席会"]
    assert titles(client, world.url("meetings/?q=一老")) == ["柳岸社区2025年第四季度党建联席会"]
    assert len(titles(client, world.url("meetings/?quarter=nonsense&state=nonsense"))) == 2


def test_a_filter_without_a_hit_says_so(client: CheckedClient, world: World) -> None:
    a_gathering(world)
    enter(client, world, "staff", language="en")
    assert "No meeting fits this choice." in client.page(world.url("meetings/?state=closed")).text


@pytest.mark.parametrize("who", ["unit_member", "grid_worker", "supervisor", "district_observer"])
def test_others_see_a_meeting_once_it_has_been_called(client: CheckedClient, world: World, who: str) -> None:
    meeting = a_gathering(world)
    enter(client, world, who, language="en")
    assert titles(client, world.url("meetings/")) == []
    client.page(world.url(f"meetings/{meeting.id}"), status=404)
    meeting.state = MeetingState.CALLED
    assert titles(client, world.url("meetings/")) == [meeting.title]
    client.page(world.url(f"meetings/{meeting.id}"))


def test_it_is_closed_to_strangers_and_to_the_system_administrator(client: CheckedClient, world: World) -> None:
    client.get(world.url("meetings/"))
    assert "/sign-in" in client.get(world.url("meetings/")).location
    enter(client, world, "system_admin")
    client.page(world.url("meetings/"), status=403)
    enter(client, world, "stranger_staff")
    client.page(world.url("meetings/"), status=404)


def test_the_export_holds_what_is_shown(client: CheckedClient, world: World) -> None:
    a_gathering(world, year=2025, theme="=1+1")
    a_gathering(world, year=2026)
    enter(client, world, "staff", language="en")
    response = client.get(world.url("meetings/export.xlsx?quarter=2025Q4"))
    rows = list(load_workbook(BytesIO(response.data)).worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["柳岸社区2025年第四季度党建联席会"]
    assert rows[1][5] == "=1+1"


def test_the_export_is_not_for_units(client: CheckedClient, world: World) -> None:
    enter(client, world, "unit_admin")
    client.page(world.url("meetings/export.xlsx"), status=403)


def test_it_needs_no_more_statements_for_ten_times_the_meetings(client: CheckedClient, world: World) -> None:
    a_gathering(world)
    enter(client, world, "staff", language="en")
    client.page(world.url("meetings/"))
    with statements() as few:
        client.page(world.url("meetings/"))
    for _each in range(10):
        a_gathering(world, kind=MeetingKind.EXTRAORDINARY)
    with statements() as many:
        assert len(client.page(world.url("meetings/")).rows()) == 11
    assert len(many) == len(few)
