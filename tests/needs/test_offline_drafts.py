"""A form that was sent twice is recorded once, whoever sends, whenever it arrives."""

import threading
from typing import Any
from uuid import uuid4

from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.needs import offline_drafts
from partner_hub.needs.models import Need
from partner_hub.vocabulary.need import NeedState
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient, SignedIn
from tests.support.records import a_need
from tests.support.world import World

TYPED = {"content": "7座402的阿公要人帮忙换灯泡", "urgency": "一般", "beneficiary_unit": "人"}


def needs() -> list[Need]:
    return list(db.session.scalars(db.select(Need).order_by(Need.id)))


def state(client: CheckedClient, world: World, *keys: str) -> dict[str, Any]:
    return dict(client.get(world.url("needs/drafts"), query_string={"key": keys}).json or {})


def send(client: CheckedClient, world: World, key: str, who: str = "grid_worker", **more: Any) -> dict[str, Any]:
    token = state(client, world)["csrf_token"]
    typed = TYPED | {"grid_id": world.grid, "client_key": key, "csrf_token": token, "writer": world.people[who]}
    return dict(client.post(world.url("needs/drafts"), data=typed | more).json or {})


def test_the_same_form_sent_twice_without_script_is_one_need(signed_in: SignedIn, world: World) -> None:
    client = signed_in("grid_worker")
    form = client.page(world.url("needs/new"))
    first = form.submit("Record the need", {"What is needed": "换灯泡"})
    again = form.submit("Record the need", {"What is needed": "换灯泡"})
    assert "The need has been recorded." in first.text
    assert "This had been recorded already." in again.text
    assert (first.url, len(needs())) == (again.url, 1)


def test_each_opened_form_is_a_need_of_its_own(signed_in: SignedIn, world: World) -> None:
    client = signed_in("grid_worker")
    for _ in range(2):
        client.page(world.url("needs/new")).submit("Record the need", {"What is needed": "换灯泡"})
    assert len(needs()) == 2


def test_other_words_in_a_form_that_was_sent_are_not_lost(signed_in: SignedIn, world: World) -> None:
    """Somebody went back in the browser and typed the next need into the old form."""
    form = signed_in("grid_worker").page(world.url("needs/new"))
    form.submit("Record the need", {"What is needed": "换灯泡"})
    page = form.submit("Record the need", {"What is needed": "修水管"}, status=422)
    assert "This form was recorded before as “换灯泡”" in page.text
    assert page.value("content") == "修水管"
    page.submit("Record the need")
    assert [need.content for need in needs()] == ["换灯泡", "修水管"]


def test_a_second_arrival_is_known_though_staff_have_edited_meanwhile(signed_in: SignedIn, world: World) -> None:
    client, key = signed_in("grid_worker"), str(uuid4())
    first = send(client, world, key)
    needs()[0].content = "书记改过"
    again = send(client, world, key)
    assert (first["state"], first["is_new"], again["state"], again["is_new"]) == ("arrived", True, "arrived", False)
    assert first["url"] == again["url"]


def test_a_phone_learns_what_has_arrived_and_of_its_own_drafts_only(signed_in: SignedIn, world: World) -> None:
    client, key = signed_in("grid_worker"), str(uuid4())
    assert state(client, world, key)["arrived"] == {}
    url = send(client, world, key)["url"]
    assert state(client, world, key, str(uuid4()))["arrived"] == {key: url}
    assert state(signed_in("staff"), world, key)["arrived"] == {}


def test_another_persons_key_is_just_a_key(signed_in: SignedIn, world: World) -> None:
    key = str(uuid4())
    send(signed_in("grid_worker"), world, key)
    answer = send(signed_in("staff"), world, key, "staff", channel="热线", content="别的事")
    assert (answer["state"], answer["is_new"], len(needs())) == ("arrived", True, 2)


def test_a_draft_waits_for_its_writer_when_somebody_else_is_signed_in(signed_in: SignedIn, world: World) -> None:
    answer = send(signed_in("staff"), world, str(uuid4()), "grid_worker")
    assert (answer, needs()) == ({"state": "other"}, [])


def test_a_refusal_gives_the_reasons(signed_in: SignedIn, world: World) -> None:
    answer = send(signed_in("grid_worker"), world, str(uuid4()), content=" ", beneficiary_count="-1")
    assert answer["state"] == "refused"
    assert "What is needed: Please fill this in." in answer["errors"]
    assert needs() == []


def test_what_is_no_key_is_no_key(signed_in: SignedIn, world: World) -> None:
    client = signed_in("grid_worker")
    for _ in range(2):
        assert send(client, world, "1' OR '1'='1")["is_new"]
    assert [need.client_key for need in needs()] == [None, None]


def test_the_table_does_not_keep_the_key_and_an_edit_does_not_show_it(signed_in: SignedIn, world: World) -> None:
    client, key = signed_in("grid_worker"), str(uuid4())
    url = send(client, world, key)["url"]
    assert key not in str((needs()[0].client_key, [entry.details for entry in history_of(needs()[0])]))
    assert "client_key" not in str(client.get(f"{url}/edit").data)


@on_both_databases
def test_of_many_arrivals_at_the_same_moment_one_is_recorded(app: Flask, world: World) -> None:
    key, start = str(uuid4()), threading.Barrier(6)
    found: list[tuple[int, bool]] = []

    def arrive() -> None:
        with app.app_context():
            actor, community = world.actor("grid_worker"), db.session.get_one(Community, world.community)
            db.session.commit()
            start.wait()
            data = {"content": "换灯泡", "grid_id": world.grid}
            need, is_new = offline_drafts.submit_draft_once(actor, community, data=data, client_key=key)
            db.session.commit()
            found.append((need.id, is_new))

    threads = [threading.Thread(target=arrive) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(is_new for _, is_new in found) == [False] * 5 + [True]
    assert {number for number, _ in found} == {need.id for need in needs()}


def test_a_worker_says_it_is_the_same_and_staff_merge_it(signed_in: SignedIn, world: World) -> None:
    known = a_need(world, beneficiary_count=4, beneficiary_unit="户", beneficiary_count_text="4户")
    answer = send(
        signed_in("grid_worker"), world, str(uuid4()), same_as=known.id, beneficiary_count=3, beneficiary_unit="户"
    )
    new = needs()[-1]
    assert (answer["state"], new.state, new.same_as_id) == ("arrived", NeedState.SUBMITTED, known.id)
    page = signed_in("staff").page(world.url(f"needs/{new.id}"))
    assert "Whoever recorded it says that it is the same" in page.text
    page = page.follow("Merge them").follow("Merge into it")
    page = page.submit("Merge", {"Which number is right?": "7户: both, of different households"})
    assert "7户" in page.text
    assert (new.state, new.same_as_id) == (NeedState.MERGED, None)


def test_what_staff_call_the_same_is_merged_at_once(signed_in: SignedIn, world: World) -> None:
    known = a_need(world)
    answer = send(signed_in("staff"), world, str(uuid4()), "staff", channel="热线", same_as=known.id)
    assert answer["url"] == world.url(f"needs/{known.id}")
    assert needs()[-1].merged_into_id == known.id


def test_nobody_calls_the_same_what_is_not_to_be_seen(signed_in: SignedIn, world: World) -> None:
    hidden = a_need(world, state=NeedState.SUBMITTED)
    client = signed_in("grid_worker")
    token = state(client, world)["csrf_token"]
    typed = TYPED | {"grid_id": world.grid, "csrf_token": token, "writer": world.people["grid_worker"]}
    response = client.post(world.url("needs/drafts"), data=typed | {"same_as": hidden.id})
    assert (response.status_code, len(needs())) == (404, 1)
