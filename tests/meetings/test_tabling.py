"""What units agreed to between the meetings comes on the table, and what the secretary confirmed is ratified."""

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.matching.commands import answers, claims
from partner_hub.matching.commands import meeting_matches as matching
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.record_lines.matches import MATCH_LINES, table_agreed_matches
from partner_hub.meetings.service import take_step
from partner_hub.messages.models import Message
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.service import sign_minutes
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from partner_hub.vocabulary.need import NeedState
from tests.support.gathering import an_item, unit
from tests.support.page import SignedIn
from tests.support.records import a_need
from tests.support.signing import record_everybody
from tests.support.world import World


@pytest.fixture
def item(world: World) -> AgendaItem:
    return an_item(world, ItemKind.MATCHING, state=MeetingState.IN_SESSION)


def agreed(world: World, **facts: object) -> Match:
    match = claims.claim_need(
        world.actor("unit_admin"), a_need(world, **facts), partnership=unit(world, world.hospital), promise="每周一次"
    )
    return answers.agree_match(world.actor("staff"), match)


def test_agreed_matches_come_on_the_table_and_confirmed_ones_behind_them(world: World, item: AgendaItem) -> None:
    first = answers.confirm_match(world.actor("secretary"), agreed(world))
    second, open_one = agreed(world), claims.claim_need(
        world.actor("unit_admin"), a_need(world), partnership=unit(world, world.hospital), promise="再说"
    )  # fmt: skip
    assert table_agreed_matches(world.actor("staff"), item) == 2
    assert (second.state, second.letter) == (MatchState.TABLED, "a")
    assert (first.state, first.letter) == (MatchState.CONFIRMED, "b")
    assert open_one.agenda_item_id is None
    assert table_agreed_matches(world.actor("staff"), item) == 0


def test_the_minutes_name_what_was_confirmed_before_the_meeting_in_a_block_of_its_own(
    world: World, item: AgendaItem
) -> None:
    small = answers.confirm_match(world.actor("secretary"), agreed(world, minutes_title="小事办理"))
    large = agreed(world, minutes_title="大事办理")
    table_agreed_matches(world.actor("staff"), item)
    matching.record_verdict(world.actor("staff"), large, MatchState.CONFIRMED)
    db.session.refresh(item.meeting)
    body = generate_draft(meeting_record_of(item.meeting))
    assert "会议研究确认供需对接1项：大事办理：" in body
    assert "会议一并追认会前确认的供需对接1项：小事办理：" in body
    matching.record_verdict(world.actor("staff"), small, MatchState.DEFERRED)
    assert "追认" not in generate_draft(meeting_record_of(item.meeting))


def test_what_an_earlier_meeting_put_off_gets_the_letters_of_the_new_one(world: World, item: AgendaItem) -> None:
    several = [agreed(world) for _number in range(3)]
    table_agreed_matches(world.actor("staff"), item)
    matching.record_verdict(world.actor("staff"), several[2], MatchState.DEFERRED)
    item.meeting.state = MeetingState.MINUTES_SIGNED
    following = an_item(world, ItemKind.MATCHING, year=2027)
    assert table_agreed_matches(world.actor("staff"), following) == 1
    assert several[2].letter == "a"


def test_only_what_is_agreed_or_to_be_ratified_comes_on_the_agenda(world: World, item: AgendaItem) -> None:
    match = agreed(world)
    match.state = MatchState.LAPSED
    with pytest.raises(Conflict):
        matching.put_on_agenda(world.actor("staff"), item, [match])
    assert match.agenda_item_id is None


def test_what_was_agreed_before_the_meeting_only_leaves_the_agenda(world: World, item: AgendaItem) -> None:
    small, large = answers.confirm_match(world.actor("secretary"), agreed(world)), agreed(world)
    table_agreed_matches(world.actor("staff"), item)
    for match in (small, large):
        MATCH_LINES.remove(world.actor("staff"), item, match)
    assert (small.state, small.agenda_item_id) == (MatchState.CONFIRMED, None)
    assert (large.state, large.agenda_item_id) == (MatchState.AGREED, None)
    table_agreed_matches(world.actor("staff"), item)
    matching.record_verdict(world.actor("staff"), large, MatchState.REJECTED)
    with pytest.raises(DomainError):
        MATCH_LINES.remove(world.actor("staff"), item, large)


def test_a_cancelled_meeting_gives_the_matches_back(world: World, item: AgendaItem) -> None:
    match = agreed(world)
    item.meeting.state = MeetingState.CALLED
    table_agreed_matches(world.actor("staff"), item)
    db.session.refresh(item.meeting)
    take_step(world.actor("secretary"), item.meeting, MeetingState.CANCELLED, reason="台风")
    assert (match.state, match.agenda_item_id) == (MatchState.AGREED, None)


def test_signed_minutes_begin_the_work_tell_the_units_and_hold_the_match(world: World, item: AgendaItem) -> None:
    match = answers.confirm_match(world.actor("secretary"), agreed(world))
    table_agreed_matches(world.actor("staff"), item)
    meeting = item.meeting
    meeting.state = MeetingState.HELD
    item.state = item.state.__class__("passed")
    db.session.commit()
    db.session.expire_all()
    record_everybody(meeting)
    minutes = draft_minutes(world.actor("secretary"), meeting)
    sign_minutes(world.actor("secretary"), minutes, meeting)
    assert match.needs[0].need.state is NeedState.IN_PROJECT
    told = db.session.scalars(db.select(Message.subject).where(Message.key == f"match:{match.id}:effect")).all()
    assert len(told) == 2
    with pytest.raises((DomainError, Conflict)):
        answers.release_match(world.actor("unit_admin"), match, reason="不做了")


def test_the_button_counts_them_and_a_recorder_presses_it(signed_in: SignedIn, world: World, item: AgendaItem) -> None:
    agreed(world)
    client, url = signed_in("staff"), f"/c/{world.community}/meetings/items/{item.id}"
    page = client.page(url).submit("Put the agreed matches on the table (1)")
    assert "1 match is on the table." in page.text
    assert "Put the agreed matches" not in page.text
