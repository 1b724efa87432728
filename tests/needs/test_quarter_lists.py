"""The quarter's needs list as it is published: frozen, complete or not at all, and in words for everybody."""

import threading
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from openpyxl import load_workbook

from partner_hub.communities.models import Category, Community
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, SeveralFaults
from partner_hub.core.events import history_of
from partner_hub.needs import quarter_lists, service
from partner_hub.needs.models import NeedsList
from partner_hub.vocabulary.need import LISTED_NEED_STATES, NeedState, Visibility
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient, SignedIn
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World

QUARTER = (2026, 4)
PERSONAL = ("502", "阿婆", "13905061234", RECORDED)


def here(world: World) -> Community:
    return db.session.get_one(Community, world.community)


def publish(world: World, who: str = "staff") -> NeedsList:
    return quarter_lists.publish_list(world.actor(who), here(world), QUARTER)


def test_staff_see_what_the_public_will_see_and_publish_it(signed_in: SignedIn, world: World) -> None:
    a_need(world, beneficiary_count=12, beneficiary_unit="人")
    assert signed_in("staff").page(world.url("needs/")).follow("Published lists").heading == "Published lists"
    page = signed_in("staff").page(world.url("needs/lists/?quarter=2026Q4"))
    assert "The next version" in page.text
    assert PUBLIC in page.text
    assert not [word for word in PERSONAL if word in page.text]

    page = page.submit("Publish the list of Q4 2026")
    assert "Version 1, published on" in page.text
    assert PUBLIC in page.text
    only = db.session.scalars(db.select(NeedsList)).one()
    assert (only.year, only.quarter, only.number, only.published_by) == (2026, 4, 1, "丁一鸣")
    assert [event.tag for event in history_of(only)] == ["needs_list:publish"]


def test_the_last_need_of_a_list_can_be_taken_off_the_public_pages(
    signed_in: SignedIn, world: World, client: CheckedClient
) -> None:
    need = a_need(world)
    publish(world)
    service.move_need(world.actor("staff"), need, to=NeedState.WITHDRAWN)
    page = signed_in("staff").page(world.url("needs/lists/?quarter=2026Q4")).submit("Publish the list of Q4 2026")
    assert "Version 2, published on" in page.text
    for path in ("", "needs", "needs?quarter=2026Q4"):
        assert PUBLIC not in client.page(f"/p/{world.community}/{path}").text
    with pytest.raises(DomainError, match="No need stands on the list"):
        publish(world)


def test_a_version_never_changes_whatever_happens_to_its_needs(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, beneficiary_count=12, beneficiary_unit="人")
    version = publish(world)
    before = version.rows
    address = world.url(f"needs/lists/{version.id}")
    read = signed_in("unit_member").page(address).rows()

    service.edit_need(world.actor("staff"), need, data={"public_name": "完全不同的话", "beneficiary_count": 99})
    here(world).categories[0].name = "别的类"

    assert signed_in("unit_member").page(address).rows() == read
    assert db.session.get_one(NeedsList, version.id).rows == before
    assert before[0]["name"] == PUBLIC


@pytest.mark.parametrize(
    "facts",
    [{"state": NeedState.WITHDRAWN}, {"state": NeedState.SUBMITTED}, {"visibility": Visibility.COMMITTEE}],
)
def test_what_was_taken_back_is_shown_to_the_staff_alone(
    signed_in: SignedIn, client: CheckedClient, world: World, facts: dict[str, Any]
) -> None:
    need, version = a_need(world), publish(world)
    for name, value in facts.items():
        setattr(need, name, value)
    address = world.url(f"needs/lists/{version.id}")
    for who in ("unit_member", "grid_worker", "district_observer"):
        assert PUBLIC not in signed_in(who).page(address).text
    assert PUBLIC in signed_in("staff").page(address).text
    assert PUBLIC not in client.page(f"/p/{world.community}/needs").text


def test_a_list_shows_each_reader_what_is_meant_for_him(
    signed_in: SignedIn, client: CheckedClient, world: World
) -> None:
    for visibility in Visibility:
        a_need(world, public_name=f"给{visibility}", visibility=visibility)
    version = publish(world)
    page = signed_in("unit_member").page(world.url(f"needs/lists/{version.id}")).text
    assert [f"给{each}" in page for each in Visibility] == [True, True, False]
    page = client.page(f"/p/{world.community}/needs").text
    assert [f"给{each}" in page for each in Visibility] == [True, False, False]


def test_not_even_the_program_changes_or_deletes_a_version(world: World) -> None:
    a_need(world)
    version = publish(world)
    version.rows = []
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.session.rollback()
    version = NeedsList(community_id=world.community, year=2026, quarter=4, number=9, published_by="x")
    db.session.add(version)
    db.session.flush()
    db.session.delete(version)
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.session.rollback()


def test_it_is_refused_with_all_problems_at_once(signed_in: SignedIn, world: World) -> None:
    a_need(world, name="没有公开文字", public_name="")
    leading = a_need(world, name="带电话", public_text="请打13905061234")
    a_need(world)
    with pytest.raises(SeveralFaults) as refused:
        publish(world)
    assert [url for _sentence, url in refused.value.faults] == [world.url(f"needs/{leading.id}/edit")]

    page = signed_in("staff").page(world.url("needs/lists/?quarter=2026Q4"))
    assert "must be reworded before the list can be published" in page.text
    assert "1 need of this quarter waits for review and does not stand on the list." in page.text
    page = page.submit("Publish the list of Q4 2026", status=422)
    assert "Please leave out: 13905061234" in page.text
    assert db.session.scalar(db.select(NeedsList.id)) is None


def test_a_later_version_tells_what_is_new_what_changed_and_what_is_gone(signed_in: SignedIn, world: World) -> None:
    kept, reworded, gone = (a_need(world, public_name=name) for name in ("修路灯", "换灯泡", "陪诊"))
    publish(world)
    new = a_need(world, public_name="理发")
    service.edit_need(world.actor("staff"), reworded, data={"public_name": "换楼道灯泡"})
    service.move_need(world.actor("staff"), gone, to=NeedState.REFERRED, reason="转街道")
    second = publish(world)
    db.session.commit()

    changes = quarter_lists.readable_changes(world.actor("staff"), second)
    assert changes
    assert (changes.added, changes.changed) == (frozenset({new.id}), frozenset({reworded.id}))
    assert [row.name for row in changes.removed] == ["陪诊"]
    page = signed_in("unit_member").page(world.url(f"needs/lists/{second.id}"))
    assert "1 new, 1 changed, 1 gone" in page.text
    assert "No longer on the list: 陪诊" in page.text
    marks = {row[1] for row in page.rows()}
    assert any("理发" in mark and "New" in mark for mark in marks)
    assert any("换楼道灯泡" in mark and "Changed" in mark for mark in marks)
    assert kept.public_name in marks or any("修路灯" in mark and "New" not in mark for mark in marks)


def test_the_same_list_is_not_published_twice_nor_an_empty_one(signed_in: SignedIn, world: World) -> None:
    with pytest.raises(DomainError, match="No need stands on the list"):
        publish(world)
    a_need(world)
    publish(world)
    with pytest.raises(DomainError, match="Nothing has changed since version 1"):
        publish(world)
    page = signed_in("staff").page(world.url("needs/lists/?quarter=2026Q4"))
    assert "Publish the list of Q4 2026" not in page.buttons()


def test_only_what_is_on_the_list_is_on_it(world: World) -> None:
    off = (NeedState.SUBMITTED, NeedState.ACCEPTED, NeedState.DECLINED, NeedState.REFERRED, NeedState.MERGED)
    for state in (*off, NeedState.WITHDRAWN):
        a_need(world, state=state, public_name=f"不在清单{state}")
    a_need(world, quarter=3)
    a_need(world, community_id=world.elsewhere)
    on = [a_need(world, state=state).id for state in LISTED_NEED_STATES]
    assert [row.need_id for row in quarter_lists.frozen_rows(publish(world))] == on


def test_rows_are_ordered_by_category_and_urgency_and_written_in_chinese(world: World) -> None:
    first, second = db.session.scalars(db.select(Category).filter_by(community_id=world.community).limit(2))
    none = a_need(world, public_name="无类")
    later = a_need(world, public_name="后类", category_id=second.id)
    calm = a_need(world, public_name="不急", category_id=first.id, beneficiary_count=3)
    urgent = a_need(world, public_name="急", category_id=first.id, urgency="特急")
    rows = quarter_lists.frozen_rows(publish(world))
    assert [row.need_id for row in rows] == [urgent.id, calm.id, later.id, none.id]
    # Whoever publishes it, in whatever language: the list is a Chinese paper.
    with force_locale("zh_Hans_CN"):
        assert rows[1].number == f"3{gettext('persons')}"


def test_the_export_holds_the_frozen_rows_and_no_formula(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, public_name="=1+1", public_text="@SUM(A1)")
    version = publish(world)
    service.edit_need(world.actor("staff"), need, data={"public_name": "后来"})
    page = signed_in("staff").page(world.url(f"needs/lists/{version.id}")).follow("Excel")
    sheet = load_workbook(BytesIO(page.response.data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells][:3] == [1, "=1+1", "@SUM(A1)"]
    assert {cell.data_type for cell in cells} <= {"n", "s", "inlineStr"}


@pytest.mark.parametrize("who", ["grid_worker", "unit_admin", "district_observer", "supervisor", "system_admin"])
def test_publishing_is_the_committees(world: World, who: str) -> None:
    a_need(world)
    with pytest.raises(NotAllowed):
        publish(world, who)


def test_readers_see_the_versions_and_not_the_draft(signed_in: SignedIn, world: World) -> None:
    a_need(world)
    publish(world)
    a_need(world, public_name="还没公布")
    page = signed_in("unit_member").page(world.url("needs/lists/?quarter=2026Q4"))
    assert "还没公布" not in page.text
    assert [row[2] for row in page.rows()] == ["丁一鸣"]


@pytest.mark.parametrize("quarter", ["", "2026", "2026Q5", "0000Q1", "x" * 5000, "2026Q4\x00"])
def test_an_odd_quarter_is_the_present_one(signed_in: SignedIn, world: World, quarter: str) -> None:
    answer = signed_in("staff").get(world.url("needs/lists/"), query_string={"quarter": quarter})
    assert answer.status_code == 200


@on_both_databases
def test_two_who_publish_at_the_same_moment_make_one_version(app: Flask, signed_in: SignedIn, world: World) -> None:
    a_need(world)
    address = world.url("needs/lists/?quarter=2026Q4")
    browsers = [signed_in(who) for who in ("staff", "secretary")]
    tokens = [browser.page(address).document.all("input", name="csrf_token")[-1].get("value") for browser in browsers]
    answers = []

    def press(browser: CheckedClient, token: str) -> None:
        thread_client = FlaskClient(app, app.response_class)
        cookie = browser.get_cookie("partner_hub")
        assert cookie
        thread_client.set_cookie(cookie.key, cookie.value)
        answers.append(thread_client.post(address, data={"csrf_token": token}))

    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (refused,) = (answer.text for answer in answers if answer.status_code == 422)
    assert "Nothing has changed since version 1" in refused or "Somebody else published a version" in refused
    assert db.session.scalar(db.select(db.func.count(NeedsList.id))) == 1
