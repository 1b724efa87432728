"""Sections that a clerk adds to the draft, as the clerk goes through the page."""

from functools import partial

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.models import Minutes
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient, Page
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
HEADING, TEXT = "Heading of a section of your own (optional)", "Its text (optional)"


@pytest.fixture
def draft(client: CheckedClient, world: World) -> Page:
    meeting: Meeting = a_held_meeting(world)
    enter(client, world, "staff")
    return client.page(world.url(f"minutes/of/{meeting.id}")).submit("Write the draft from the record")


def body() -> str:
    return db.session.scalars(db.select(Minutes)).one().body


def test_a_section_added_after_another_was_removed_takes_no_others_place(draft: Page) -> None:
    for name in "甲乙":
        draft = draft.submit("Save", {HEADING: f"附{name}", TEXT: f"{name}文。"})
    draft = draft.submit("Save", {"passage_own_1": "", "passage_own_1__text": ""})
    draft = draft.submit("Save", {HEADING: "附丙", TEXT: "丙文。"})
    draft.submit("Save", {})
    lines = body().splitlines()[-4:]
    assert [line.partition("、")[2] or line for line in lines] == ["附乙", "乙文。", "附丙", "丙文。"]


def test_a_heading_without_a_text_is_not_lost_in_silence(draft: Page) -> None:
    page = draft.submit("Save", {HEADING: "附甲"}, status=422)
    assert "A heading without a text is not printed" in page.text
    page.submit("Save", {TEXT: "甲文。"})
    assert "、附甲\n甲文。" in body()
