"""A clerk puts an agenda in order: many steps by the arrow keys, minutes typed, one save."""

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.agenda import items_in_order
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import ItemKind
from tests.journeys.conftest import Travel
from tests.journeys.keyboard import Keyboard
from tests.journeys.traveller import say
from tests.support.gathering import a_gathering
from tests.support.world import World

pytestmark = pytest.mark.browser
HANDLE = "Move “%(title)s” with the arrow keys or by dragging"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, ItemKind.STUDY, ItemKind.MATCHING, ItemKind.DECISIONS, planned_minutes=60)


def test_the_keys_alone_put_it_in_order(travel: Travel, world: World, meeting: Meeting) -> None:
    clerk = travel("clerk", world, "staff")
    keys = Keyboard(clerk)
    clerk.open(world.url(f"meetings/{meeting.id}/agenda"))
    too_long = say("{allotted} minutes are given out, {over} more than the {planned} that the meeting is planned for.")
    keys.tab_to_button("Presenter: %(title)s", title="议题 study")
    keys.type("沈若溪", "70")
    assert too_long.format(allotted=70, over=10, planned=60) in clerk.text
    keys.tab_to_button(HANDLE, title="议题 study")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"):
        keys.press(key)
    spoken = clerk.main.locator("[data-spoken]").text_content()
    assert spoken == say("“{title}” now stands at place {place} of {total}.").format(
        title="议题 study", place=3, total=3
    )
    assert clerk.page.evaluate("document.activeElement.dataset.handle") == "", "the cursor stays at the handle"
    clerk.picture("ordered")
    keys.tab_to("Save order, presenters and minutes")
    keys.send()

    db.session.expire_all()
    found = [(item.title, item.presenter, item.minutes_allotted) for item in items_in_order(meeting)]
    assert found == [("议题 matching", "", None), ("议题 decisions", "", None), ("议题 study", "沈若溪", 70)]


def test_a_row_is_dragged(travel: Travel, world: World, meeting: Meeting) -> None:
    clerk = travel("clerk", world, "staff")
    clerk.open(world.url(f"meetings/{meeting.id}/agenda"))
    rows, mouse = clerk.main.locator("tr[data-item]"), clerk.page.mouse
    rows.nth(2).locator("[data-handle]").hover()
    mouse.down()
    top = rows.nth(0).bounding_box()
    assert top
    mouse.move(top["x"] + 20, top["y"] + 5, steps=5)
    mouse.up()
    clerk.press("Save order, presenters and minutes")
    db.session.expire_all()
    assert [item.title for item in items_in_order(meeting)] == ["议题 decisions", "议题 study", "议题 matching"]
