"""The next meeting confirms minutes, as presented or with changes."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.agenda import decide_agenda_item, remove_agenda_item
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.service import take_step
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.drafting.record import ConfirmationRecord, meeting_record_of
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review.confirmations import confirmations_without_changes, file_confirmations
from partner_hub.minutes.review.models import MinutesConfirmation
from partner_hub.minutes.service import sign_minutes
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState, Presence
from tests.support.gathering import a_gathering
from tests.support.held import a_held_meeting
from tests.support.page import SignedIn
from tests.support.world import World

CHANGE = "首批车位应写30个"


def sign(world: World, meeting: Meeting) -> IssuedMinutes:
    meeting.state = MeetingState.HELD
    for seat in meeting.seats:
        seat.presence = Presence.PRESENT
    minutes = draft_minutes(world.actor("staff"), meeting)
    return sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 7, 20))


@pytest.fixture
def last(world: World) -> IssuedMinutes:
    """The signed minutes of the third quarter."""
    return sign(world, a_held_meeting(world))


@pytest.fixture
def item(world: World, last: IssuedMinutes) -> AgendaItem:
    """Came onto the next agenda by itself; the rest of that agenda is dealt with."""
    meeting = a_gathering(world, standing_agenda=True)
    for each in meeting.items:
        each.state = ItemState.NOTED
        each.follow_ups.clear()
    db.session.flush()
    return next(each for each in meeting.items if each.kind is ItemKind.MINUTES_CONFIRMATION)


def decide(world: World, item: AgendaItem, state: ItemState, *changes: str) -> None:
    for words in changes:
        DECISION_LINES.add(world.actor("staff"), item, {"text": words})
    decide_agenda_item(world.actor("staff"), item, data={"state": state})


def test_it_comes_onto_an_agenda_by_itself_behind_the_promises_and_stays_off_it(
    world: World, last: IssuedMinutes
) -> None:
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, ItemKind.MATCHING)
    fill_agenda(world.actor("staff"), meeting)
    db.session.refresh(meeting)
    kinds = [item.kind for item in meeting.items]
    assert kinds[:2] == [ItemKind.FOLLOW_UP, ItemKind.MINUTES_CONFIRMATION]
    remove_agenda_item(world.actor("staff"), meeting.items[1])
    fill_agenda(world.actor("staff"), meeting)
    db.session.refresh(meeting)
    assert ItemKind.MINUTES_CONFIRMATION not in {item.kind for item in meeting.items}


def test_both_meetings_the_minutes_and_the_catalogue_tell_it_once_it_is_signed(
    world: World, signed_in: SignedIn, last: IssuedMinutes, item: AgendaItem
) -> None:
    decide(world, item, ItemState.PASSED_WITH_CHANGES, CHANGE)
    before, pages = last.sha256, (f"minutes/{last.id}", f"meetings/{item.meeting_id}")
    reader = signed_in("unit_member")
    assert not any("Confirmed with changes" in reader.page(world.url(page)).text for page in ("minutes/", *pages[:1]))
    sign(world, item.meeting)
    db.session.commit()
    for page in ("minutes/", *pages, f"meetings/{last.minutes.meeting_id}"):
        text = reader.page(world.url(page)).text
        assert "Confirmed with changes" in text
        assert page == "minutes/" or CHANGE in text
    assert db.session.get_one(IssuedMinutes, last.id).sha256 == before


def test_the_record_of_the_meeting_names_what_was_confirmed(world: World, item: AgendaItem) -> None:
    decide(world, item, ItemState.PASSED)
    said = [each.confirmation for each in meeting_record_of(item.meeting).items if each.confirmation]
    assert said == [ConfirmationRecord("〔2026〕1号", with_changes=False)]


def test_changes_must_be_said(world: World, item: AgendaItem) -> None:
    decide(world, item, ItemState.PASSED_WITH_CHANGES)
    assert len(confirmations_without_changes(item.meeting)) == 1
    decide_agenda_item(world.actor("staff"), item, data={"summary": "人数改为20人。"})
    assert confirmations_without_changes(item.meeting) == []


def test_another_verdict_after_reopening_takes_it_back(world: World, item: AgendaItem) -> None:
    decide(world, item, ItemState.PASSED)
    sign(world, item.meeting)
    filed = db.session.scalars(db.select(MinutesConfirmation)).one()
    assert filed.changes == ""
    secretary = world.actor("secretary")
    take_step(secretary, item.meeting, MeetingState.HELD, reason="漏记")
    decide(world, item, ItemState.POSTPONED)
    item.meeting.state = MeetingState.HELD
    file_confirmations(item.meeting)
    assert db.session.scalars(db.select(MinutesConfirmation)).all() == []
