"""The way of a meeting from being prepared to being closed."""

import itertools
from datetime import timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, SeveralFaults
from partner_hub.core.permissions import GRANTS, Permission, Role
from partner_hub.meetings import calling
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import take_step
from partner_hub.meetings.workflow import ITEM_WORKFLOW, MEETING_WORKFLOW
from partner_hub.vocabulary.meeting import (
    DECIDED_ITEM_STATES,
    SEALED_MEETING_STATES,
    Answer,
    ItemKind,
    ItemState,
    MeetingState,
)
from tests.support.gathering import a_gathering, more_units
from tests.support.mails import bundled, speak_english, told
from tests.support.page import CheckedClient
from tests.support.smtp import Mailbox
from tests.support.world import World, enter

M = MeetingState


def test_calling_writes_to_every_user_of_the_units_with_one_link(
    client: CheckedClient, world: World, mailbox: Mailbox
) -> None:
    speak_english()
    meeting = a_gathering(world, ItemKind.MATCHING)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/call")).submit("Call the meeting and send the notices")
    assert "Called" in page.text
    assert told() == [
        (who, f"Invitation: {meeting.title}") for who in ("other_unit_admin", "unit_admin", "unit_member")
    ]
    mails = bundled()
    assert [mail.recipient for mail in mails] == [
        "other_unit_admin@example.org",
        "unit_admin@example.org",
        "unit_member@example.org",
    ]
    assert mails[0].body.count("http") == 1
    assert f"/c/{world.community}/meetings/{meeting.id}" in mails[0].body
    assert "Place: 二楼议事厅" in mails[0].body


def test_units_that_joined_meanwhile_get_their_seat_when_the_meeting_is_called(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING)
    more_units(world, 1)
    take_step(world.actor("staff"), meeting, M.CALLED)
    assert len(meeting.seats) == 3


def test_a_meeting_without_agenda_is_not_called(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/call")).submit(
        "Call the meeting and send the notices", status=422
    )
    assert "There is no agenda yet." in page.text
    assert told() == []


def test_opening_and_ending_keep_the_times(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.CALLED)
    take_step(world.actor("staff"), meeting, M.IN_SESSION)
    take_step(world.actor("staff"), meeting, M.HELD)
    assert meeting.actual_start is not None
    assert meeting.ended_at is not None
    assert meeting.actual_start <= meeting.ended_at


def test_a_past_meeting_is_recorded_without_notices(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, year=2025)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}"))
    assert "Call the meeting and send the notices…" not in page.links()
    page.submit("It has been held: only record it")
    assert meeting.state is M.HELD
    assert told() == []


def test_a_meeting_to_come_has_not_been_held(world: World) -> None:
    with pytest.raises(DomainError):
        take_step(world.actor("staff"), a_gathering(world, year=2099), M.HELD)


def test_cancelling_asks_for_a_reason_and_tells_the_units(
    client: CheckedClient, world: World, mailbox: Mailbox
) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.CALLED)
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}")).follow("Cancel the meeting…")
    page = page.submit("Cancel the meeting", status=422)
    assert "Please give a reason." in page.text
    page.submit("Cancel the meeting", {"Reason": "台风"})
    assert meeting.state is M.CANCELLED
    assert "台风" in bundled()[0].body


def test_units_that_are_silent_are_asked_once_more_three_days_before(world: World) -> None:
    speak_english()
    start = clock.utc_now() + timedelta(days=3)
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.CALLED, planned_start=start)
    next(seat for seat in meeting.seats if seat.partnership_id == world.school).answer = Answer.EXCUSED
    today = clock.to_local(start).date() - timedelta(days=3)
    assert calling.remind_unanswered(today - timedelta(days=1)) == 0, "there is time enough"
    assert calling.remind_unanswered(today) == 1
    assert calling.remind_unanswered(today + timedelta(days=1)) == 0
    assert told() == [(who, f"Please answer: {meeting.title}") for who in ("unit_admin", "unit_member")]


def test_only_the_newest_meeting_is_reopened_and_only_with_a_reason(world: World) -> None:
    older, newer = a_gathering(world, year=2025, state=M.CLOSED), a_gathering(world, state=M.CLOSED)
    secretary = world.actor("secretary")
    with pytest.raises(DomainError) as refusal:
        take_step(secretary, older, M.HELD, reason="补一条")
    assert newer.title in str(refusal.value)
    with pytest.raises(DomainError) as refusal:
        take_step(secretary, newer, M.HELD)
    assert refusal.value.field == "reason"
    take_step(secretary, newer, M.HELD, reason="补一条")
    assert newer.state is M.HELD


def test_closing_names_every_undecided_item_with_its_page(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, ItemKind.STUDY, ItemKind.DECISIONS, state=M.MINUTES_SIGNED)
    meeting.items[1].state = ItemState.NOTED
    enter(client, world, "secretary", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}")).submit("Close the meeting", status=422)
    assert "1. 议题 matching" in page.links()
    assert "3. 议题 decisions" in page.links()
    assert "2. 议题 study" not in page.text
    page.follow("3. 议题 decisions")


def test_the_minutes_are_not_signed_over_an_undecided_item(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.HELD)
    with pytest.raises(SeveralFaults, match="议题 matching"):
        take_step(world.actor("secretary"), meeting, M.MINUTES_SIGNED)
    meeting.items[0].state = ItemState.PASSED
    take_step(world.actor("secretary"), meeting, M.MINUTES_SIGNED)


def test_staff_do_not_sign_or_close(world: World) -> None:
    for start, to in ((M.HELD, M.MINUTES_SIGNED), (M.MINUTES_SIGNED, M.CLOSED), (M.CLOSED, M.HELD)):
        meeting = a_gathering(world, kind="extraordinary", state=start)
        with pytest.raises(NotAllowed):
            take_step(world.actor("staff"), meeting, to, reason="试试")


def test_of_two_people_one_is_faster(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.CALLED)
    db.session.execute(db.update(Meeting).values(version=99).execution_options(synchronize_session=False))
    with pytest.raises(Conflict):
        take_step(world.actor("staff"), meeting, M.IN_SESSION)


def test_an_unknown_step_is_refused_with_the_state(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff", language="en")
    for step in ("closed", "minutes_signed", "nonsense"):
        page = client.page(world.url(f"meetings/{meeting.id}/step/{step}"), status=409)
        assert "Being prepared" in page.text


def test_units_take_no_step(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=M.CALLED)
    enter(client, world, "unit_admin", language="en")
    assert "Open the meeting" not in client.page(world.url(f"meetings/{meeting.id}")).buttons()
    client.page(world.url(f"meetings/{meeting.id}/step/in_session"), status=403)


@pytest.mark.parametrize("pair", [pair for pair in MEETING_WORKFLOW.rules if pair[0] in SEALED_MEETING_STATES])
def test_every_way_out_of_a_sealed_meeting_is_the_secretarys(pair: tuple[MeetingState, MeetingState]) -> None:
    permission = MEETING_WORKFLOW.rules[pair].permission
    assert permission is Permission.MINUTES_SIGN
    assert permission not in GRANTS[Role.STAFF]


def test_a_cancelled_meeting_leads_nowhere_and_nothing_stays_where_it_is() -> None:
    assert M.CANCELLED not in {start for start, _ in MEETING_WORKFLOW.rules}
    assert [(start, to) for start, to in MEETING_WORKFLOW.rules if start is to] == []


def test_every_state_can_be_reached_and_every_reopening_asks_why() -> None:
    reached: set[MeetingState] = set()
    found = {M.PLANNING}
    while found - reached:
        reached |= found
        found = {to for start, to in MEETING_WORKFLOW.rules if start in reached} | reached
    assert reached == set(MeetingState)
    assert all(rule.reason for rule in MEETING_WORKFLOW.rules.values() if rule.action in {"reopen", "cancel"})


@pytest.mark.parametrize(("verdict", "other"), list(itertools.product(DECIDED_ITEM_STATES, repeat=2)))
def test_a_verdict_can_always_be_corrected_or_taken_back(verdict: ItemState, other: ItemState) -> None:
    assert (verdict, ItemState.ACCEPTED) in ITEM_WORKFLOW.rules
    assert ((verdict, other) in ITEM_WORKFLOW.rules) is (verdict is not other)
