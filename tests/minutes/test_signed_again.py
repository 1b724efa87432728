"""A meeting is reopened after its minutes took effect: what was done meanwhile stays, only what was changed acts."""

from datetime import date
from typing import Any

import pytest

from partner_hub.actions.deadlines import move_deadline
from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import move_action
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.commands import ends
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES, settle_match_of_item
from partner_hub.meetings.service import take_step
from partner_hub.minutes.queries import minutes_of
from partner_hub.minutes.service import correct_minutes
from partner_hub.needs.ends import reopen_need
from partner_hub.needs.models import Need
from partner_hub.needs.service import move_need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, MeetingState, Presence
from partner_hub.vocabulary.need import NeedState
from tests.support.gathering import an_item, seat_of, unit
from tests.support.records import a_need, an_action
from tests.support.signing import hold_and_sign
from tests.support.world import World

S, LATER, LATEST = ActionState, date(2027, 1, 31), date(2027, 3, 31)


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.OTHER, state=MeetingState.IN_SESSION)


def reopen(world: World, meeting: Meeting) -> None:
    minutes = minutes_of(meeting)
    assert minutes
    correct_minutes(world.actor("secretary"), minutes, reason="漏记一项")
    take_step(world.actor("secretary"), meeting, MeetingState.HELD, reason="漏记一项")


def sign_again(world: World, item: AgendaItem) -> None:
    reopen(world, item.meeting)
    hold_and_sign(world, meeting_record(item.meeting_id))
    db.session.expire_all()


def a_line(world: World, item: AgendaItem, status: FollowUpStatus, **facts: Any) -> FollowUp:
    values: Any = {"action": an_action(world, **facts), "status": status}
    if status is FollowUpStatus.CONTINUED:
        values["new_due"] = LATER
    return FOLLOW_UP_LINES.add(world.actor("staff"), item, values)


def task_of(line: FollowUp) -> ActionItem:
    assert line.action
    return line.action


def test_a_later_date_granted_meanwhile_stays(world: World, item: AgendaItem) -> None:
    line = a_line(world, item, FollowUpStatus.CONTINUED)
    hold_and_sign(world, item.meeting)
    move_deadline(world.actor("secretary"), task_of(line), due=LATEST, reason="等材料")
    sign_again(world, item)
    assert task_of(line).due == LATEST


def test_what_a_unit_declined_meanwhile_is_not_issued_again(world: World, item: AgendaItem) -> None:
    line = a_line(world, item, FollowUpStatus.CONTINUED, state=S.DECLINED)
    hold_and_sign(world, item.meeting)
    move_action(world.actor("unit_admin"), task_of(line), to=S.DECLINED, reason="还是不行")
    sign_again(world, item)
    assert task_of(line).state is S.DECLINED


def test_what_was_taken_up_again_meanwhile_is_not_closed_again(world: World, item: AgendaItem) -> None:
    line = a_line(world, item, FollowUpStatus.DONE)
    hold_and_sign(world, item.meeting)
    move_action(world.actor("secretary"), task_of(line), to=S.IN_PROGRESS, reason="灯又坏了")
    sign_again(world, item)
    assert task_of(line).state is S.IN_PROGRESS


@pytest.mark.parametrize(
    ("said", "goes_on"), [(FollowUpStatus.DONE, S.IN_PROGRESS), (FollowUpStatus.DROPPED, S.ISSUED)]
)
def test_what_was_ended_by_mistake_goes_on(
    world: World, item: AgendaItem, said: FollowUpStatus, goes_on: ActionState
) -> None:
    line = a_line(world, item, said)
    hold_and_sign(world, item.meeting)
    reopen(world, item.meeting)
    changed: Any = {"status": FollowUpStatus.CONTINUED, "new_due": LATER}
    FOLLOW_UP_LINES.change(world.actor("staff"), item, line, changed)
    hold_and_sign(world, meeting_record(item.meeting_id))
    assert (task_of(line).state, task_of(line).due) == (goes_on, LATER)


def test_a_need_reopened_or_closed_since_stays_so(world: World, item: AgendaItem) -> None:
    contradicted, closed = a_need(world, name="图书馆"), a_need(world, name="操场")
    for need in (contradicted, closed):
        values: Any = {"text": "已由柳岸小学办理", "need": need, "need_outcome": NeedState.MET}
        DECISION_LINES.add(world.actor("staff"), item, values)
    hold_and_sign(world, item.meeting)
    reopen_need(world.actor("secretary"), contradicted, reason="居民说没有办好")
    move_need(world.actor("secretary"), closed, to=NeedState.CLOSED, reason="已告知")
    sign_again(world, item)
    assert [need.state for need in (contradicted, closed)] == [NeedState.PUBLISHED, NeedState.CLOSED]


def test_a_need_that_was_put_off_by_mistake_is_in_the_hall_again(world: World, item: AgendaItem) -> None:
    need = a_need(world)
    line = DEFERRAL_LINES.add(world.actor("staff"), item.meeting, {"need": need, "reason": "场地待定"})
    hold_and_sign(world, item.meeting)
    assert need.deferred_on
    reopen(world, item.meeting)
    DEFERRAL_LINES.remove(world.actor("staff"), item.meeting, line)
    hold_and_sign(world, meeting_record(item.meeting_id))
    assert need.deferred_on is None


def a_match(world: World, item: AgendaItem, need: Need) -> Match:
    contribution = Contribution(unit(world, world.hospital), None, is_lead=True)
    values: Any = {"needs": [need], "partners": [contribution], "promise": "每月", "state": MatchState.CONFIRMED}
    return MATCH_LINES.add(world.actor("staff"), item, values)


def report(world: World, match: Match) -> None:
    given = {match.partners[0].id: 0}
    report = EndReport(MatchState.PARTLY_DELIVERED, outcome="办了两次", reason="人手不够", quantities=given)
    ends.report_end(world.actor("unit_admin"), match, report)


def test_the_need_of_a_match_rejected_after_all_is_on_the_list_again(world: World, item: AgendaItem) -> None:
    need = a_need(world)
    match = a_match(world, item, need)
    hold_and_sign(world, item.meeting)
    assert need.state == "in_project"
    report(world, match)
    reopen(world, item.meeting)
    settle_match_of_item(world.actor("staff"), item, match, MatchState.REJECTED)
    assert match.reported_end is None
    hold_and_sign(world, meeting_record(item.meeting_id))
    db.session.expire_all()
    assert need.state is NeedState.PUBLISHED


def test_what_has_ended_stays_in_the_record_with_what_was_given(world: World, item: AgendaItem) -> None:
    match = a_match(world, item, a_need(world))
    hold_and_sign(world, item.meeting)
    report(world, match)
    ends.accept_end(world.actor("staff"), match)
    reopen(world, item.meeting)
    with pytest.raises(DomainError):
        MATCH_LINES.remove(world.actor("staff"), item, match)
    contribution = Contribution(unit(world, world.hospital), None, is_lead=True)
    values: Any = {"needs": [match.needs[0].need], "partners": [contribution], "promise": "每月一次"}
    MATCH_LINES.change(world.actor("staff"), item, match, values)
    hold_and_sign(world, meeting_record(item.meeting_id))
    assert (match.state, match.promise) == (MatchState.PARTLY_DELIVERED, "每月一次")
    assert match.partners[0].delivered_quantity == 0


def test_what_a_unit_was_asked_of_is_rejected_and_not_taken_out_of_the_record(world: World, item: AgendaItem) -> None:
    match = a_match(world, item, a_need(world))
    seat_of(item.meeting, world.school).presence = Presence.PRESENT
    seat_of(item.meeting, world.hospital).presence = Presence.ABSENT
    hold_and_sign(world, item.meeting)
    db.session.expire_all()
    reopen(world, item.meeting)
    assert match.consents
    with pytest.raises(DomainError, match="rejected"):
        MATCH_LINES.remove(world.actor("staff"), item, match)
    settle_match_of_item(world.actor("staff"), item, match, MatchState.REJECTED)
    hold_and_sign(world, meeting_record(item.meeting_id))


def test_the_need_of_a_match_taken_out_of_the_record_is_on_the_list_again(world: World, item: AgendaItem) -> None:
    need = a_need(world)
    match = a_match(world, item, need)
    hold_and_sign(world, item.meeting)
    reopen(world, item.meeting)
    MATCH_LINES.remove(world.actor("staff"), item, match)
    assert need.state is NeedState.PUBLISHED
