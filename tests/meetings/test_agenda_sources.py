"""What one meeting leaves open stands on the agenda of the next, without typing."""

from datetime import date
from typing import Any

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import add_progress_note, move_action
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, SeveralFaults
from partner_hub.matching.commands import answers, claims
from partner_hub.matching.commands import meeting_matches as matching
from partner_hub.matching.models import Match
from partner_hub.meetings.agenda import remove_agenda_item
from partner_hub.meetings.agenda_sources import fill_agenda
from partner_hub.meetings.models import AgendaItem, FollowUp, Meeting
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES, table_agreed_matches
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.service import sign_minutes
from partner_hub.needs.models import Need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from partner_hub.vocabulary.need import NeedState
from tests.support.gathering import a_gathering, community, unit
from tests.support.mails import speak_english, told
from tests.support.page import SignedIn
from tests.support.records import a_need, an_action
from tests.support.signing import record_everybody
from tests.support.world import World


def the_next(world: World) -> Meeting:
    """The meeting a year later, planned with the standing order."""
    meeting = a_gathering(world, year=2027, standing_agenda=True)
    db.session.refresh(meeting)
    return meeting


def lines_of(meeting: Meeting) -> dict[str, FollowUp]:
    return {line.title: line for item in meeting.items for line in item.follow_ups}


def item_of(meeting: Meeting, kind: ItemKind) -> AgendaItem:
    return next(item for item in meeting.items if item.kind is kind)


def sign(world: World, meeting: Meeting) -> None:
    for item in meeting.items:
        if item.state is ItemState.ACCEPTED:
            item.state = ItemState.PASSED
    meeting.state = MeetingState.HELD
    db.session.flush()
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("staff"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 11, 11))


def agreed(world: World, **facts: Any) -> Match:
    match = claims.claim_need(
        world.actor("unit_admin"), a_need(world, **facts), partnership=unit(world, world.hospital), promise="每周一次"
    )
    return answers.agree_match(world.actor("staff"), match)


def test_every_open_task_is_asked_about_with_the_units_own_last_words(world: World) -> None:
    a_gathering(world, ItemKind.MATCHING, state=MeetingState.MINUTES_SIGNED)
    spoken, silent = an_action(world, title="护学岗"), an_action(world, title="邻里节")
    add_progress_note(world.actor("unit_admin"), spoken, words="第一次")
    add_progress_note(world.actor("unit_admin"), spoken, words="已经排了班")
    an_action(world, title="草稿", state=ActionState.DRAFT)

    lines = lines_of(the_next(world))

    assert {title: line.detail for title, line in lines.items()} == {"护学岗": "已经排了班", "邻里节": ""}
    assert {line.status for line in lines.values()} == {FollowUpStatus.PENDING}
    assert silent.state is ActionState.ISSUED


def test_a_declined_task_is_asked_about_with_the_units_comment(world: World) -> None:
    a_gathering(world, ItemKind.MATCHING, state=MeetingState.MINUTES_SIGNED)
    action = an_action(world, title="护学岗", outcome="去年办过")
    add_progress_note(world.actor("unit_admin"), action, words="在问")
    move_action(world.actor("unit_admin"), action, to=ActionState.DECLINED, reason="人手不够")

    line = lines_of(the_next(world))["护学岗"]

    assert (line.detail, line.status) == ("人手不够", FollowUpStatus.PENDING)


def test_tasks_that_ended_between_the_meetings_are_told_as_they_ended(world: World) -> None:
    a_gathering(world, ItemKind.MATCHING, state=MeetingState.MINUTES_SIGNED)
    # The clock of the test stands before that meeting: what happens now happened after an earlier one.
    earlier = a_gathering(world, year=2024, state=MeetingState.CLOSED)
    done, dropped = an_action(world, title="办完的"), an_action(world, title="不办的")
    move_action(world.actor("unit_admin"), done, to=ActionState.REPORTED_DONE, outcome="巡诊3次")
    move_action(world.actor("secretary"), done, to=ActionState.CLOSED)
    move_action(world.actor("secretary"), dropped, to=ActionState.DROPPED, reason="场地没有了")
    following = a_gathering(world, year=2025, standing_agenda=True)
    assert earlier.planned_start < following.planned_start

    lines = lines_of(following)

    assert (lines["办完的"].status, lines["办完的"].detail) == (FollowUpStatus.DONE, "巡诊3次")
    assert lines["不办的"].status is FollowUpStatus.DROPPED


def test_a_deferred_match_stands_on_the_next_agenda_and_in_the_old_record(world: World) -> None:
    first = a_gathering(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    match = agreed(world, public_name="要人陪诊")
    table_agreed_matches(world.actor("staff"), first.items[0])
    matching.record_verdict(world.actor("staff"), match, MatchState.DEFERRED)
    db.session.refresh(first)
    sign(world, first)
    told_before = generate_draft(meeting_record_of(first))

    following = the_next(world)

    assert match.state is MatchState.TABLED
    assert match in item_of(following, ItemKind.MATCHING).matches
    db.session.refresh(first)
    db.session.refresh(first.items[0])
    assert generate_draft(meeting_record_of(first)) == told_before


def test_a_match_that_an_unsigned_meeting_put_off_stays_where_it_is(world: World) -> None:
    first = a_gathering(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    match = agreed(world)
    table_agreed_matches(world.actor("staff"), first.items[0])
    matching.record_verdict(world.actor("staff"), match, MatchState.DEFERRED)
    assert item_of(the_next(world), ItemKind.MATCHING).matches == []


def test_postponed_items_and_those_with_an_open_task_come_back_as_new_rows(world: World) -> None:
    first = a_gathering(world, ItemKind.DISCUSSION, ItemKind.OTHER, ItemKind.SPEECH, state=MeetingState.MINUTES_SIGNED)
    postponed, with_task, passed = first.items
    postponed.state, with_task.state, passed.state = ItemState.POSTPONED, ItemState.PASSED, ItemState.PASSED
    an_action(world, agenda_item_id=with_task.id)
    db.session.flush()

    following = the_next(world)

    assert [item.title for item in following.items if item.predecessor_id] == [postponed.title, with_task.title]
    assert [item.predecessor for item in following.items if item.predecessor_id] == [postponed, with_task]
    assert len(first.items) == 3


def test_needs_put_off_and_needs_carried_over_three_times_come_as_items(world: World) -> None:
    first = a_gathering(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    put_off = a_need(world, public_name="加装电梯")
    often, twice = a_need(world, public_name="夜间照明", carried_over=3), a_need(world, carried_over=2)
    a_need(world, public_name="有人在办", carried_over=3, state=NeedState.IN_PROJECT)
    DEFERRAL_LINES.add(world.actor("staff"), first, {"need": put_off, "reason": "资金没有落实"})
    sign(world, first)
    assert put_off.deferred_on is not None

    following = the_next(world)

    assert [(item.need, item.title) for item in following.items if item.need] == [
        (put_off, "缓议需求：加装电梯协调"),
        (often, "多次结转需求：楼道照明维修"),
    ]
    assert following.items[-1].kind is ItemKind.NEXT_MEETING
    assert [item.position for item in following.items] == list(range(1, len(following.items) + 1))
    assert not twice.must_be_tabled


def test_asking_again_brings_only_what_is_new(world: World) -> None:
    a_gathering(world, ItemKind.MATCHING, state=MeetingState.MINUTES_SIGNED)
    an_action(world)
    following = the_next(world)
    assert fill_agenda(world.actor("staff"), following) == 0
    an_action(world, title="后来的")
    agreed(world)
    assert fill_agenda(world.actor("staff"), following) == 2


def test_what_was_taken_off_stays_away_until_it_is_asked_for(world: World, signed_in: SignedIn) -> None:
    first = a_gathering(world, ItemKind.DISCUSSION, state=MeetingState.MINUTES_SIGNED)
    first.items[0].state = ItemState.POSTPONED
    action, match, need = an_action(world), agreed(world), a_need(world, carried_over=3)
    following, staff = the_next(world), world.actor("staff")
    back = next(item for item in following.items if item.predecessor_id)
    FOLLOW_UP_LINES.remove(staff, item_of(following, ItemKind.FOLLOW_UP), lines_of(following)[action.title])
    MATCH_LINES.remove(staff, item_of(following, ItemKind.MATCHING), match)
    remove_agenda_item(staff, back)
    remove_agenda_item(staff, next(item for item in following.items if item.need == need))

    assert fill_agenda(staff, following) == 0
    assert (match.state, match.agenda_item_id) == (MatchState.AGREED, None)

    page = signed_in("staff").page(world.url(f"meetings/{following.id}/agenda"))
    page = page.submit("Bring in also what was taken off (4)")
    assert "4 lines and items came onto the agenda." in page.text
    assert "Bring in also" not in page.text


def test_what_was_taken_off_comes_onto_the_agenda_after_that(world: World) -> None:
    first = a_gathering(world, ItemKind.DISCUSSION, year=2025, state=MeetingState.MINUTES_SIGNED)
    first.items[0].state = ItemState.POSTPONED
    action = an_action(world)
    second, staff = a_gathering(world, standing_agenda=True), world.actor("staff")
    FOLLOW_UP_LINES.remove(staff, item_of(second, ItemKind.FOLLOW_UP), lines_of(second)[action.title])
    remove_agenda_item(staff, next(item for item in second.items if item.predecessor_id))
    sign(world, second)

    third = the_next(world)

    assert [item.predecessor for item in third.items if item.predecessor_id] == [first.items[0]]
    assert action.title in lines_of(third)


def test_the_postponed_item_of_a_need_comes_back_once(world: World) -> None:
    first = a_gathering(world, ItemKind.UNIT_NEEDS, state=MeetingState.MINUTES_SIGNED)
    need = a_need(world, carried_over=3)
    first.items[0].need_id, first.items[0].state = need.id, ItemState.POSTPONED
    db.session.flush()
    assert [item.predecessor for item in the_next(world).items if item.need == need] == [first.items[0]]


def test_matches_find_an_item_where_the_agenda_has_none(world: World) -> None:
    meeting = a_gathering(world, ItemKind.NEXT_MEETING)
    match = agreed(world)
    assert fill_agenda(world.actor("staff"), meeting) == 1
    db.session.refresh(meeting)
    assert [item.kind for item in meeting.items] == [ItemKind.MATCHING, ItemKind.NEXT_MEETING]
    assert meeting.items[0].matches == [match]


@pytest.mark.parametrize(("kind", "sentence"), [("match", "both sides still agree to it"), ("task", "the task stays")])
def test_the_page_asks_before_a_line_is_removed_that_came_by_itself(
    signed_in: SignedIn, world: World, kind: str, sentence: str
) -> None:
    if kind == "match":
        agreed(world)
    else:
        an_action(world)
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, ItemKind.MATCHING)
    fill_agenda(world.actor("staff"), meeting)
    db.session.refresh(meeting)
    item = next(item for item in meeting.items if item.matches or item.follow_ups)
    line, name = (item.matches[0], "match") if item.matches else (item.follow_ups[0], "follow_up")
    page = signed_in("staff").page(world.url(f"meetings/items/{item.id}/{name}/{line.id}"))
    page = page.follow("Take it off the agenda…")
    assert sentence in page.text
    page.submit("Take it off")
    assert (item.matches, item.follow_ups) == ([], [])


def test_an_open_task_stands_under_the_first_of_two_items_alone(signed_in: SignedIn, world: World) -> None:
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, ItemKind.FOLLOW_UP)
    action = an_action(world, title="护学岗")
    staff = signed_in("staff")
    pages = [staff.page(world.url(f"meetings/items/{item.id}")) for item in meeting.items]
    assert [action.title in page.text for page in pages] == [True, False]


def test_a_need_that_was_put_off_is_claimed_by_nobody_until_a_meeting_takes_it_up(
    signed_in: SignedIn, world: World
) -> None:
    first = a_gathering(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    need = a_need(world)
    DEFERRAL_LINES.add(world.actor("staff"), first, {"need": need, "reason": "再议"})
    sign(world, first)
    db.session.commit()
    with pytest.raises(Conflict, match="put this need off"):
        claim(world, need)
    assert "Put off by the joint meeting on" in signed_in("unit_admin").page(world.url(f"needs/{need.id}")).text
    following = the_next(world)
    sign(world, following)
    assert need.deferred_on is None
    assert claim(world, need).state is MatchState.PROPOSED


def claim(world: World, need: Need) -> Match:
    partnership = unit(world, world.hospital)
    return claims.claim_need(world.actor("unit_admin"), need, partnership=partnership, promise="一次")


@pytest.mark.parametrize(
    ("status", "state", "due"),
    [
        (FollowUpStatus.DONE, ActionState.CLOSED, date(2026, 12, 31)),
        (FollowUpStatus.DROPPED, ActionState.DROPPED, date(2026, 12, 31)),
        (FollowUpStatus.CONTINUED, ActionState.ISSUED, date(2027, 3, 31)),
        (FollowUpStatus.NOT_DONE, ActionState.ISSUED, date(2026, 12, 31)),
    ],
)
def test_what_the_meeting_records_acts_on_the_task_when_the_minutes_are_signed(
    world: World, status: FollowUpStatus, state: ActionState, due: date
) -> None:
    speak_english()
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)
    action = an_action(world)
    new_due = date(2027, 3, 31) if status is FollowUpStatus.CONTINUED else None
    values: Any = {"action": action, "status": status, "detail": "会上说明", "new_due": new_due}
    FOLLOW_UP_LINES.add(world.actor("staff"), meeting.items[0], values)
    assert action.state is ActionState.ISSUED

    sign(world, meeting)

    assert (action.state, action.due, action.first_due) == (state, due, date(2026, 12, 31))
    is_told = any(action.title in subject for _who, subject in told())
    assert is_told == (status is not FollowUpStatus.NOT_DONE)


@pytest.mark.parametrize(
    ("status", "new_due", "state"),
    [
        (FollowUpStatus.DONE, None, ActionState.CLOSED),
        (FollowUpStatus.DROPPED, None, ActionState.DROPPED),
        (FollowUpStatus.CONTINUED, date(2027, 3, 31), ActionState.ISSUED),
        (FollowUpStatus.CONTINUED, date(2026, 12, 31), ActionState.ISSUED),
        (FollowUpStatus.NOT_DONE, None, ActionState.DECLINED),
    ],
)
def test_the_meeting_decides_on_what_a_unit_declined(
    world: World, status: FollowUpStatus, new_due: date | None, state: ActionState
) -> None:
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)
    action = an_action(world)
    move_action(world.actor("unit_admin"), action, to=ActionState.DECLINED, reason="人手不够")
    before = len(told())
    values: Any = {"action": action, "status": status, "detail": "会上说明", "new_due": new_due}
    FOLLOW_UP_LINES.add(world.actor("staff"), meeting.items[0], values)

    sign(world, meeting)

    assert (action.state, action.due) == (state, new_due or date(2026, 12, 31))
    about = [subject for who, subject in told() if who == "unit_admin" and action.title in subject]
    assert len(about) == (state is not ActionState.DECLINED), "once, although it was moved and issued again"
    assert before == 1


def test_minutes_are_not_signed_while_a_promise_has_no_outcome(world: World) -> None:
    meeting = a_gathering(world, ItemKind.FOLLOW_UP, state=MeetingState.IN_SESSION)
    action = an_action(world)
    item = meeting.items[0]
    line = FOLLOW_UP_LINES.add(world.actor("staff"), item, {"action": action, "status": FollowUpStatus.PENDING})
    with pytest.raises(SeveralFaults) as refusal:
        sign(world, meeting)
    assert [url for _sentence, url in refusal.value.faults] == [
        f"/c/{community(world).id}/meetings/items/{meeting.items[0].id}?at=line-{line.id}"
    ]
    assert db.session.get_one(ActionItem, action.id).state is ActionState.ISSUED


def test_a_match_confirmed_ends_the_putting_off(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)
    match = agreed(world)
    need = match.needs[0].need
    need.deferred_on = date(2026, 9, 30)
    table_agreed_matches(world.actor("staff"), meeting.items[0])
    matching.record_verdict(world.actor("staff"), match, MatchState.CONFIRMED)
    db.session.refresh(meeting)
    sign(world, meeting)
    assert db.session.execute(db.select(Need.deferred_on, Need.state)).one() == (None, NeedState.IN_PROJECT)


def test_a_promise_is_taken_off_where_it_waits_for_its_outcome(signed_in: SignedIn, world: World) -> None:
    meeting = a_gathering(world, ItemKind.FOLLOW_UP)
    an_action(world, title="护学岗")
    fill_agenda(world.actor("staff"), meeting)
    page = signed_in("staff").page(world.url(f"meetings/items/{meeting.items[0].id}"))
    page = page.follow("Take it off the agenda…: 护学岗").submit("Take it off")
    assert "护学岗" not in page.text
