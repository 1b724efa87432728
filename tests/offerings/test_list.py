from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.partners.models import Partnership, UnitAlias
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.offerings.conftest import Offer
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.world import World

YESTERDAY = clock.local_today() - timedelta(days=1)
TOMORROW = clock.local_today() + timedelta(days=1)


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows()]


@pytest.mark.parametrize("word", ["剪发", "上门", "医疗", "便民类", "长者", "二医", "第二医院", "一楼"])
def test_it_finds_two_characters_in_every_column_of_words(
    signed_in: SignedIn, world: World, offer: Offer, word: str
) -> None:
    db.session.add(UnitAlias(partnership_id=world.hospital, name="市二医"))
    offer(
        "义务剪发", content="每周上门一次", category="医疗健康", category_words="便民类", audience="高龄长者",
        venue="门诊一楼",
    )  # fmt: skip
    offer("课后托管", unit=world.school, content="陪孩子写作业")
    assert names(signed_in("staff").page(world.url(f"offerings/?q={word}"))) == ["义务剪发"]


def test_it_filters_by_category_audience_and_unit(signed_in: SignedIn, world: World, offer: Offer) -> None:
    wanted = offer("义诊", category="医疗健康", audiences=["老年人", "残疾人"])
    offer("讲座", category="理论宣讲", audiences=["老年人"])
    offer("儿童义诊", category="医疗健康", audiences=["儿童"])
    offer("体检", unit=world.school, category="医疗健康", audiences=["老年人"])
    query = f"category={wanted.category_id}&audience=老年人&unit={world.hospital}"
    assert names(signed_in("staff").page(world.url(f"offerings/?{query}"))) == ["义诊"]


def test_the_communitys_own_are_a_filter_too(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("四楼培训室", unit=None)
    offer("义诊")
    page = signed_in("staff").page(world.url("offerings/?unit=community"))
    assert names(page) == ["四楼培训室"]
    assert page.rows()[0][1] == "柳岸社区"


def test_what_has_run_out_is_expired_before_the_nightly_run(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("过期的", valid_to=YESTERDAY)
    offer("今天为止的", valid_to=clock.local_today())
    client = signed_in("grid_worker")
    assert [(row[0], row[-1]) for row in client.page(world.url("offerings/")).rows()] == [
        ("今天为止的", "✓ Listed"),
        ("过期的", "! Expired"),
    ]
    assert names(client.page(world.url("offerings/?state=expired"))) == ["过期的"]
    assert names(client.page(world.url("offerings/?state=listed"))) == ["今天为止的"]


def test_available_today_means_listed_valid_and_of_an_active_unit(
    signed_in: SignedIn, world: World, offer: Offer
) -> None:
    offer("义诊", valid_from=YESTERDAY, valid_to=TOMORROW)
    offer("四楼培训室", unit=None)
    offer("过期的", valid_to=YESTERDAY)
    offer("还没开始的", valid_from=TOMORROW)
    offer("暂停的", state=OfferingState.PAUSED)
    offer("停权单位的", unit=world.school)
    db.session.get_one(Partnership, world.school).state = UnitState.SUSPENDED
    assert names(signed_in("staff").page(world.url("offerings/?state=available"))) == ["义诊", "四楼培训室"]


def test_it_sorts_by_unit_by_last_day_and_by_novelty(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("丙", valid_to=TOMORROW + timedelta(days=9))
    offer("乙", unit=world.school)
    offer("甲", valid_to=TOMORROW)
    client = signed_in("staff")
    assert names(client.page(world.url("offerings/?sort=ends"))) == ["甲", "丙", "乙"]
    assert names(client.page(world.url("offerings/?sort=newest"))) == ["甲", "乙", "丙"]
    assert names(client.page(world.url("offerings/?sort=unit"))) == ["乙", "丙", "甲"]


def test_each_sees_what_is_theirs_to_see(signed_in: SignedIn, world: World, offer: Offer) -> None:
    for state in OfferingState:
        offer(state.value, state=state)
    seen = {
        who: set(names(signed_in(who).page(world.url("offerings/"))))
        for who in ("unit_member", "staff", "other_unit_admin", "grid_worker", "district_observer")
    }
    every = {state.value for state in OfferingState}
    assert seen == {
        "unit_member": every,
        "staff": every - {"draft"},
        "other_unit_admin": {"listed", "expired"},
        "grid_worker": {"listed", "expired"},
        "district_observer": {"listed", "expired"},
    }


def test_staff_are_shown_what_waits_for_review(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("义诊", state=OfferingState.SUBMITTED)
    offer("讲座")
    client = signed_in("staff")
    assert names(client.page(world.url("offerings/")).follow("To be reviewed: 1")) == ["义诊"]
    assert "To be reviewed: 1" not in signed_in("unit_member").page(world.url("offerings/")).links()


def test_an_address_with_odd_parts_is_no_fault(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("义诊")
    odd = "category=9999999999999999999&unit=-1&state=x&audience=y&sort=w&endpoint=v&q=%25_"
    assert signed_in("staff").page(world.url(f"offerings/?{odd}")).rows() == []


def test_another_communitys_offerings_are_not_on_it(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("别处的", unit=world.stranger_unit)
    assert names(signed_in("staff").page(world.url("offerings/"))) == []
    signed_in("stranger_unit").page(world.url("offerings/"), 404)
    signed_in("system_admin").page(world.url("offerings/"), 403)


@pytest.mark.parametrize("path", ["offerings/?size=100", "offerings/export.xlsx", "offerings/?state=available&q=义诊"])
def test_ten_times_the_offerings_need_the_same_statements(
    signed_in: SignedIn, world: World, offer: Offer, path: str
) -> None:
    def counted() -> int:
        with statements() as seen:
            assert client.get(world.url(path)).status_code == 200
        return len(seen)

    def add(numbers: range) -> None:
        for number in numbers:
            offer(f"义诊{number}", unit=world.school if number % 2 else world.hospital, category="医疗健康")
        db.session.commit()

    client = signed_in("staff")
    add(range(6))
    few = counted()
    add(range(6, 60))
    assert counted() == few


def exported(client: CheckedClient, url: str) -> list[dict[str, object]]:
    sheet = load_workbook(BytesIO(client.get(url).data)).active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_the_export_holds_what_the_list_shows(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer(
        "义诊", category="医疗健康", category_words="看病", audience="老人", content="量血压\n测血糖",
        capacity="每月20人", capacity_number=20, capacity_unit="人", contact="罗玥",
        contact_phone="0590-6543210", valid_to=YESTERDAY,
    )  # fmt: skip
    offer("讲座")
    rows = exported(signed_in("staff"), world.url("offerings/export.xlsx?q=血压"))
    assert len(rows) == 1
    wanted = {
        "Name": "义诊", "Unit": "江州市第二医院", "Category": "医疗健康", "Category as written": "看病",
        "Audience": "老人", "What exactly": "量血压\n测血糖", "Capacity": "每月20人", "Number": 20, "Counted in": "人",
        "Capacity period": "In all, once", "Still free": 20,
        "State": "Expired",
        "Contact": "罗玥", "Telephone": "0590-6543210",
    }  # fmt: skip
    assert rows[0] | wanted == rows[0]


def test_the_export_keeps_the_rights_of_its_reader(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer("义诊", contact_phone="0590-6543210")
    offer("未公开的", state=OfferingState.SUBMITTED)
    rows = exported(signed_in("district_observer"), world.url("offerings/export.xlsx"))
    assert [row["Name"] for row in rows] == ["义诊"]
    assert "6543210" not in str(rows)
    signed_in("unit_admin").page(world.url("offerings/export.xlsx"), 403)


def test_a_formula_leaves_as_text(signed_in: SignedIn, world: World, offer: Offer) -> None:
    offer('=WEBSERVICE("http://x")', content="-2+3")
    sheet = load_workbook(BytesIO(signed_in("staff").get(world.url("offerings/export.xlsx")).data)).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet[2] if cell.quotePrefix] == [
        ('=WEBSERVICE("http://x")', "s"),
        ("-2+3", "s"),
    ]
