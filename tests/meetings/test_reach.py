"""Calling a meeting shows who is reached how, and everybody is reached by some way; silent units are asked again."""

from datetime import date, timedelta

import pytest

from partner_hub.accounts.invitations import create_invitation
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import Role
from partner_hub.meetings import answers, calling
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.answer_queries import answers_of_seat
from partner_hub.meetings.answer_reach import reach_of_meeting
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import take_step
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, ItemKind, MeetingState, NoticeWay, Reach
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import a_gathering, community, more_units, seat_of
from tests.support.mails import speak_english, told
from tests.support.page import SignedIn
from tests.support.queries import statements
from tests.support.world import World

COMES: answers.InvitationAnswer = {
    "answer": Answer.ATTENDING, "delegate_name": "罗𬭎", "delegate_title": "", "reason": "",
}  # fmt: skip


def a_called_meeting(world: World, days: int = 5) -> Meeting:
    """Planned so many days from now, and called by the clerk."""
    meeting = a_gathering(world, ItemKind.MATCHING, planned_start=clock.utc_now() + timedelta(days=days))
    take_step(world.actor("staff"), meeting, MeetingState.CALLED)
    return meeting


def forty_one_units(world: World) -> list[Partnership]:
    """Nine with an account (two of the world's among them), four with an address, 26 with a number, two without."""
    units = more_units(world, 39)
    for number, unit in enumerate(units[:7]):
        user = User(name=f"联络员{number}", email=f"unit-{number}@example.org")
        user.grants = [RoleGrant(role=Role.UNIT_MEMBER, community_id=world.community, partnership_id=unit.id)]
        db.session.add(user)
    for unit in units[7:11]:
        invitation = {"name": "周舟", "email": f"office-{unit.id}@example.org", "role": Role.UNIT_ADMIN}
        create_invitation(world.actor("staff"), community(world), data={**invitation, "partnership_id": unit.id})  # type: ignore[typeddict-item]
    for unit in units[11:37]:
        unit.contact, unit.phones = "周舟", ["0591-87654321"]
    db.session.flush()
    return units


def test_forty_one_of_forty_one_units_are_reached_and_each_answer_says_who_and_how(
    world: World, signed_in: SignedIn
) -> None:
    forty_one_units(world)
    meeting = a_gathering(world, ItemKind.MATCHING, planned_start=clock.utc_now() + timedelta(days=5))
    staff = signed_in("staff")
    before = staff.page(world.url(f"meetings/{meeting.id}")).follow("Call the meeting and send the notices…")
    assert "by account 9 by mail, without an account 4 by telephone alone 26 nothing listed 2" in before.text
    first = [row[0] for row in before.rows()[:2]]
    assert first == ["江州市第37号服务站", "江州市第38号服务站"]
    assert "Enter a telephone number" in before.rows()[0][1]
    assert told() == []

    before.submit("Call the meeting and send the notices")
    page = staff.page(world.url(f"meetings/{meeting.id}/answers"))
    assert page.texts("h2")[0] == "13 of 41 units have heard of it"
    silent = [each for each in reach_of_meeting(meeting) if not each.was_told]
    page = page.submit(
        "Mark those ticked as told",
        {"seat_ids": [str(each.seat.id) for each in silent if each.seat], "Told by": "in the chat group"},
    )
    assert page.texts("h2")[0] == "41 of 41 units have heard of it"

    by_way = {reach: next(each for each in reach_of_meeting(meeting) if each.reach is reach) for reach in Reach}
    answer_each_way(world, meeting, [by_way[reach].seat for reach in (Reach.MAIL, Reach.TELEPHONE, Reach.NOTHING)])
    recorded = {
        (entry.said_by, entry.via, entry.noted_by)
        for seat in db.session.scalars(db.select(Seat).where(Seat.answer != Answer.NONE))
        for entry in answers_of_seat(seat)
    }
    assert recorded == {
        ("陶然", AnswerChannel.ACCOUNT, ""),
        ("周舟", AnswerChannel.LINK, ""),
        ("门卫", AnswerChannel.PHONE, "丁一鸣"),
        ("店主", AnswerChannel.GROUP_LINK, ""),
    }


def answer_each_way(world: World, meeting: Meeting, seats: list[Seat | None]) -> None:
    by_mail, phoned, new = filter(None, seats)
    own = seat_of(meeting, world.hospital)
    answers.answer_invitation(world.actor("unit_member"), meeting, own, data=COMES)
    answers.answer_by_link(meeting, by_mail, data=COMES, said_by="周舟", via=AnswerChannel.LINK)
    answers.note_answer(world.actor("staff"), meeting, phoned, data=COMES, said_by="门卫", via=AnswerChannel.PHONE)
    answers.answer_by_link(meeting, new, data=COMES, said_by="店主", via=AnswerChannel.GROUP_LINK)


def test_the_number_of_statements_does_not_grow_with_the_units(world: World) -> None:
    meeting = a_called_meeting(world)
    with statements() as few:
        reach_of_meeting(meeting)
    more_units(world, 40)
    calling.seat_late_units(world.community)
    db.session.expire_all()
    with statements() as many:
        assert len(reach_of_meeting(meeting)) == 42
    assert len(many) <= len(few) + 2, "the community and the meeting were read anew"


def test_units_with_an_address_alone_get_the_notice_with_their_own_link(world: World) -> None:
    units = forty_one_units(world)
    meeting = a_called_meeting(world)
    seat = seat_of(meeting, units[7].id)
    mails = db.session.scalars(
        db.select(OutgoingMail).where(OutgoingMail.recipient == f"office-{units[7].id}@example.org")
    )
    assert seat_answer_link(seat) in list(mails)[-1].body
    assert (seat.told_via, seat.told_by) == (NoticeWay.MAIL, "丁一鸣")


def test_a_unit_approved_after_the_notice_gets_a_seat_and_the_notice(world: World, signed_in: SignedIn) -> None:
    speak_english()
    [unit] = more_units(world, 1)
    unit.state = UnitState.SUBMITTED
    user = User(name="方晴", email="late@example.org", language="en")
    user.grants = [RoleGrant(role=Role.UNIT_ADMIN, community_id=world.community, partnership_id=unit.id)]
    db.session.add(user)
    meeting = a_called_meeting(world)
    assert len(meeting.seats) == 2
    signed_in("staff").page(world.url(f"partners/{unit.id}")).submit("Approve")
    seat = seat_of(meeting, unit.id)
    assert seat.told_via == NoticeWay.ACCOUNT
    assert ("late", f"Invitation: {meeting.title}") in told()
    assert calling.seat_late_units_everywhere(clock.local_today()) == 0


def test_a_meeting_that_is_only_planned_invites_nobody_late(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING)
    more_units(world, 1)
    assert calling.seat_late_units(world.community) == 0
    assert len(meeting.seats) == 2


def test_whoever_asks_once_more_does_so_once_a_day(world: World, signed_in: SignedIn) -> None:
    speak_english()
    meeting = a_called_meeting(world)
    answers.answer_invitation(world.actor("unit_member"), meeting, seat_of(meeting, world.hospital), data=COMES)
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}/answers"))
    page = page.submit("Ask once more whoever has not answered")
    assert "1 unit has been asked once more." in page.response.text
    page = page.submit("Ask once more whoever has not answered")
    assert "0 units have been asked once more." in page.response.text
    assert [subject for _who, subject in told()].count(f"Please answer: {meeting.title}") == 1


@pytest.mark.parametrize(("days_before", "number"), [(8, 0), (7, 2), (1, 2)])
def test_reminders_go_out_as_many_days_before_as_the_settings_say(world: World, days_before: int, number: int) -> None:
    community(world).reminder_days = 7
    meeting = a_called_meeting(world, days=20)
    assert calling.remind_unanswered(day_before(meeting, days_before)) == number
    assert calling.remind_unanswered(day_before(meeting, days_before)) == 0


def test_nobody_is_reminded_on_the_day_of_the_notice_nor_on_that_of_a_reminder_by_hand(world: World) -> None:
    meeting = a_called_meeting(world, days=2)
    assert calling.remind_unanswered(clock.local_today()) == 0
    calling.remind_silent_units(world.actor("staff"), meeting)
    assert calling.remind_unanswered(clock.local_today()) == 0


def day_before(meeting: Meeting, days: int) -> date:
    return clock.to_local(meeting.planned_start).date() - timedelta(days=days)


def test_units_that_left_are_not_among_those_to_be_reached(world: World) -> None:
    meeting = a_called_meeting(world)
    db.session.get_one(Partnership, world.school).state = UnitState.WITHDRAWN
    assert [each.partnership.id for each in reach_of_meeting(meeting)] == [world.hospital]


def test_a_unit_without_a_seat_sits_down_on_the_spot_and_a_stranger_becomes_a_guest(
    world: World, signed_in: SignedIn
) -> None:
    meeting = a_called_meeting(world)
    [unit] = more_units(world, 1)
    unit.state = UnitState.SUSPENDED
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}/attendance"))
    page = page.submit("Give it a seat", {"unit": "第0号服务站", "delegate_name": "周舟"})
    seat = seat_of(meeting, unit.id)
    assert (seat.delegate_name, seat.presence.value, seat.sign_in) == ("周舟", "present", 1)
    refused = page.submit("Give it a seat", {"unit": "外省商会", "delegate_name": "方晴"}, status=422)
    assert "No unit without a seat is called “外省商会”." in refused.text
    refused.submit("Add a person")
    assert [(guest.organisation, guest.name) for guest in meeting.guests] == [("外省商会", "方晴")]
