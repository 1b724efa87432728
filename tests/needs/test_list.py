"""The list of needs: who finds what, how it is filtered, and that it leaves no trace of what is not to be seen."""

from datetime import date
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.communities.models import Category, Community
from partner_hub.core.db import db
from partner_hub.vocabulary.need import NeedState
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")


def names(client: CheckedClient, url: str) -> list[str]:
    return [row.all("th")[0].text for body in client.page(url).all("tbody") for row in body.all("tr")]


def test_staff_find_a_need_by_its_recorded_words(client: CheckedClient, world: World) -> None:
    a_need(world)
    enter(client, world, "staff")
    assert names(client, world.url("needs/?q=阿婆")) == ["3座502的阿婆要人陪诊"]


@pytest.mark.parametrize("who", ["unit_member", "district_observer", "grid_worker"])
def test_others_read_and_find_the_public_wording_only(client: CheckedClient, world: World, who: str) -> None:
    a_need(world)
    enter(client, world, who)
    page = client.page(world.url("needs/"))
    assert "独居老人要人陪诊" in page.text
    assert "502" not in page.text
    assert names(client, world.url("needs/?q=陪诊")) == ["独居老人要人陪诊"]
    assert names(client, world.url("needs/?q=阿婆")) == []
    assert names(client, world.url("needs/?q=502")) == []


def test_a_grid_worker_reads_the_own_grid_as_recorded(client: CheckedClient, world: World) -> None:
    a_need(world, grid_id=world.grid, state=NeedState.SUBMITTED, public_name="", public_text="")
    a_need(world, name="别的网格的事", state=NeedState.SUBMITTED, public_name="")
    enter(client, world, "grid_worker")
    assert names(client, world.url("needs/")) == ["3座502的阿婆要人陪诊"]
    assert names(client, world.url("needs/?q=阿婆")) == ["3座502的阿婆要人陪诊"]


def test_a_unit_reads_its_own_needs_as_recorded_and_no_draft_of_others(client: CheckedClient, world: World) -> None:
    a_need(
        world, name="招募护理实习生", asking_partnership_id=world.hospital, state=NeedState.SUBMITTED, public_name=""
    )
    a_need(world, name="小学要借操场", asking_partnership_id=world.school, state=NeedState.SUBMITTED, public_name="")
    enter(client, world, "unit_member")
    assert names(client, world.url("needs/")) == ["招募护理实习生 江州市第二医院"]


def test_filters_and_orders_stand_in_the_address(client: CheckedClient, world: World) -> None:
    category = db.session.scalars(db.select(Category).where(Category.community_id == world.community)).first()
    assert category is not None
    a_need(world, name="一", urgency="特急", category_id=category.id, deadline=date(2026, 12, 31))
    a_need(world, name="二", channel="热线", deadline=date(2026, 12, 1), year=2026, quarter=3)
    a_need(world, name="三", grid_id=world.grid, state=NeedState.MET)
    enter(client, world, "staff")

    def found(query: str) -> list[str]:
        return names(client, world.url(f"needs/?{query}"))

    assert found("urgency=特急") == found(f"category={category.id}") == ["一"]
    assert found("channel=热线") == found("quarter=2026Q3") == ["二"]
    assert found(f"grid={world.grid}") == found("state=met") == ["三"]
    assert sorted(found("state=open")) == ["一", "二"]
    assert found("sort=deadline")[:2] == ["二", "一"]
    assert found("sort=urgency")[0] == "一"
    assert found("quarter=never") == found("state=nonsense") == found("category=x") == []


def test_the_export_shows_exactly_the_filtered_rows_in_the_words_of_the_list(
    client: CheckedClient, world: World
) -> None:
    a_need(world)
    a_need(world, name="路灯坏了", public_name="路灯坏了", public_text="", urgency="紧急")
    enter(client, world, "staff")
    assert _cells(client, world.url("needs/export.xlsx?urgency=一般"))[1][0] == "3座502的阿婆要人陪诊"
    assert len(_cells(client, world.url("needs/export.xlsx?urgency=一般"))) == 2


def test_the_export_of_an_observer_holds_nothing_personal(client: CheckedClient, world: World) -> None:
    a_need(
        world,
        beneficiaries="3座502阿婆",
        reporter_name="林秀",
        reporter_phone="13905061234",
        deadline_text="打13905061234商量",
    )
    a_need(world, state=NeedState.SUBMITTED)
    enter(client, world, "district_observer")
    rows = _cells(client, world.url("needs/export.xlsx"))
    assert len(rows) == 2
    everything = " ".join(str(cell) for row in rows for cell in row)
    for secret in ("502", "13905061234", "林秀", "阿婆要人"):
        assert secret not in everything


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker"])
def test_the_export_is_not_for_everybody(client: CheckedClient, world: World, who: str) -> None:
    enter(client, world, who)
    client.page(world.url("needs/export.xlsx"), 403)


def test_strangers_find_no_list_and_the_unsigned_are_sent_to_sign_in(client: CheckedClient, world: World) -> None:
    assert "/sign-in" in client.page(world.url("needs/")).url
    enter(client, world, "stranger_staff")
    client.page(world.url("needs/"), 404)
    enter(client, world, "supervisor")
    client.page(world.url("needs/"), 403)


def test_several_needs_are_put_on_a_list_at_once(client: CheckedClient, world: World) -> None:
    ready = a_need(world, state=NeedState.ACCEPTED, year=None, quarter=None)
    old = a_need(world, year=2026, quarter=2)
    enter(client, world, "staff")
    page = client.page(world.url("needs/"))
    page.submit("Put on the list", {"need": [str(need.id) for need in (ready, old)], "quarter": "Q4 2026"})
    assert {(n.state, n.year, n.quarter) for n in (ready, old)} == {(NeedState.PUBLISHED, 2026, 4)}


def test_a_tick_in_the_list_is_no_review(client: CheckedClient, world: World) -> None:
    need = a_need(world, state=NeedState.SUBMITTED, year=None, quarter=None)
    enter(client, world, "staff")
    page = client.page(world.url("needs/")).submit("Put on the list", {"need": [str(need.id)], "quarter": "2027Q1"})
    assert "1 need still waits for review; it is for Q1 2027 once it is accepted." in page.text
    assert need.state == NeedState.SUBMITTED


def test_ten_times_the_needs_take_no_more_statements(client: CheckedClient, world: World) -> None:
    community = db.session.get_one(Community, world.community)
    grids, categories = [grid.id for grid in community.grids], [category.id for category in community.categories]

    def fill(number: int) -> None:
        for index in range(number):
            a_need(world, grid_id=grids[0], category_id=categories[index % 20], asking_partnership_id=world.hospital)

    enter(client, world, "staff")
    counts = []
    for number in (3, 30):
        fill(number)
        db.session.commit()
        with statements() as seen:
            client.page(world.url("needs/?size=100"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14


def _cells(client: CheckedClient, url: str) -> list[tuple[object, ...]]:
    response = client.get(url)
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))
