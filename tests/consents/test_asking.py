"""Who is asked: a unit that neither agreed before nor sat in the room, and one whose yes a clerk noted."""

from datetime import timedelta

import pytest

from partner_hub.consents.service import SpokenWord
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.matching.commands import answers, claims
from partner_hub.matching.models import Match
from partner_hub.meetings.attendance import set_seat
from partner_hub.meetings.consents_due import ConsentsDue
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.matches import table_agreed_matches
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.vocabulary.consent import Consent, ConsentOccasion
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemState, MeetingState, Presence
from tests.support.asking import a_meeting_without_the_school, consents, sign
from tests.support.gathering import community, seat_of, unit
from tests.support.held import a_held_meeting
from tests.support.mails import speak_english, told
from tests.support.page import SignedIn
from tests.support.records import PUBLIC, a_need
from tests.support.world import World

BY_PHONE = SpokenWord("江帆", "电话")


def names_due(meeting: Meeting) -> list[str]:
    due = ConsentsDue.of_meeting(meeting)
    marks = [mark for item in meeting.items for match in item.matches for mark in due.of_match(match)]
    marks += [mark for item in meeting.items for action in item.actions for mark in due.of_action(action)]
    return [mark.unit.name for mark in marks]


def test_with_the_signature_the_absent_unit_is_asked_and_told(world: World) -> None:
    speak_english()
    community(world).consent_days = 7
    sign(world, a_meeting_without_the_school(world))

    match, task = consents()
    assert {each.partnership_id for each in (match, task)} == {world.school}
    assert (match.state, match.occasion) == (Consent.TO_CONFIRM, ConsentOccasion.MEETING)
    assert match.answer_by == clock.local_today() + timedelta(days=7)
    assert [subject for who, subject in told() if who == "other_unit_admin" and "confirm" in subject] == [
        f"Please confirm by {clock.local_today() + timedelta(days=7):%-d %b %Y}: 要人辅导作业",
        f"Please confirm by {clock.local_today() + timedelta(days=7):%-d %b %Y}: 开放操场",
    ]


def test_whoever_sat_in_the_room_is_not_asked(world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    set_seat(world.actor("staff"), meeting, unit(world, world.school), data={"presence": Presence.PRESENT})
    sign(world, meeting)
    assert consents() == []


def test_a_unit_that_left_before_the_decision_was_not_there(world: World) -> None:
    meeting = a_held_meeting(world)
    meeting.actual_start = clock.utc_now() - timedelta(hours=1)
    seat = seat_of(meeting, world.hospital)
    seat.left_at = clock.utc_now() - timedelta(minutes=30)
    db.session.flush()
    assert names_due(meeting_record(meeting.id)) == ["江州市第二医院"]
    seat.left_at = clock.utc_now() + timedelta(minutes=30)
    db.session.flush()
    assert names_due(meeting_record(meeting.id)) == []


def test_nothing_is_marked_while_attendance_is_not_known(world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    meeting.state = MeetingState.IN_SESSION
    seat_of(meeting, world.school).presence = Presence.NOT_RECORDED
    assert names_due(meeting) == []
    meeting.state = MeetingState.HELD
    assert names_due(meeting) == ["江州市柳岸小学", "江州市柳岸小学"]
    for seat in meeting.seats:
        seat.presence = Presence.NOT_RECORDED
    assert names_due(meeting) == []


def test_the_clerk_sees_the_mark_at_the_line(signed_in: SignedIn, world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    client = signed_in("staff")
    for page in (f"meetings/{meeting.id}/record", f"meetings/items/{meeting.items[0].id}"):
        assert "To be confirmed by the unit 江州市柳岸小学" in client.page(world.url(page)).text


def test_the_secretary_sees_before_the_signature_who_will_be_asked(signed_in: SignedIn, world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    draft_minutes(world.actor("staff"), meeting)
    page = signed_in("secretary").page(world.url(f"minutes/of/{meeting.id}/sign"))
    assert "开放操场 江州市柳岸小学" in page.text
    assert "要人辅导作业 江州市柳岸小学" in page.text


def tabled(world: World, match: Match) -> Meeting:
    """A meeting, without the school and with the hospital, confirms a match that was agreed before."""
    meeting = a_held_meeting(world)
    meeting.state = MeetingState.IN_SESSION
    table_agreed_matches(world.actor("staff"), meeting.items[0])
    match.state = MatchState.CONFIRMED
    meeting.state = MeetingState.HELD
    for item in meeting.items:
        item.state = ItemState.PASSED
    db.session.flush()
    return meeting_record(meeting.id)


def dispatched(world: World, partnership: int) -> Match:
    return claims.dispatch_need(
        world.actor("staff"), a_need(world), partnership=unit(world, partnership), promise="每周一次"
    )


def test_who_claimed_or_agreed_itself_is_not_asked(world: World) -> None:
    claim = claims.claim_need(
        world.actor("other_unit_admin"), a_need(world), partnership=unit(world, world.school), promise="每周一次"
    )
    answers.agree_match(world.actor("staff"), claim)
    sign(world, tabled(world, claim))
    assert consents() == []


def test_what_the_committee_claimed_for_a_unit_is_to_be_confirmed(world: World) -> None:
    claim = claims.claim_need(
        world.actor("staff"), a_need(world), partnership=unit(world, world.school), promise="每周一次"
    )
    answers.agree_match(world.actor("staff"), claim)
    sign(world, tabled(world, claim))
    assert [(each.match_id, each.partnership_id) for each in consents()] == [(claim.id, world.school)]


def test_a_yes_that_a_clerk_notes_says_whose_it_is_and_is_to_be_confirmed(world: World) -> None:
    speak_english()
    match = dispatched(world, world.school)
    for word, field in ((SpokenWord("", "电话"), "said_by"), (SpokenWord("江帆", ""), "said_via")):
        with pytest.raises(DomainError) as refused:
            answers.agree_match(world.actor("staff"), match, word)
        assert refused.value.field == field
    answers.agree_match(world.actor("staff"), match, BY_PHONE)

    (consent,) = consents()
    assert (consent.occasion, consent.said_by, consent.said_via) == (ConsentOccasion.NOTED, "江帆", "电话")
    asked = [subject for who, subject in told() if who == "other_unit_admin"]
    assert asked[-1].endswith(PUBLIC)
    with pytest.raises(Conflict):
        answers.agree_match(world.actor("staff"), match, BY_PHONE)


def test_the_units_own_yes_asks_nobody(world: World) -> None:
    answers.agree_match(world.actor("other_unit_admin"), dispatched(world, world.school))
    assert consents() == []


def test_another_units_noted_yes_is_refused_before_anything_is_asked_for(world: World) -> None:
    with pytest.raises(NotAllowed):
        answers.agree_match(world.actor("unit_admin"), dispatched(world, world.school))


def test_a_noted_yes_is_confirmed_by_sitting_in_the_room(world: World) -> None:
    here, away = dispatched(world, world.hospital), dispatched(world, world.school)
    for match in (here, away):
        answers.agree_match(world.actor("staff"), match, BY_PHONE)
    meeting = tabled(world, here)
    away.state = MatchState.CONFIRMED
    sign(world, meeting)
    assert {each.match_id: each.state for each in consents()} == {
        here.id: Consent.ACCEPTED,
        away.id: Consent.TO_CONFIRM,
    }


def test_the_clerk_is_asked_on_a_page_whose_yes_it_is(signed_in: SignedIn, world: World) -> None:
    match = dispatched(world, world.school)
    page = signed_in("staff").page(world.url(f"matches/{match.id}")).follow("Note the unit's yes")
    page = page.submit("Note the unit's yes", {"said_by": "江帆"}, status=422)
    assert page.value("said_by") == "江帆"
    page = page.submit("Note the unit's yes", {"said_via": "电话"})
    assert "To be confirmed by the unit" in page.text
