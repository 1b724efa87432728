"""What a recorder answers about the name of a unit on the sign-in list is understood the next time."""

from partner_hub.meetings.sign_in_sheet import LineAnswer, record_sign_in_list
from partner_hub.vocabulary.meeting import MeetingState, Presence
from tests.support.gathering import a_gathering, seat_of, unit
from tests.support.world import World


def test_an_answer_becomes_a_short_name_of_the_unit(world: World) -> None:
    meeting, staff = a_gathering(world, state=MeetingState.IN_SESSION), world.actor("staff")
    line = "第二医院体检部 王芷"
    asked = record_sign_in_list(staff, meeting, line, Presence.PRESENT)
    assert [left.text for left in asked.left] == [line]
    seat = seat_of(meeting, world.hospital)
    answer: LineAnswer = {"seat_id": seat.id, "delegate_name": "王芷", "delegate_title": "", "reason": ""}
    record_sign_in_list(staff, meeting, line, Presence.PRESENT, {line: answer})
    assert unit(world, world.hospital).short_names == ["第二医院体检部"]
    again = record_sign_in_list(staff, meeting, "1. 第二医院体检部 陈昭", Presence.PRESENT)
    assert (again.taken, again.left) == (1, [])


def test_a_persons_name_is_no_short_name_of_a_unit(world: World) -> None:
    meeting, staff = a_gathering(world, state=MeetingState.IN_SESSION), world.actor("staff")
    answer: LineAnswer = {
        "seat_id": seat_of(meeting, world.hospital).id, "delegate_name": "王芷", "delegate_title": "", "reason": "",
    }  # fmt: skip
    record_sign_in_list(staff, meeting, "王芷", Presence.PRESENT, {"王芷": answer})
    assert unit(world, world.hospital).short_names == []
