"""What everybody may read: the community's page, what partners offer, the published list; and when it is closed."""

import contextvars
import random

import pytest
from flask.testing import FlaskClient

from partner_hub.communities.models import Category, Community
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs import quarter_lists, service
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import CapacityPeriod, OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.growth import grow
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.sample import settle_sample
from tests.support.world import World

PATHS = ("", "offerings", "needs", "needs/new", "look-up")
PERSONAL = (RECORDED, "502", "阿婆", "13905061234")


@pytest.fixture
def resident(client: CheckedClient, world: World) -> CheckedClient:
    client.page("/sign-in").submit("English")
    return client


def publish(world: World) -> None:
    here = db.session.get_one(Community, world.community)
    quarter_lists.publish_list(world.actor("staff"), here, (2026, 4))


def an_offering(world: World, **facts: object) -> Offering:
    usual: dict[str, object] = {
        "community_id": world.community,
        "partnership_id": world.hospital,
        "state": OfferingState.LISTED,
        "name": "每月义诊",
        "content": "量血压。报名打 13905069999，找李医生",
        "contact": "李春华",
        "contact_phone": "0591-83337777",
    }
    offering = Offering(**(usual | facts))
    db.session.add(offering)
    db.session.flush()
    return offering


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_open_without_a_sign_in_and_closed_when_the_community_says_so(
    resident: CheckedClient, world: World, path: str
) -> None:
    page = resident.page(f"/p/{world.community}/{path}")
    assert "Menu" not in page.response.text
    db.session.get_one(Community, world.community).is_open_to_public = False
    assert "柳岸" not in resident.page(f"/p/{world.community}/{path}", 404).text
    resident.page(f"/p/4711/{path}", 404)
    resident.page(f"/p/{'9' * 30}/{path}", 404)
    assert resident.post(f"/p/{world.community}/{path}").status_code in {400, 404, 405}


def test_the_first_page_leads_to_everything(resident: CheckedClient, world: World) -> None:
    a_need(world)
    publish(world)
    category = db.session.scalars(db.select(Category).filter_by(community_id=world.community, name="医疗健康")).one()
    an_offering(world, category_id=category.id)
    an_offering(world, name="没有类别的")
    page = resident.page(f"/p/{world.community}/")
    assert PUBLIC in page.text
    assert "1 On the list" in page.text
    assert page.follow("The whole list (1)").heading == "需求清单 · Q4 2026"
    offers = page.follow("医疗健康 1")
    assert [row[0].startswith("每月义诊") for row in offers.rows()] == [True]
    assert len(page.follow("Without category 1").rows()) == 2
    assert "柳岸社区" in page.follow("Register your unit").heading
    assert page.follow("Look up by code").heading == "Look up a need"
    assert page.follow("Tell us what you need").heading == "Tell us what you need"


def test_an_empty_community_says_so(resident: CheckedClient, world: World) -> None:
    page = resident.page(f"/p/{world.community}/")
    assert "No list has been published yet." in page.text
    assert "Nothing is on offer just now." in page.text
    assert (
        "Nothing is on offer"
        in page.follow("Tell us what you need").client.page(f"/p/{world.community}/offerings").text
    )


def test_offerings_are_shown_without_a_number_to_call_or_a_person(resident: CheckedClient, world: World) -> None:
    an_offering(world)
    page = resident.page(f"/p/{world.community}/offerings")
    assert "每月义诊" in page.text
    assert "江州市第二医院" in page.text
    for word in ("13905069999", "李春华", "0591-83337777"):
        assert word not in page.response.text
        # Nor can it be found out by searching for it.
        found = resident.get(f"/p/{world.community}/offerings", query_string={"q": word})
        assert "每月义诊" not in found.text


def test_no_column_of_an_offering_leads_to_a_person(resident: CheckedClient, world: World) -> None:
    an_offering(world, name="义剪，打13905067777", audience="李春华老人和独居老人", venue="3号楼402")
    page = resident.page(f"/p/{world.community}/offerings")
    assert page.rows()[0][0].startswith("义剪，打（略）")
    for word in ("13905067777", "李春华", "402"):
        assert word not in page.response.text


def test_residents_read_how_much_is_left(resident: CheckedClient, world: World) -> None:
    an_offering(world, capacity_number=2, capacity_unit="场", capacity_period=CapacityPeriod.MONTH)
    an_offering(world, name="拨号", capacity_number=2, capacity_unit="场13905068888")
    page = resident.page(f"/p/{world.community}/offerings")
    assert "2场 a month, 2场 left this month" in page.text
    assert "13905068888" not in page.response.text


def test_only_what_can_be_used_today_is_on_offer(resident: CheckedClient, world: World) -> None:
    for state in OfferingState:
        an_offering(world, state=state, name=f"状态{state}")
    an_offering(world, name="别处的", community_id=world.elsewhere, partnership_id=world.stranger_unit)
    an_offering(world, name="停用单位的", partnership_id=world.school)
    an_offering(world, name="社区会议室", partnership_id=None)
    db.session.get_one(Partnership, world.school).state = UnitState.SUSPENDED
    names = {row[0].split()[0] for row in resident.page(f"/p/{world.community}/offerings").rows()}
    assert names == {"状态listed", "社区会议室"}


def test_the_list_is_the_frozen_one_with_the_state_of_today(resident: CheckedClient, world: World) -> None:
    need, other = a_need(world), a_need(world, public_name="修路灯")
    publish(world)
    service.edit_need(world.actor("staff"), need, data={"public_name": "后来的文字"})
    match = Match(community_id=world.community, state=MatchState.AGREED)
    match.needs, match.partners = (
        [MatchNeed(need_id=need.id)],
        [MatchPartner(partnership_id=world.school, is_lead=True)],
    )
    db.session.add(match)
    service.move_need(world.actor("staff"), other, to=NeedState.REFERRED, reason="内部原因")
    page = resident.page(f"/p/{world.community}/needs")
    assert "后来的文字" not in page.response.text
    assert "内部原因" not in page.response.text
    assert not [word for word in PERSONAL if word in page.response.text]
    first, second = page.rows()
    assert PUBLIC in first[1]
    assert "Taken by a partner" in first[-1]
    assert "江州市柳岸小学" in first[-1]
    assert "Passed on" in second[-1]


def test_a_new_version_marks_what_is_new_and_older_quarters_stay_to_be_read(
    resident: CheckedClient, world: World
) -> None:
    a_need(world, quarter=3, public_name="上一季的")
    here = db.session.get_one(Community, world.community)
    quarter_lists.publish_list(world.actor("staff"), here, (2026, 3))
    a_need(world)
    publish(world)
    a_need(world, public_name="新加的")
    publish(world)
    page = resident.page(f"/p/{world.community}/needs")
    assert "Version 2" in page.text
    assert [("New" in row[1]) for row in page.rows()] == [False, True]
    assert "上一季的" in page.follow("Q3 2026").text
    for odd in ("2031Q1", "x", "2026Q9", "\x00"):
        answer = resident.get(f"/p/{world.community}/needs", query_string={"quarter": odd})
        assert answer.status_code == 200


def test_what_stands_in_a_list_is_text_and_nothing_else(resident: CheckedClient, world: World) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    a_need(world, public_name=evil, public_text=evil, beneficiaries=evil)
    publish(world)
    an_offering(world, name=evil, content=evil)
    for path in ("", "needs", "offerings", "offerings?q=%3Cscript%3E"):
        text = resident.page(f"/p/{world.community}/{path}").response.text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_list_of_three_hundred_needs_is_light_enough_for_a_phone(resident: CheckedClient, world: World) -> None:
    draw = random.Random(1)  # noqa: S311 - words, no secrets
    for number in range(300):
        # Korean syllables: as heavy as any Chinese characters, and no name by chance, as rare ones of those are.
        words = "".join(chr(draw.randrange(0xAC00, 0xD7A4)) for _ in range(60))
        a_need(world, public_name=f"第{number}件{words[:15]}", public_text=words, beneficiaries="独居老人")
    publish(world)
    for path in ("", "needs"):
        visitor = FlaskClient(resident.application, resident.application.response_class)
        answer = contextvars.Context().run(
            visitor.get, f"/p/{world.community}/{path}", headers={"Accept-Encoding": "gzip"}
        )
        # What every page brings besides (style sheets and script) weighs less than 50 KB.
        assert len(answer.data) < 100 * 1024


def test_ten_times_the_rows_need_the_same_statements(world: World, client: CheckedClient) -> None:
    settle_sample(world)
    a_need(world, quarter=2, public_name="在清单上")
    here = db.session.get_one(Community, world.community)
    quarter_lists.publish_list(world.actor("staff"), here, (2026, 2))
    db.session.commit()
    visitor = FlaskClient(client.application, client.application.response_class)
    paths = [f"/p/{world.community}/{path}" for path in (*PATHS, "needs?quarter=2026Q2")]

    def count(url: str) -> int:
        with statements() as seen:
            assert contextvars.Context().run(visitor.get, url).status_code == 200
        return len(seen)

    before = {url: count(url) for url in paths}
    grow()
    assert {url: count(url) for url in paths} == before
    assert max(before.values()) < 12


@pytest.mark.parametrize(
    ("hotline", "number"),
    [
        ("0590-83331234（工作日 8:30—17:30）", "059083331234"),
        ("0590-8333 1234 8:30—17:30", "059083331234"),
        ("13905061234", "13905061234"),
        ("12345，24小时", "12345"),
        ("请到居委会", ""),
    ],
)
def test_a_thumb_on_the_number_calls(resident: CheckedClient, world: World, hotline: str, number: str) -> None:
    db.session.get_one(Community, world.community).hotline = hotline
    page = resident.page(f"/p/{world.community}/")
    called = [link.get("href") for link in page.all("a") if link.get("href").startswith("tel:")]
    assert called == ([f"tel:{number}"] if number else [])
    assert f"Or call: {hotline}" in page.text
