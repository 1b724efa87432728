"""Where passages stand is chosen by one click, loses nothing that was typed, and is kept for the next quarter."""

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.drafting.current_draft import current_draft
from partner_hub.minutes.drafting.stored_passages import DraftPassage
from partner_hub.minutes.models import Minutes
from partner_hub.vocabulary.minutes import PassageKind, Placement
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient, Page
from tests.support.world import World, enter

LEAD = "passage_lead"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_held_meeting(world)


def passage_of(meeting_id: int, kind: PassageKind) -> DraftPassage:
    meeting = meeting_record(meeting_id)
    minutes = db.session.scalars(db.select(Minutes).where(Minutes.meeting_id == meeting_id)).one()
    return next(each for each in current_draft(meeting, minutes) if each.kind is kind)


def draft_page(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    draft_minutes(world.actor("staff"), meeting)
    db.session.commit()
    enter(client, world, "staff", language="en")
    return client.page(world.url(f"minutes/of/{meeting.id}"))


@pytest.fixture
def placed(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    page = draft_page(client, world, meeting)
    return page.submit("Left out Tasks", {LEAD: "会议改了说法。"})


def test_a_click_leaves_a_passage_out_and_saves_what_was_typed_beside(placed: Page, meeting: Meeting) -> None:
    assert placed.value(LEAD) == "会议改了说法。"
    assert passage_of(meeting.id, PassageKind.TASKS).text == ""
    assert "开放夜间车位" not in db.session.scalars(db.select(Minutes)).one().body


def test_the_choice_is_kept_for_the_next_quarter(placed: Page, world: World) -> None:
    following = a_held_meeting(world, quarter=4)
    draft_minutes(world.actor("staff"), meeting_record(following.id))
    assert passage_of(following.id, PassageKind.TASKS).placement is Placement.OMITTED


def test_what_was_written_by_hand_waits_for_an_answer(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = draft_page(client, world, meeting)
    decided = passage_of(meeting.id, PassageKind.DECISIONS)
    page = page.submit("Save", {decided.field_name: "会议议定：手写的一段。"})
    meeting_record(meeting.id).items[-1].decisions[0].text = "资源清单每月更新"
    db.session.commit()
    page = client.page(world.url(f"minutes/of/{meeting.id}"))
    assert "资源清单每月更新" in page.text
    assert page.value(decided.field_name) == "会议议定：手写的一段。"
    page = page.submit("Save", {f"{decided.field_name}_takes": "record"})
    assert "资源清单每月更新" in page.value(decided.field_name)
    assert "The record has changed" not in page.text
