"""What became of earlier promises."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES, FollowUpValues
from partner_hub.minutes.effects.signing import promises_without_outcome
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, MeetingState
from tests.support.gathering import an_item
from tests.support.page import CheckedClient, Page
from tests.support.recording import open_at
from tests.support.records import an_action
from tests.support.world import World, enter


@pytest.fixture
def review(world: World) -> AgendaItem:
    return an_item(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)


def test_open_action_items_stand_ready_to_be_followed_up(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    action = an_action(world, title="状元巷护学岗")
    page = open_at(client, world, review)
    page = page.submit(
        "Note it", {"What became of it": "Continued", "Details": "下午缺2人", "New deadline": "2027-01-31"}
    )
    line = review.follow_ups[0]
    assert (line.action_id, line.title, line.lead) == (action.id, "状元巷护学岗", "江州市第二医院")
    assert (line.status, line.detail, str(line.new_due)) == (FollowUpStatus.CONTINUED, "下午缺2人", "2027-01-31")
    assert "Note it" not in page.buttons()


def test_the_cursor_goes_on_to_the_next_open_action_item(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    an_action(world, title="状元巷护学岗")
    an_action(world, title="春季邻里节")
    page = open_at(client, world, review, "follow_up").submit("Note it", {"What became of it": "Done"})
    assert page.buttons().count("Note it") == 1
    assert title_at_cursor(page) == "春季邻里节"


def test_lines_that_came_by_themselves_are_recorded_where_they_stand(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    """One form for each task, with a line on the agenda or without; the cursor goes from one to the next."""
    on_agenda, without_line = an_action(world, title="状元巷护学岗"), an_action(world, title="春季邻里节")
    data: FollowUpValues = {"action": on_agenda, "status": FollowUpStatus.PENDING, "detail": "两人到岗"}
    line = FOLLOW_UP_LINES.add(world.actor("staff"), review, data)
    page = open_at(client, world, review, "follow_up")
    assert page.buttons().count("Note it") == 2
    assert page.text.count("状元巷护学岗") == len(["its form", "the link that takes it off the agenda"])
    assert title_at_cursor(page) == "状元巷护学岗"

    page = page.submit("Note it", {"What became of it": "Continued", "New deadline": "2027-01-31"})

    assert (line.status, line.detail, str(line.new_due)) == (FollowUpStatus.CONTINUED, "两人到岗", "2027-01-31")
    assert (line.title, line.lead, line.action_id) == ("状元巷护学岗", "江州市第二医院", on_agenda.id)
    assert page.buttons().count("Note it") == 1
    assert title_at_cursor(page) == "春季邻里节"
    page.submit("Note it", {"What became of it": "Done"})
    assert [each.action_id for each in review.follow_ups] == [on_agenda.id, without_line.id]


def test_a_line_noted_without_a_result_says_so_and_keeps_what_was_typed(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    data: FollowUpValues = {"action": an_action(world), "status": FollowUpStatus.PENDING}
    line = FOLLOW_UP_LINES.add(world.actor("staff"), review, data)
    page = open_at(client, world, review, "follow_up").submit("Note it", {"Details": "缺2人"}, status=422)
    assert "Please say what became of it." in page.text
    page.submit("Save", {"What became of it": "Dropped"})
    assert (line.status, line.detail) == (FollowUpStatus.DROPPED, "缺2人")


def test_how_a_promise_stands_is_read_above_its_form(client: CheckedClient, world: World, review: AgendaItem) -> None:
    an_action(world, title="春季邻里节", due=date(2026, 3, 1), state=ActionState.IN_PROGRESS)
    page = open_at(client, world, review)
    assert "江州市第二医院 · " in page.text
    assert "Under way" in page.text
    assert "Overdue" in page.text


def test_the_gate_of_the_minutes_leads_to_the_form_that_is_missing(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    for title in ("状元巷护学岗", "春季邻里节"):
        data: FollowUpValues = {"action": an_action(world, title=title), "status": FollowUpStatus.PENDING}
        FOLLOW_UP_LINES.add(world.actor("staff"), review, data)
    db.session.commit()
    enter(client, world, "staff", language="en")
    for title, url in promises_without_outcome(review.meeting):
        assert title_at_cursor(client.page(url)) == title


def title_at_cursor(page: Page) -> str | None:
    focused = next(control for control in page.document.controls() if control.has("autofocus"))
    form = page.document.form_of(focused)
    assert form is not None
    return next(each.get("value") for each in form.all("input") if each.get("name") == "title")


def test_a_promise_that_is_not_on_record_is_followed_up_in_words(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    page = open_at(client, world, review)
    page = page.submit("Add a follow-up", {"What was promised": "4号楼门禁", "What became of it": "Not done"})
    assert review.follow_ups[0].action_id is None
    page = page.follow("Edit line 1 of “What became of earlier promises”")
    page.submit("Save", {"What became of it": "Done"})
    assert review.follow_ups[0].status is FollowUpStatus.DONE


def test_an_action_item_of_another_community_is_not_taken(
    client: CheckedClient, world: World, review: AgendaItem
) -> None:
    foreign = an_action(world, community_id=world.elsewhere, responsible_id=world.stranger_unit)
    token = open_at(client, world, review).document.first("input", name="csrf_token")
    assert token is not None
    values = {"csrf_token": token.get("value"), "title": "冒名", "came_of": "done", "action_id": str(foreign.id)}
    client.post(world.url(f"meetings/items/{review.id}/follow_up"), data=values)
    assert [(line.title, line.action_id) for line in review.follow_ups] == [("冒名", None)]


def test_an_action_item_is_followed_up_once_under_an_item(world: World, review: AgendaItem) -> None:
    data: FollowUpValues = {"action": an_action(world), "status": FollowUpStatus.DONE}
    FOLLOW_UP_LINES.add(world.actor("staff"), review, data)
    with pytest.raises(Conflict):
        FOLLOW_UP_LINES.add(world.actor("staff"), review, data)
