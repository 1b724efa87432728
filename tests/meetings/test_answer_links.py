"""Units answer by a link without signing in: their own, or that of the chat group, which the committee verifies."""

from datetime import timedelta

import pytest

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.meetings import answers
from partner_hub.meetings.answer_links import group_answer_link, seat_answer_link
from partner_hub.meetings.answer_queries import answers_of_seat, unseen_answers
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.views import answer_pages
from partner_hub.messages.models import Message
from partner_hub.partners.models import Partnership
from partner_hub.public import service
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, ItemKind, MeetingState, Presence
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import a_gathering, seat_of
from tests.support.mails import told
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import World

COMES: answers.InvitationAnswer = {
    "answer": Answer.ATTENDING, "delegate_name": "罗𬭎", "delegate_title": "院长助理", "reason": "",
}  # fmt: skip
TYPED = {"Your answer": "Will come", "delegate_name": "罗𬭎", "delegate_title": "院长助理", "Your name": "陶然"}


@pytest.fixture
def meeting(world: World) -> Meeting:
    soon = clock.utc_now() + timedelta(days=5)
    return a_gathering(world, ItemKind.MATCHING, state=MeetingState.CALLED, planned_start=soon)


def path_of(link: str) -> str:
    return "/answer/" + link.partition("/answer/")[2]


def english(client: CheckedClient) -> CheckedClient:
    db.session.commit()
    with client.session_transaction() as session:
        session["language"] = "en"
    return client


def own_page(client: CheckedClient, world: World, meeting: Meeting, status: int = 200) -> Page:
    return english(client).page(path_of(seat_answer_link(seat_of(meeting, world.hospital))), status)


def by_group(client: CheckedClient, meeting: Meeting, unit: str = "江州市第二医院", status: int = 200) -> Page:
    page = english(client).page(path_of(group_answer_link(meeting)))
    return page.submit("Send the answer", {"Your unit": unit, **TYPED}, status=status)


def test_a_unit_answers_by_its_link_and_changes_its_mind(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = own_page(client, world, meeting)
    assert page.heading == "江州市第二医院"
    after = page.submit("Send the answer", TYPED)
    seat = seat_of(meeting, world.hospital)
    assert (seat.answer, seat.delegate_name, seat.answered_by, seat.answered_via) == (
        *(Answer.ATTENDING, "罗𬭎", "陶然"),
        AnswerChannel.LINK,
    )
    after.submit("Change the answer", {"Your answer": "Asks to be excused", "reason": "期末考试", "Your name": "罗𬭎"})
    assert [entry.answer for entry in answers_of_seat(seat)] == [Answer.EXCUSED, Answer.ATTENDING]
    assert (seat.answer, seat.answered_by, seat.presence) == (Answer.EXCUSED, "罗𬭎", Presence.NOT_RECORDED)


def test_looking_at_the_link_changes_nothing_and_names_no_other_unit(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    page = own_page(client, world, meeting)
    assert seat_of(meeting, world.hospital).answer is Answer.NONE
    assert "柳岸小学" not in page.response.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_no_secret_fits_another_seat(client: CheckedClient, world: World, meeting: Meeting) -> None:
    own = path_of(seat_answer_link(seat_of(meeting, world.hospital)))
    secret, other = own.rpartition("/")[2], seat_of(meeting, world.school).id
    for path in (f"/answer/{other}/{secret}", f"/answer/group/{meeting.id}/{secret}", f"{own}x", "/answer/999999/é"):
        assert client.get(path).status_code == 404
    assert client.post(f"/answer/{other}/{secret}", data={"answer": "attending"}).status_code in {400, 404}


@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.CLOSED, MeetingState.CANCELLED])
def test_links_end_with_the_meeting(client: CheckedClient, world: World, meeting: Meeting, state: MeetingState) -> None:
    meeting.state = state
    own_page(client, world, meeting, status=410)
    english(client).page(path_of(group_answer_link(meeting)), 410)


def test_links_end_with_the_day_even_when_nobody_recorded_the_meeting(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    meeting.planned_start = clock.utc_now() - timedelta(days=2)
    own_page(client, world, meeting, status=410)


def test_links_lead_nowhere_before_the_notice_and_for_units_that_left(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    meeting.state = MeetingState.PLANNING
    own_page(client, world, meeting, status=404)
    meeting.state = MeetingState.CALLED
    db.session.get_one(Partnership, world.hospital).state = UnitState.WITHDRAWN
    own_page(client, world, meeting, status=410)


def test_two_people_answer_and_the_second_sees_what_the_first_wrote(
    client: CheckedClient, world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    stale = own_page(client, world, meeting)
    page = signed_in("unit_member").page(world.url(f"meetings/{meeting.id}"))
    page.submit("Send the answer", {"Your answer": "Will come", "delegate_name": "方晴"})
    refused = stale.submit("Send the answer", TYPED, status=422)
    assert "Saved by somebody else meanwhile: 方晴" in refused.text
    refused.submit("Change the answer", {"Your name": "陶然"})
    seat = seat_of(meeting, world.hospital)
    assert (seat.delegate_name, len(answers_of_seat(seat))) == ("罗𬭎", 2)


def test_an_answer_by_the_link_for_everybody_waits_until_it_is_verified(
    client: CheckedClient, world: World, meeting: Meeting, signed_in: SignedIn
) -> None:
    after = by_group(client, meeting)
    assert "Noted for “江州市第二医院”: Will come." in after.response.text
    assert "罗𬭎" not in after.text
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}/answers"))
    assert "not verified yet" in page.text
    assert [who for who, subject in told() if "有参会答复待核实" in subject] == ["secretary", "staff"]
    assert seat_of(meeting, world.hospital).answer is Answer.ATTENDING
    page.submit("Verify those ticked")
    assert unseen_answers(meeting) == []
    assert db.session.scalars(db.select(Message).where(Message.read_at.is_(None))).all() == []
    newest = answers_of_seat(seat_of(meeting, world.hospital))[0]
    assert (newest.is_verified, newest.seen_by, newest.said_by) == (True, "丁一鸣", "陶然")


def test_it_never_replaces_what_the_unit_itself_said_until_it_is_verified(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    seat = seat_of(meeting, world.hospital)
    answers.answer_invitation(world.actor("unit_member"), meeting, seat, data=COMES | {"delegate_name": "方晴"})
    by_group(client, meeting)
    assert seat.delegate_name == "方晴"
    waiting = unseen_answers(meeting)
    answers.verify_answers(world.actor("staff"), meeting, [each.id for each in waiting])
    assert seat.delegate_name == "罗𬭎"


def test_the_units_own_word_ends_what_waits(client: CheckedClient, world: World, meeting: Meeting) -> None:
    by_group(client, meeting)
    seat = seat_of(meeting, world.hospital)
    answers.answer_invitation(world.actor("unit_member"), meeting, seat, data=COMES)
    assert unseen_answers(meeting) == []
    assert db.session.scalars(db.select(Message).where(Message.read_at.is_(None))).all() == []
    assert [entry.is_dismissed for entry in answers_of_seat(seat)] == [False, True]


def test_what_did_not_come_from_the_unit_is_dismissed_and_the_one_before_holds(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    seat = seat_of(meeting, world.hospital)
    by_group(client, meeting)
    by_group(client, meeting)
    [waiting] = unseen_answers(meeting)
    answers.dismiss_answer(world.actor("staff"), meeting, waiting)
    assert (seat.answer, seat.answered_by, seat.answered_at) == (Answer.NONE, "", None)
    with pytest.raises(Conflict):
        answers.dismiss_answer(world.actor("staff"), meeting, waiting)


def test_the_committee_writes_down_who_telephoned(world: World, meeting: Meeting, signed_in: SignedIn) -> None:
    seat = seat_of(meeting, world.school)
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}/answers"))
    page = page.follow("Write down an answer: 江州市柳岸小学")
    typed = {"Answer to the invitation": "Will come", "delegate_name": "江帆"}
    typed |= {"Who said so": "门卫老张", "By which way": "by telephone"}
    after = page.submit("Write it down", typed)
    assert (seat.answered_by, seat.answered_via, seat.delegate_name) == ("门卫老张", AnswerChannel.PHONE, "江帆")
    assert "门卫老张 · by telephone" in after.text
    [entry] = answers_of_seat(seat)
    assert (entry.noted_by, entry.is_verified) == ("丁一鸣", True)


def test_nobody_pretends_to_have_heard_an_answer_by_account(world: World, meeting: Meeting) -> None:
    seat = seat_of(meeting, world.school)
    with pytest.raises(DomainError):
        answers.note_answer(world.actor("staff"), meeting, seat, data=COMES, said_by="江帆", via=AnswerChannel.ACCOUNT)


def test_one_network_cannot_flood_the_meeting(
    client: CheckedClient, world: World, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor close the units' own links with it, or the door by which residents say whether it is settled."""
    monkeypatch.setattr(answer_pages, "ANSWERS_A_DAY", 1)
    by_group(client, meeting)
    assert "Too much has come from your network." in by_group(client, meeting, status=422).text
    monkeypatch.setattr(service, "ANSWERS_AN_HOUR", 1)
    assert service.count_answer_to_end(db.session.get_one(Community, world.community), "127.0.0.1")
    assert "has been noted" in own_page(client, world, meeting).submit("Change the answer", TYPED).text
