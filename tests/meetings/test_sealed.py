"""Nothing of a meeting whose minutes are signed may be changed, by whatever command."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings import agenda, attendance, service
from partner_hub.meetings.agenda_sheet import AgendaOrder, save_agenda_sheet
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.meetings.record_lines.discussions import DISCUSSION_LINES
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.guests import GUEST_LINES
from partner_hub.meetings.record_lines.matches import (
    MATCH_LINES,
    MatchValues,
    confirm_tabled_matches,
    settle_match_of_item,
)
from partner_hub.meetings.record_lines.tasks import TASK_LINES, TaskValues
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import (
    SEALED_MEETING_STATES,
    FollowUpStatus,
    ItemKind,
    ItemState,
    MeetingState,
    Presence,
)
from tests.support.gathering import an_item, an_offering, unit
from tests.support.page import CheckedClient
from tests.support.records import a_need
from tests.support.world import World, enter

Command = Callable[[Actor, AgendaItem, World], object]
_X = dict.fromkeys(("text", "title", "topic", "outcome", "name", "as_written", "reason", "promise"), "x")
WORDS: Any = _X | {
    "positions": [], "status": FollowUpStatus.DONE, "state": MatchState.CONFIRMED, "is_staff": False,
    "new_due": None, "need": None,
    **dict.fromkeys(("organisation", "note", "lead", "support", "status_words", "detail"), ""),
}  # fmt: skip
TASK: TaskValues = {"title": "x"}
SEAT: attendance.SeatChanges = {"presence": Presence.PRESENT}

COMMANDS: dict[str, Command] = {
    "edit_meeting": lambda a, i, w: service.edit_meeting(a, i.meeting, data={"theme": "x"}),
    "add_item": lambda a, i, w: agenda.add_agenda_item(a, i.meeting, data=WORDS | {"state": ItemState.ACCEPTED}),
    "edit_item": lambda a, i, w: agenda.edit_agenda_item(a, i, data=WORDS),
    "move_item": lambda a, i, w: agenda.move_agenda_item(a, i, by=1),
    "save_agenda": lambda a, i, w: save_agenda_sheet(a, i.meeting, [], AgendaOrder([], [])),
    "remove_item": lambda a, i, w: agenda.remove_agenda_item(a, i),
    "decide_item": lambda a, i, w: agenda.decide_agenda_item(a, i, data={"state": ItemState.PASSED}),
    "set_seat": lambda a, i, w: attendance.set_seat(a, i.meeting, unit(w, w.hospital), data=SEAT),
    "save_sheet": lambda a, i, w: attendance.save_sheet(a, i.meeting, []),
    "mark_rest_absent": lambda a, i, w: attendance.mark_rest_absent(a, i.meeting),
    "add_guest": lambda a, i, w: GUEST_LINES.add(a, i.meeting, WORDS),
    "edit_guest": lambda a, i, w: GUEST_LINES.change(a, i.meeting, i.meeting.guests[0], WORDS),
    "remove_guest": lambda a, i, w: GUEST_LINES.remove(a, i.meeting, i.meeting.guests[0]),
    "add_decision": lambda a, i, w: DECISION_LINES.add(a, i, WORDS),
    "edit_decision": lambda a, i, w: DECISION_LINES.change(a, i, i.decisions[0], WORDS),
    "remove_decision": lambda a, i, w: DECISION_LINES.remove(a, i, i.decisions[0]),
    "add_discussion": lambda a, i, w: DISCUSSION_LINES.add(a, i, WORDS),
    "edit_discussion": lambda a, i, w: DISCUSSION_LINES.change(a, i, i.discussions[0], WORDS),
    "remove_discussion": lambda a, i, w: DISCUSSION_LINES.remove(a, i, i.discussions[0]),
    "add_follow_up": lambda a, i, w: FOLLOW_UP_LINES.add(a, i, WORDS),
    "edit_follow_up": lambda a, i, w: FOLLOW_UP_LINES.change(a, i, i.follow_ups[0], WORDS),
    "remove_follow_up": lambda a, i, w: FOLLOW_UP_LINES.remove(a, i, i.follow_ups[0]),
    "defer_need": lambda a, i, w: DEFERRAL_LINES.add(a, i.meeting, WORDS),
    "edit_deferral": lambda a, i, w: DEFERRAL_LINES.change(a, i.meeting, i.meeting.deferred[0], WORDS),
    "remove_deferral": lambda a, i, w: DEFERRAL_LINES.remove(a, i.meeting, i.meeting.deferred[0]),
    "add_match": lambda a, i, w: MATCH_LINES.add(a, i, _match(w)),
    "edit_match": lambda a, i, w: MATCH_LINES.change(a, i, i.matches[0], _match(w)),
    "remove_match": lambda a, i, w: MATCH_LINES.remove(a, i, i.matches[0]),
    "settle_match": lambda a, i, w: settle_match_of_item(a, i, i.matches[0], MatchState.DEFERRED),
    "confirm_tabled": lambda a, i, w: confirm_tabled_matches(a, i),
    "add_task": lambda a, i, w: TASK_LINES.add(a, i, TASK),
    "edit_task": lambda a, i, w: TASK_LINES.change(a, i, i.actions[0], TASK),
    "remove_task": lambda a, i, w: TASK_LINES.remove(a, i, i.actions[0]),
}


def _match(world: World) -> MatchValues:
    hospital = unit(world, world.hospital)
    values: MatchValues = WORDS | {
        "needs": [a_need(world)],
        "partners": [Contribution(hospital, an_offering(world), is_lead=True)],
    }
    return values


@pytest.fixture
def item(world: World) -> AgendaItem:
    """An item with a line of every kind."""
    item, staff = an_item(world, ItemKind.MATCHING), world.actor("staff")
    GUEST_LINES.add(staff, item.meeting, WORDS)
    DECISION_LINES.add(staff, item, WORDS)
    DISCUSSION_LINES.add(staff, item, WORDS)
    FOLLOW_UP_LINES.add(staff, item, WORDS)
    DEFERRAL_LINES.add(staff, item.meeting, WORDS)
    MATCH_LINES.add(staff, item, _match(world))
    TASK_LINES.add(staff, item, TASK)
    db.session.flush()
    return item


def let_through(actor: Actor, item: AgendaItem, world: World, refusal: type[DomainError]) -> list[str]:
    passed = []
    for name, command in COMMANDS.items():
        with suppress(refusal):
            command(actor, item, world)
            passed.append(name)
    return passed


@pytest.mark.parametrize("state", SEALED_MEETING_STATES)
def test_a_sealed_meeting_refuses_every_command(world: World, item: AgendaItem, state: MeetingState) -> None:
    item.meeting.state = state
    assert let_through(world.actor("secretary"), item, world, Conflict) == []


def test_a_unit_may_give_no_command(world: World, item: AgendaItem) -> None:
    assert let_through(world.actor("unit_admin"), item, world, NotAllowed) == []


def test_while_the_meeting_is_open_staff_may_give_every_command(world: World, item: AgendaItem) -> None:
    """Or else the refusals above would prove nothing."""
    staff = world.actor("staff")
    for command in COMMANDS.values():
        attempt = db.session.begin_nested()
        if command is COMMANDS["remove_item"]:
            with pytest.raises(DomainError):
                command(staff, item, world)
        else:
            command(staff, item, world)
        attempt.rollback()
        db.session.expire_all()


def test_a_page_that_was_open_while_the_minutes_were_signed_keeps_what_was_typed(
    client: CheckedClient, world: World, item: AgendaItem
) -> None:
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/items/{item.id}?at=decision"))
    item.meeting.state = MeetingState.MINUTES_SIGNED
    page = page.submit("Add a decision", {"text": "来不及了"}, status=409)
    assert "can no longer be changed: it is now “Minutes signed”" in page.text
    assert "来不及了" in page.text
    assert len(item.decisions) == 1


def test_signed_pages_offer_nothing_to_change(client: CheckedClient, world: World, item: AgendaItem) -> None:
    item.meeting.state = MeetingState.MINUTES_SIGNED
    enter(client, world, "staff", language="en")
    for path in (
        f"items/{item.id}",
        f"{item.meeting_id}",
        f"{item.meeting_id}/agenda",
        f"{item.meeting_id}/attendance",
    ):
        page = client.page(world.url(f"meetings/{path}"))
        main = page.document.one("main")
        assert [button.name for button in main.all("button")] == []
        assert "Edit" not in [link.name for link in main.all("a")]
