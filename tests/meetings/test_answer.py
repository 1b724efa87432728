"""A unit answers the invitation: for itself only, and without touching who was there."""

import pytest

from partner_hub.core.errors import NotAllowed
from partner_hub.meetings import answers, attendance
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import Answer, ItemKind, MeetingState, Presence
from tests.support.gathering import a_gathering, seat_of
from tests.support.page import CheckedClient, Page
from tests.support.world import World, enter

ATTENDING = {"Your answer": "Will come", "delegate_name": "罗𬭎", "delegate_title": "院长助理"}


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, ItemKind.MATCHING, state=MeetingState.CALLED)


@pytest.fixture
def page(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    enter(client, world, "unit_member", language="en")
    return client.page(world.url(f"meetings/{meeting.id}"))


def test_a_unit_says_who_will_come(page: Page, world: World, meeting: Meeting) -> None:
    after = page.submit("Send the answer", ATTENDING)
    seat = seat_of(meeting, world.hospital)
    assert (seat.answer, seat.delegate_name, seat.answered_by) == (Answer.ATTENDING, "罗𬭎", "陶然")
    assert seat.presence is Presence.NOT_RECORDED
    assert "Change the answer" in after.buttons()


def test_asking_to_be_excused_needs_a_reason(page: Page, world: World, meeting: Meeting) -> None:
    refused = page.submit("Send the answer", {"Your answer": "Asks to be excused"}, status=422)
    assert "Please give a reason." in refused.text
    refused.submit("Send the answer", {"reason": "期末考试"})
    assert seat_of(meeting, world.hospital).answer is Answer.EXCUSED


def test_no_answer_is_chosen_beforehand(page: Page, meeting: Meeting) -> None:
    refused = page.submit("Send the answer", status=422)
    assert "Please choose one." in refused.text


def test_the_answer_does_not_change_presence_nor_presence_the_answer(
    page: Page, world: World, meeting: Meeting
) -> None:
    page.submit("Send the answer", ATTENDING)
    attendance.mark_rest_absent(world.actor("staff"), meeting)
    seat = seat_of(meeting, world.hospital)
    assert (seat.answer, seat.presence) == (Answer.ATTENDING, Presence.ABSENT)


def test_a_unit_sees_neither_the_seats_of_others_nor_the_record(page: Page, meeting: Meeting) -> None:
    assert "江州市第二医院" in page.text
    assert "江州市柳岸小学" not in page.text
    assert page.links().keys().isdisjoint({"Attendance", "Record", "Edit"})


def test_another_units_seat_is_not_there(client: CheckedClient, world: World, meeting: Meeting) -> None:
    enter(client, world, "unit_admin", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}"))
    foreign = seat_of(meeting, world.school).id
    form = page.document.form_of(page.document.buttons()[-1])
    assert form is not None
    response = client.post(
        world.url(f"meetings/{meeting.id}/seats/{foreign}/answer"),
        data={"csrf_token": page.document.first("input", name="csrf_token").get("value"), "answer": "attending"},  # type: ignore[union-attr]
    )
    assert response.status_code == 404
    answer: answers.InvitationAnswer = {
        "answer": Answer.ATTENDING,
        "delegate_name": "",
        "delegate_title": "",
        "reason": "",
    }
    with pytest.raises(NotAllowed):
        answers.answer_invitation(world.actor("unit_admin"), meeting, seat_of(meeting, world.school), data=answer)


def test_answers_end_when_the_meeting_begins(page: Page, world: World, meeting: Meeting) -> None:
    meeting.state = MeetingState.IN_SESSION
    refused = page.submit("Send the answer", ATTENDING, status=422)
    assert "Answers are taken from the notice until the meeting begins." in refused.text
    assert seat_of(meeting, world.hospital).answer is Answer.NONE


def test_looking_at_the_page_answers_nothing(page: Page, client: CheckedClient, world: World, meeting: Meeting) -> None:
    seat = seat_of(meeting, world.hospital)
    response = client.get(world.url(f"meetings/{meeting.id}/seats/{seat.id}/answer?answer=attending"))
    assert response.status_code == 405
    assert seat.answer is Answer.NONE


def test_the_committee_reads_the_answer_on_the_sheet(
    page: Page, client: CheckedClient, world: World, meeting: Meeting
) -> None:
    page.submit("Send the answer", ATTENDING)
    enter(client, world, "staff", language="en")
    assert "Answer: Will come" in client.page(world.url(f"meetings/{meeting.id}/attendance")).text


def test_an_observer_of_the_district_answers_nothing(client: CheckedClient, world: World, meeting: Meeting) -> None:
    enter(client, world, "district_observer", language="en")
    assert "Send the answer" not in client.page(world.url(f"meetings/{meeting.id}")).buttons()
