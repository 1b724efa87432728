"""The agenda: its order has no gaps, whatever is done to it."""

import threading

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.meetings import agenda
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingKind, MeetingState
from tests.support.database import on_both_databases
from tests.support.gathering import a_gathering, an_item
from tests.support.page import CheckedClient, Page
from tests.support.queries import statements
from tests.support.world import World, enter

THREE = (ItemKind.STUDY, ItemKind.MATCHING, ItemKind.DECISIONS)


def order(meeting: Meeting) -> list[tuple[int, str]]:
    return [(item.position, item.title) for item in agenda.items_in_order(meeting)]


def titles(page: Page) -> list[str]:
    """Of the items, in the order of the page."""
    return [row.get("data-title") for row in page.all("tr") if row.has("data-title")]


def test_an_item_is_added_with_one_line_and_the_next_one_can_be_typed_at_once(
    client: CheckedClient, world: World
) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/agenda"))
    page = page.submit(
        "Add", {"Item": "供需对接", "Kind of item": "Matching", "Presenter": "沈若溪", "Duration (minutes)": 30}
    )
    assert page.rows()[0][:2] == ["1", "供需对接 Matching … Not yet decided"]
    assert (page.value("Presenter: 供需对接"), page.value("Minutes: 供需对接")) == ("沈若溪", "30")
    assert page.document.control("Item").has("autofocus")
    page = page.submit("Add", {"Item": "总结"})
    assert titles(page) == ["供需对接", "总结"]


def test_an_item_without_a_title_keeps_what_was_typed(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/agenda")).submit("Add", {"Presenter": "沈若溪"}, status=422)
    assert "Please fill this in." in page.text
    assert page.value("Presenter") == "沈若溪"
    assert order(meeting) == []


def test_items_move_up_and_down(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, *THREE)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/agenda")).submit("Move “议题 decisions” up")
    assert titles(page) == ["议题 study", "议题 decisions", "议题 matching"]
    page = page.submit("Move “议题 study” down")
    assert titles(page) == ["议题 decisions", "议题 study", "议题 matching"]


def test_the_first_item_stays_where_it_is_when_moved_up(world: World) -> None:
    meeting = a_gathering(world, *THREE)
    agenda.move_agenda_item(world.actor("staff"), meeting.items[0], by=-1)
    assert [title for _position, title in order(meeting)] == ["议题 study", "议题 matching", "议题 decisions"]


def test_an_item_is_edited(client: CheckedClient, world: World) -> None:
    item = an_item(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{item.meeting_id}/agenda")).follow("Edit “议题 other”")
    page.submit("Save", {"Item": "加装电梯", "Kind of item": "Discussion"})
    assert (item.title, item.kind) == ("加装电梯", ItemKind.DISCUSSION)


def test_two_people_who_edit_an_item_see_both_texts(client: CheckedClient, world: World) -> None:
    item = an_item(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/items/{item.id}/edit"))
    agenda.edit_agenda_item(world.actor("secretary"), item, data={"title": "她的写法"})
    page = page.submit("Save", {"Item": "我的写法"}, status=422)
    assert "她的写法" in page.text
    assert page.value("Item") == "我的写法"
    page.submit("Save")
    assert item.title == "我的写法"


def test_removing_closes_the_gap(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, *THREE)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/agenda")).follow("Remove “议题 study”")
    assert "it does not come back by itself" in page.text
    page = page.submit("Take it off")
    assert titles(page) == ["议题 matching", "议题 decisions"]
    assert [position for position, _title in order(meeting)] == [1, 2]


def test_a_published_agenda_keeps_its_items(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, *THREE, state=MeetingState.CALLED)
    enter(client, world, "staff", language="en")
    assert "Remove “议题 study”" not in client.page(world.url(f"meetings/{meeting.id}/agenda")).links()
    with pytest.raises(Conflict):
        agenda.remove_agenda_item(world.actor("staff"), meeting.items[0])


def test_an_item_under_which_something_stands_is_not_removed(world: World) -> None:
    item = an_item(world)
    DECISION_LINES.add(world.actor("staff"), item, {"text": "先办三件事"})
    with pytest.raises(DomainError):
        agenda.remove_agenda_item(world.actor("staff"), item)


def test_a_verdict_is_given_corrected_and_taken_back(world: World) -> None:
    item, staff = an_item(world), world.actor("staff")
    for state in (ItemState.PASSED, ItemState.POSTPONED, ItemState.ACCEPTED):
        agenda.decide_agenda_item(staff, item, data={"state": state, "summary": "讨论热烈"})
        assert item.state is state
    assert item.summary == "讨论热烈"


@pytest.mark.parametrize("who", ["unit_admin", "supervisor", "district_observer", "grid_worker"])
def test_the_agenda_is_made_by_the_committee(client: CheckedClient, world: World, who: str) -> None:
    item = an_item(world, state=MeetingState.CALLED)
    enter(client, world, who)
    for path in (f"{item.meeting_id}/agenda", f"items/{item.id}", f"items/{item.id}/edit"):
        client.page(world.url(f"meetings/{path}"), status=403)
    with pytest.raises(NotAllowed):
        agenda.move_agenda_item(world.actor(who), item, by=1)


def test_items_of_another_community_are_not_there(client: CheckedClient, world: World) -> None:
    item = an_item(world)
    enter(client, world, "stranger_staff")
    for path in (f"meetings/items/{item.id}", f"meetings/items/{item.id}/edit", f"meetings/{item.meeting_id}"):
        client.page(f"/c/{world.elsewhere}/{path}", status=404)


def test_it_needs_no_more_statements_for_ten_times_the_items(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, ItemKind.OTHER)
    enter(client, world, "staff")
    url = world.url(f"meetings/{meeting.id}/agenda")
    client.page(url)
    with statements() as few:
        client.page(url)
    for number in range(10):
        agenda.add_agenda_item(world.actor("staff"), meeting, data={"title": f"第{number}项"})
    db.session.commit()
    with statements() as many:
        assert len(client.page(url).rows()) == 11
    assert len(many) == len(few)


# What a clerk may do to an agenda: add; move an item so far; take an item off.
DEEDS = st.one_of(
    st.just(("add", 0, 0)),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(-4, 4)),
    st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=12))
def test_the_order_has_no_gap_and_no_double_whatever_is_done(world: World, deeds: list[tuple[str, int, int]]) -> None:
    staff = world.actor("staff")
    meeting = a_gathering(world, kind=MeetingKind.EXTRAORDINARY)
    titles: list[str] = []
    for number, (deed, place, by) in enumerate(deeds):
        items = agenda.items_in_order(meeting)
        if deed == "add":
            agenda.add_agenda_item(staff, meeting, data={"title": str(number)})
            titles.append(str(number))
        elif items and deed == "move":
            start = place % len(items)
            agenda.move_agenda_item(staff, items[start], by=by)
            titles.insert(min(max(0, start + by), len(items) - 1), titles.pop(start))
        elif items:
            agenda.remove_agenda_item(staff, items[place % len(items)])
            del titles[place % len(items)]
        assert order(meeting) == list(enumerate(titles, start=1))


@on_both_databases
def test_two_recorders_who_add_items_at_once_get_different_places(app: Flask, world: World) -> None:
    meeting_id, staff = a_gathering(world).id, world.actor("staff")
    db.session.commit()
    start = threading.Barrier(2)

    def record(name: str) -> None:
        with app.app_context():
            start.wait()
            for number in range(4):
                meeting = db.session.get_one(Meeting, meeting_id)
                agenda.add_agenda_item(staff, meeting, data={"title": f"{name}{number}"})
                db.session.commit()

    people = [threading.Thread(target=record, args=(name,)) for name in "甲乙"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    positions = db.session.scalars(db.select(AgendaItem.position).order_by(AgendaItem.position)).all()
    assert positions == list(range(1, 9))
