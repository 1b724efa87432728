"""Recording and editing a need: what each role is asked, and what nobody may slip in."""

from functools import partial

import pytest
from flask import Flask

from partner_hub.communities.models import Community, GridCell
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import history
from partner_hub.needs import service
from partner_hub.needs.models import Need
from partner_hub.needs.states import NeedState
from tests.support.page import CheckedClient
from tests.support.records import RECORDED, a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")


def the_need() -> Need:
    return db.session.scalars(db.select(Need)).one()


def test_a_grid_worker_records_with_a_few_words(client: CheckedClient, world: World) -> None:
    enter(client, world, "grid_worker")
    page = client.page(world.url()).follow("Record a need")
    assert not [label for label in page.fields() if "public" in label or "reported" in label]
    page.submit("Record the need", {"What is needed": "7座402的阿公要人帮忙换灯泡\n梯子太高"})
    need = the_need()
    assert (need.name, need.state, need.grid_id) == ("7座402的阿公要人帮忙换灯泡", NeedState.SUBMITTED, world.grid)
    assert (need.channel, need.public_name) == ("入户走访", "")


def test_a_unit_asks_for_itself(client: CheckedClient, world: World) -> None:
    enter(client, world, "unit_member")
    page = client.page(world.url("needs/new"))
    page.submit(
        "Record the need",
        {"What is needed": "护理专业学生要实习岗位", "beneficiary_count": 12, "beneficiary_unit": "人"},
    )
    need = the_need()
    assert need.asking_partnership_id == world.hospital
    assert (need.beneficiary_count, need.beneficiary_count_text, need.channel) == (12, "12人", "共建单位")


def test_a_unit_cannot_ask_for_another_one_nor_a_grid_worker_for_another_grid(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    elsewhere = GridCell(community_id=community.id, label="二网格")
    db.session.add(elsewhere)
    db.session.flush()
    with pytest.raises(DomainError):
        service.submit_need(
            world.actor("unit_member"), community, data={"content": "借操场", "asking_partnership_id": world.school}
        )
    with pytest.raises(DomainError):
        service.submit_need(world.actor("grid_worker"), community, data={"content": "灯坏", "grid_id": elsewhere.id})


def test_staff_fields_are_refused_from_everybody_else(world: World) -> None:
    need = a_need(world, asking_partnership_id=world.hospital, state=NeedState.SUBMITTED)
    for smuggled in ({"public_text": "x"}, {"reporter_phone": "1"}, {"channel": "热线"}):
        with pytest.raises(NotAllowed):
            service.edit_need(world.actor("unit_member"), need, data=smuggled)


def test_staff_see_what_the_public_will_see_before_anything_is_saved(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff")
    page = client.page(world.url("needs/new"))
    page = page.submit(
        "Preview the public wording", {"What is needed": "7座402的阿公电话13905061234", "name": "换灯泡"}
    )
    assert "This is what the public will see" in page.text
    assert page.value("public_text") == "7座某户的阿公电话（略）"
    assert db.session.scalar(db.select(Need.id)) is None


def test_a_public_wording_that_leads_to_a_person_is_refused_at_its_field(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff")
    page = client.page(world.url("needs/new"))
    page = page.submit(
        "Record the need",
        {"What is needed": "要人陪诊", "public_name": "陪诊", "public_text": "3座502的阿婆"},
        status=422,
    )
    assert "Please leave out: 502" in page.text
    assert page.value("public_text") == "3座502的阿婆"
    assert db.session.scalar(db.select(Need.id)) is None


def test_what_is_missing_or_too_long_is_said_and_what_was_typed_stays(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff")
    page = client.page(world.url("needs/new"))
    page = page.submit(
        "Record the need", {"name": "字" * 121, "beneficiary_count": -3, "reporter_phone": "0" * 41}, status=422
    )
    assert page.text.count("Please fill this in.") >= 1
    assert page.value("name") == "字" * 121


def test_an_edited_number_loses_its_old_words_and_an_untouched_one_keeps_them(
    client: CheckedClient, world: World
) -> None:
    need = a_need(world, beneficiary_count=45, beneficiary_unit="人", beneficiary_count_text="约45人")
    enter(client, world, "staff")
    page = client.page(world.url(f"needs/{need.id}/edit"))
    page.submit("Save", {"beneficiaries": "老人"})
    assert need.beneficiary_count_text == "约45人"
    client.page(world.url(f"needs/{need.id}/edit")).submit("Save", {"beneficiary_count": 50})
    assert (need.beneficiary_count, need.beneficiary_count_text) == (50, "50人")
    client.page(world.url(f"needs/{need.id}/edit")).submit("Save", {"for_everyone": True})
    assert (need.beneficiary_count, need.beneficiary_count_text, need.is_for_everyone) == (None, "全体", True)


def test_two_people_who_edit_see_both_texts(client: CheckedClient, app: Flask, world: World) -> None:
    need = a_need(world)
    enter(client, world, "staff")
    mine = client.page(world.url(f"needs/{need.id}/edit"))
    other = app.test_client()
    assert isinstance(other, CheckedClient)
    enter(other, world, "secretary")
    other.page(world.url(f"needs/{need.id}/edit")).submit("Save", {"public_text": "书记改过的话"})
    again = mine.submit("Save", {"public_text": "我改过的话"}, status=422)
    assert "书记改过的话" in again.text
    assert again.value("public_text") == "我改过的话"
    again.submit("Save")
    assert need.public_text == "我改过的话"


def test_after_review_only_staff_edit(client: CheckedClient, world: World) -> None:
    need = a_need(world, asking_partnership_id=world.hospital)
    enter(client, world, "unit_member")
    assert "Edit" not in client.page(world.url(f"needs/{need.id}")).links()
    client.page(world.url(f"needs/{need.id}/edit"), 403)


def test_the_history_tells_which_fields_changed_and_not_what_they_said(world: World) -> None:
    need = a_need(world)
    service.edit_need(world.actor("staff"), need, data={"reporter_phone": "13905061234", "urgency": "一般"})
    entry = history(need)[-1]
    assert (entry.tag, entry.details) == ("need:edit", {"fields": ["reporter_phone"]})


@pytest.mark.parametrize(("who", "status"), [("stranger_staff", 404), ("supervisor", 403), ("district_observer", 403)])
def test_who_may_not_record_is_refused(client: CheckedClient, world: World, who: str, status: int) -> None:
    need = a_need(world)
    enter(client, world, who)
    for path in ("needs/new", f"needs/{need.id}/edit"):
        client.page(world.url(path), status)


def test_a_need_of_another_community_is_not_there(client: CheckedClient, world: World) -> None:
    need = a_need(world, community_id=world.elsewhere)
    enter(client, world, "staff")
    for path in ("", "/edit", "/merge"):
        client.page(world.url(f"needs/{need.id}{path}"), 404)
    assert RECORDED not in client.page(world.url("needs/")).text
