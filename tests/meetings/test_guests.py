"""People in the room for no unit."""

import pytest

from partner_hub.core.errors import Conflict
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.guests import GUEST_LINES, GuestValues
from partner_hub.vocabulary.meeting import MeetingState
from tests.support.gathering import a_gathering
from tests.support.page import CheckedClient, Page
from tests.support.world import World, enter


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world)


@pytest.fixture
def page(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    enter(client, world, "staff", language="en")
    return client.page(world.url(f"meetings/{meeting.id}/attendance"))


def names(meeting: Meeting) -> list[tuple[str, str]]:
    return [(guest.organisation, guest.name) for guest in meeting.guests]


def test_guests_are_added_one_line_after_the_other(page: Page, meeting: Meeting) -> None:
    page = page.submit("Add a person", {"Organisation": "柳岸街道", "name": "程昉", "title": "副书记"})
    page = page.submit("Add a person", {"name": "何大姐", "One of our own people": True})
    assert "柳岸街道 程昉 副书记" in page.text
    assert names(meeting) == [("柳岸街道", "程昉"), ("", "何大姐")]
    assert [guest.is_staff for guest in meeting.guests] == [False, True]


def test_a_guest_without_a_name_is_refused(page: Page, meeting: Meeting) -> None:
    page = page.submit("Add a person", {"Organisation": "柳岸街道"}, status=422)
    assert page.value("Organisation") == "柳岸街道"
    assert names(meeting) == []


def test_a_guest_is_corrected_and_taken_off(page: Page, meeting: Meeting) -> None:
    page = page.submit("Add a person", {"name": "程昉"}).follow("Edit “程昉”")
    page = page.submit("Save", {"name": "程昉昉", "note": "3:40到会"})
    assert "（3:40到会）" in page.text
    page.follow("Edit “程昉昉”").submit("Remove this person")
    assert names(meeting) == []


def test_two_people_who_correct_a_guest_see_both_texts(page: Page, world: World, meeting: Meeting) -> None:
    page = page.submit("Add a person", {"name": "程昉"}).follow("Edit “程昉”")
    values: GuestValues = {"name": "程方", "title": "", "organisation": "", "note": "", "is_staff": False}
    GUEST_LINES.change(world.actor("secretary"), meeting, meeting.guests[0], values)
    page = page.submit("Save", {"name": "程芳"}, status=422)
    assert "程方" in page.text
    assert page.value("name") == "程芳"


def test_a_guest_of_another_meeting_is_not_there(client: CheckedClient, world: World, meeting: Meeting) -> None:
    guest = GUEST_LINES.add(world.actor("staff"), a_gathering(world, year=2025), {"name": "程昉"})
    enter(client, world, "staff")
    client.page(world.url(f"meetings/{meeting.id}/guests/{guest.id}"), status=404)


def test_nobody_joins_a_meeting_that_was_cancelled(world: World, meeting: Meeting) -> None:
    meeting.state = MeetingState.CANCELLED
    with pytest.raises(Conflict):
        GUEST_LINES.add(world.actor("staff"), meeting, {"name": "程昉"})
