"""Titles for the minutes where they are recorded, and in the minutes of a meeting."""

from typing import Any

import pytest

from partner_hub.communities.models import GridCell
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.matches import MATCH_LINES
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.needs.models import Need
from partner_hub.needs.retention import forget_words
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from partner_hub.vocabulary.need import Visibility
from tests.support.gathering import an_item, unit
from tests.support.page import SignedIn
from tests.support.records import a_need
from tests.support.world import World

TITLE, PERSONS = "minutes_title", "老年人就医陪同"


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def a_match(world: World, item: AgendaItem, *needs: Need) -> Match:
    gives = Contribution(unit(world, world.hospital), None, is_lead=True)
    values: Any = {"needs": needs, "partners": [gives], "state": MatchState.CONFIRMED}
    match: Match = MATCH_LINES.add(world.actor("staff"), item, values)
    db.session.flush()
    db.session.refresh(item)
    return match


def titles_in_minutes(item: AgendaItem) -> list[str]:
    (recorded,) = meeting_record_of(meeting_record(item.meeting_id)).items
    return [match.title for match in recorded.matches]


def test_staff_give_a_need_its_title_and_take_it_back(signed_in: SignedIn, world: World, item: AgendaItem) -> None:
    need = a_need(world)
    a_match(world, item, need)
    client = signed_in("staff")
    page = client.page(world.url(f"needs/{need.id}/edit"))
    assert f"“{need.proposed_title}”, proposed from" in page.text
    page = page.submit("Save", {TITLE: PERSONS})
    assert PERSONS in page.text
    assert titles_in_minutes(item) == [PERSONS]
    assert "minutes_title" in history_of(need)[0].details["fields"]
    client.page(world.url(f"needs/{need.id}/edit")).submit("Save", {TITLE: ""})
    assert titles_in_minutes(item) == ["老年人陪诊服务"]


@pytest.mark.parametrize("title", ["3座502老人陪诊", "电话13905061234陪诊", "孙大爷陪诊服务"])
def test_a_title_that_leads_to_a_person_is_refused_at_its_field(signed_in: SignedIn, world: World, title: str) -> None:
    need = a_need(world)
    client = signed_in("staff")
    page = client.page(world.url(f"needs/{need.id}/edit")).submit("Save", {TITLE: title}, status=422)
    assert "Minutes are read by everybody. Please leave out:" in page.text
    assert need.minutes_title == ""


def test_the_title_of_a_need_that_is_not_public_tells_no_circumstances(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, visibility=Visibility.MEMBERS)
    client = signed_in("staff")
    edit = world.url(f"needs/{need.id}/edit")
    page = client.page(edit).submit("Save", {TITLE: "失能老人上门换药"}, status=422)
    assert "The need is not public" in page.text
    client.page(edit).submit("Save", {TITLE: "失能老人上门换药", "visibility": "Everybody"})
    assert need.title_for_minutes == "失能老人上门换药"
    page = client.page(edit).submit("Save", {"visibility": "Member units"}, status=422)
    assert "The need is not public" in page.text


def test_a_match_gets_its_title_on_its_page_and_in_the_record(
    signed_in: SignedIn, world: World, item: AgendaItem
) -> None:
    match = a_match(world, item, a_need(world))
    client = signed_in("staff")
    page = client.page(world.url(f"matches/{match.id}")).follow("Change the title")
    match.version += 1
    page = page.submit("Save", {TITLE: "孙大爷陪诊"}, status=422)
    assert "Somebody else saved this meanwhile." in page.text
    page = page.submit("Save", {TITLE: "孙大爷陪诊"}, status=422)
    assert "Please leave out: 孙大爷" in page.text
    assert PERSONS in page.submit("Save", {TITLE: PERSONS}).text
    assert history_of(match)[-1].tag == "match:retitle"
    assert titles_in_minutes(item) == [PERSONS]
    page = client.page(world.url(f"meetings/items/{item.id}/match/{match.id}"))
    assert page.value(TITLE) == PERSONS


def test_the_same_matter_in_two_places_bears_two_titles(world: World, item: AgendaItem) -> None:
    for place in ("锦屏苑", "桂枝新村"):
        grid = GridCell(community_id=world.community, label=f"网格（{place}）")
        a_match(world, item, a_need(world, name="没地方停车", content="晚上没车位", public_name="", grid=grid))
    assert titles_in_minutes(item) == ["锦屏苑停车管理", "桂枝新村停车管理"]


def test_one_match_of_two_needs_bears_one_title(world: World, item: AgendaItem) -> None:
    a_match(world, item, a_need(world), a_need(world, public_name="没人陪看病", content="想找人陪诊"))
    assert titles_in_minutes(item) == ["陪诊服务"]


def test_office_language_of_a_public_wording_is_the_title(world: World) -> None:
    need = a_need(world, public_name="高龄独居老人陪诊服务")
    assert need.title_for_minutes == "高龄独居老人陪诊服务"
    need.visibility = Visibility.MEMBERS
    assert need.title_for_minutes == "老年人陪诊服务"


def test_the_title_outlives_the_words_it_was_made_from(world: World) -> None:
    need = a_need(world, public_name="", public_text="")
    forget_words(need)
    assert need.title_for_minutes == "老年人陪诊服务"
