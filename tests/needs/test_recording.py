"""Recording and editing a need: what each role is asked, and what nobody may slip in."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from partner_hub.communities.models import Community, GridCell
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.needs import service
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState
from tests.support.page import CheckedClient, SignedIn
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
    assert "What others will read" in page.text
    assert page.value("public_text")
    assert not [word for word in ("402", "1390") if word in page.value("public_text")]
    assert db.session.scalar(db.select(Need.id)) is None


def test_a_public_wording_that_leads_to_a_person_is_refused_at_its_field(client: CheckedClient, world: World) -> None:
    enter(client, world, "staff")
    page = client.page(world.url("needs/new"))
    page = page.submit(
        "Record the need",
        {"What is needed": "要人陪诊", "public_name": "陪诊", "public_text": "3座502的阿婆"},
        status=422,
    )
    assert "Please leave out: 3座502" in page.text
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
    entry = history_of(need)[-1]
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


def test_a_clerk_records_for_a_caller_whose_name_stays_with_staff(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url("needs/new"))
    page = page.submit(
        "Record the need",
        {
            "What is needed": "换灯泡",
            "channel": "热线",
            "grid_id": str(world.grid),
            "reporter_name": "林秀",
            "reporter_phone": "13905061234",
        },
    )
    entry = history_of(the_need())[0]
    assert (entry.actor_name, entry.on_behalf_of) == ("丁一鸣", "来电居民")
    assert "Recorded by 丁一鸣 (for 来电居民)" in page.text
    assert "Reported by 林秀" in page.text
    page = signed_in("grid_worker").page(world.url(f"needs/{the_need().id}"))
    assert "丁一鸣 (for 来电居民)" in page.text
    assert "林秀" not in page.text
    assert "13905061234" not in page.text


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"channel": "窗口接待"}, "来访居民"),
        ({"channel": "入户走访", "reporter_name": "林秀"}, "居民"),
        ({"channel": "议事会"}, ""),
        ({"channel": "热线", "asking_partnership_id": True}, "江州市第二医院"),
    ],
)
def test_for_whom_a_clerk_types(world: World, facts: dict[str, Any], name: str) -> None:
    if "asking_partnership_id" in facts:
        facts = facts | {"asking_partnership_id": world.hospital}
    community = db.session.get_one(Community, world.community)
    need = service.submit_need(world.actor("staff"), community, data={"content": "换灯泡"} | facts)
    assert history_of(need)[0].on_behalf_of == name


def test_who_speaks_for_the_own_unit_or_grid_speaks_for_nobody_else(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    need = service.submit_need(
        world.actor("unit_member"), community, data={"content": "借操场", "asking_partnership_id": world.hospital}
    )
    assert history_of(need)[0].on_behalf_of == ""


def test_without_script_a_button_looks_for_similar_needs(signed_in: SignedIn, world: World) -> None:
    a_need(world)
    page = signed_in("unit_member").page(world.url("needs/new"))
    page = page.submit("Look for similar needs", {"What is needed": "独居老人去医院没有人陪"})
    assert "Is it one of these? 独居老人要人陪诊" in page.text
    assert "502" not in page.text
    assert page.value("content") == "独居老人去医院没有人陪"
    assert db.session.scalars(db.select(Need)).one()
    page = page.submit("Look for similar needs", {"What is needed": "借一块操场开运动会"})
    assert "Nothing similar has been recorded." in page.text


@pytest.mark.parametrize(("who", "shown"), [("staff", 2), ("grid_worker", 0), ("unit_member", 0)])
def test_similar_needs_are_looked_for_in_the_words_that_one_may_read(
    app: Flask, world: World, who: str, shown: int
) -> None:
    """Nobody finds out by trying what the hidden words of a need are."""
    a_need(world, name="阿婆要换导尿管", content="阿婆要换导尿管", public_name="上门护理", public_text="上门护理")
    a_need(world, state=NeedState.SUBMITTED, name="阿婆要换导尿管", content="", public_name="")
    client = FlaskClient(app, app.response_class)
    enter(client, world, who)
    answer = client.get(world.url("needs/similar"), query_string={"text": "阿婆要换导尿管"})
    assert answer.status_code == 200
    assert answer.text.count("导尿管") == shown


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("换灯泡\n梯子太高", "换灯泡"),
        ("弄堂里没有灯，7座402的阿婆晚上看不见路，电话13905061234", "弄堂里没有灯，7座402的阿婆晚上看不见路"),
        ("弄堂里没有灯晚上看不见路的阿婆请打电话找她13905061234", "弄堂里没有灯晚上看不见路的阿婆请打电话找她"),
        ("字" * 40, "字" * 30),
        ("13905061234" * 4, "139050612341390506123413905061"),
    ],
)
def test_a_title_is_the_beginning_and_never_half_a_number(world: World, content: str, title: str) -> None:
    community = db.session.get_one(Community, world.community)
    need = service.submit_need(world.actor("staff"), community, data={"content": content})
    assert need.name == title
