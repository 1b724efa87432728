"""A liaison without an account answers on a phone: opens the link, names a delegate, sends somebody else instead."""

from datetime import timedelta

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.answer_queries import answers_of_seat
from partner_hub.vocabulary.meeting import AnswerChannel, ItemKind, MeetingState
from tests.journeys.conftest import PHONE, Travel, ways
from tests.support.gathering import a_gathering, seat_of
from tests.support.world import World


@ways(PHONE)
def test_a_liaison_opens_the_link_answers_with_a_delegate_and_changes_it(travel: Travel, world: World) -> None:
    soon = clock.utc_now() + timedelta(days=5)
    meeting = a_gathering(world, ItemKind.MATCHING, state=MeetingState.CALLED, planned_start=soon)
    seat = seat_of(meeting, world.school)
    link = seat_answer_link(seat)
    liaison, staff = travel("answer-liaison"), travel("answer-staff", world, "staff")

    liaison.open(link)
    assert liaison.heading == "江州市柳岸小学"
    liaison.press("Send the answer")
    assert "请选择" in liaison.text
    liaison.tick("Will come")
    liaison.fill("Who will come", "江帆")
    liaison.fill("Title or post", "副校长")
    liaison.fill("Your name", "周舟")
    liaison.picture("filled")
    liaison.press("Send the answer")
    assert "江帆 副校长" in liaison.text

    liaison.fill("Who will come", "方晴")
    liaison.fill("Title or post", "德育主任")
    liaison.fill("Your name", "周舟")
    liaison.press("Change the answer")
    assert "方晴 德育主任" in liaison.text
    liaison.picture("changed")

    staff.open(world.url(f"meetings/{meeting.id}/answers"))
    assert "方晴 德育主任" in staff.text
    staff.picture("reads")
    db.session.expire_all()
    assert [entry.delegate_name for entry in answers_of_seat(seat)] == ["方晴", "江帆"]
    assert seat.answered_via == AnswerChannel.LINK
