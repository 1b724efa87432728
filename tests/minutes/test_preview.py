"""The printed pages beside the text: of what stands in the form, and of what is saved."""

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes import printing
from partner_hub.minutes.document import PrintedMinutes
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.press.press import Ticket
from partner_hub.minutes.press.shelf import Shelf
from tests.support.browser import Visitor
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient, SignedIn
from tests.support.world import World

pytestmark = pytest.mark.pdf
LONG_TEXT = "\n".join([*("会议要求，各单位按季度通报进展情况。" for _ in range(60)), "会议强调，雨棚于秋天修好。"])


@pytest.fixture
def meeting(world: World) -> Meeting:
    meeting = a_held_meeting(world)
    draft_minutes(world.actor("staff"), meeting)
    db.session.commit()
    return meeting


def picture_of(png: bytes) -> tuple[str, tuple[int, int]]:
    picture = Image.open(BytesIO(png))
    return str(picture.format), picture.size


def type_text(client: CheckedClient, world: World, meeting: Meeting, **fields: str) -> TestResponse:
    """What the script of the page of the draft sends while somebody writes."""
    page = client.page(world.url(f"minutes/of/{meeting.id}"))
    token = page.all("input", name="csrf_token")[0].get("value")
    return client.post(world.url(f"minutes/of/{meeting.id}/pages/"), data={**fields, "csrf_token": token})


def test_what_is_typed_is_shown_and_not_saved(signed_in: SignedIn, world: World, meeting: Meeting) -> None:
    before = db.session.scalars(db.select(Minutes.body)).one()
    fields = {"own_text": LONG_TEXT, "preview_near": "雨棚于秋天修好"}
    answer = type_text(signed_in("staff"), world, meeting, **fields).get_json()
    assert 2 < answer["page"] < answer["pages"]
    assert picture_of(b64decode(answer["picture"].partition(",")[2])) == ("PNG", (800, 1132))
    assert db.session.scalars(db.select(Minutes.body)).one() == before


def test_a_character_that_no_font_has_is_told_beside_the_text(
    signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    answer = type_text(signed_in("staff"), world, meeting, own_text="报告\ue000。")
    assert answer.status_code == 422
    assert "U+E000" in " ".join(answer.get_json()["sentences"])


def test_without_script_all_saved_pages_are_pictures_of_a_page(
    signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    client = signed_in("staff")
    page = client.page(world.url(f"minutes/of/{meeting.id}")).follow("All saved pages")
    address = page.all("img")[0].get("src")
    picture = client.get(address)
    assert picture_of(picture.data) == ("PNG", (800, 1132))
    assert picture.headers["Cache-Control"] == "no-store"


class SlowPress:
    """Takes one job, and leaves it lying."""

    def __init__(self) -> None:
        self.ticket = Ticket()

    def hand_in(self, work: Callable[..., Any], *arguments: Any) -> Ticket:
        return self.ticket


def test_who_waits_longer_than_a_moment_sees_how_far_it_is(
    app: Flask, signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    client, press, address = signed_in("staff"), SlowPress(), world.url(f"minutes/of/{meeting.id}/draft.pdf")
    with pytest.MonkeyPatch.context() as server:
        server.setitem(app.extensions, printing.PRESS, press)
        server.setitem(app.extensions, printing.SHELF, Shelf())
        page = client.page(address, 202)
        assert page.response.headers["Refresh"] == "1"
        assert "yours comes next" in page.text
        press.ticket.reach(3)
        assert "reached page 3" in client.page(address, 202).text
        press.ticket.made.set_result(PrintedMinutes(b"%PDF-1.7", 5))
        assert client.get(address).data == b"%PDF-1.7"


def test_the_page_that_is_written_stands_beside_its_text(
    visitor: Visitor, signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    visitor.become(signed_in("staff"))
    page = visitor.open(world.url(f"minutes/of/{meeting.id}"))
    page.wait_for_selector("[data-shown]:has-text('Page 1 of')")
    page.get_by_text("Add a section of your own").click()
    page.get_by_label("Its text").fill(LONG_TEXT)
    page.wait_for_selector("[data-shown]:has-text('Page 4 of')")
    page.get_by_label("Page before").click()
    page.wait_for_selector("[data-shown]:has-text('Page 3 of')")
    visitor.check("minutes-pages")
