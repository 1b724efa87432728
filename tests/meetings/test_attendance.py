"""The attendance sheet: saved as a whole, without overwriting what somebody else saved meanwhile."""

from typing import Any

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.meetings import attendance
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import Answer, MeetingState, Presence
from tests.support.database import on_both_databases
from tests.support.gathering import a_gathering, more_units, seat_of, unit
from tests.support.page import CheckedClient, Page
from tests.support.queries import statements
from tests.support.world import World, enter

HOSPITAL, SCHOOL = "江州市第二医院", "江州市柳岸小学"
SAVE = "Save the attendance sheet"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, state=MeetingState.IN_SESSION)


@pytest.fixture
def sheet(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    enter(client, world, "staff", language="en")
    return client.page(world.url(f"meetings/{meeting.id}/attendance"))


def presence_field(meeting: Meeting, partnership_id: int) -> str:
    return f"seat-{seat_of(meeting, partnership_id).id}-presence"


def record(world: World, meeting: Meeting, partnership_id: int, **values: object) -> None:
    data: Any = values
    attendance.set_seat(world.actor("secretary"), meeting, unit(world, partnership_id), data=data)


def test_presence_begins_as_not_recorded(sheet: Page) -> None:
    assert "Not recorded 2" in sheet.text


def test_the_whole_sheet_is_saved_at_once(sheet: Page, world: World, meeting: Meeting) -> None:
    page = sheet.submit(
        SAVE,
        {
            f"Name: {HOSPITAL}": "罗𬭎",
            f"Title or post: {HOSPITAL}": "院长助理",
            presence_field(meeting, world.hospital): "present",
            f"Reason: {SCHOOL}": "期末考试",
            presence_field(meeting, world.school): "excused",
        },
    )
    assert "Present 1 Excused 1 Absent 0 Not recorded 0" in page.text
    seat = seat_of(meeting, world.hospital)
    assert (seat.delegate_name, seat.delegate_title, seat.presence) == ("罗𬭎", "院长助理", Presence.PRESENT)
    assert (seat.presence_by, seat.presence_via) == ("丁一鸣", "staff")
    assert seat.answer is Answer.NONE
    assert seat_of(meeting, world.school).reason == "期末考试"


def test_a_seat_saved_meanwhile_is_not_overwritten_and_both_texts_are_shown(
    sheet: Page, world: World, meeting: Meeting
) -> None:
    record(world, meeting, world.hospital, delegate_name="兰书记", presence=Presence.EXCUSED)
    typed = {f"Name: {HOSPITAL}": "罗𬭎", f"Name: {SCHOOL}": "江帆", presence_field(meeting, world.school): "present"}
    page = sheet.submit(SAVE, typed, status=409)
    assert "Saved by somebody else meanwhile: 兰书记" in page.text
    assert page.value(f"Name: {HOSPITAL}") == "罗𬭎"
    assert seat_of(meeting, world.hospital).delegate_name == "兰书记"
    assert seat_of(meeting, world.school).delegate_name == "江帆"
    page.submit(SAVE)
    assert seat_of(meeting, world.hospital).delegate_name == "罗𬭎"


def test_a_row_that_was_not_touched_overwrites_nothing(sheet: Page, world: World, meeting: Meeting) -> None:
    record(world, meeting, world.hospital, delegate_name="兰书记", presence=Presence.PRESENT)
    page = sheet.submit(SAVE, {f"Name: {SCHOOL}": "江帆"})
    assert page.value(f"Name: {HOSPITAL}") == "兰书记"
    assert seat_of(meeting, world.hospital).presence is Presence.PRESENT


def test_two_people_who_typed_the_same_do_not_quarrel(sheet: Page, world: World, meeting: Meeting) -> None:
    record(world, meeting, world.hospital, delegate_name="罗𬭎")
    sheet.submit(SAVE, {f"Name: {HOSPITAL}": "罗𬭎"})


def test_the_order_of_signing_in_is_kept(world: World, meeting: Meeting) -> None:
    record(world, meeting, world.school, presence=Presence.PRESENT)
    record(world, meeting, world.hospital, presence=Presence.PRESENT)
    record(world, meeting, world.school, delegate_name="江帆", presence=Presence.PRESENT)
    assert (seat_of(meeting, world.school).sign_in, seat_of(meeting, world.hospital).sign_in) == (1, 2)
    record(world, meeting, world.school, presence=Presence.ABSENT)
    assert seat_of(meeting, world.school).sign_in is None


def test_all_that_are_not_recorded_are_marked_absent(sheet: Page, world: World, meeting: Meeting) -> None:
    record(world, meeting, world.hospital, presence=Presence.PRESENT)
    sheet = sheet.follow("Attendance")
    page = sheet.submit("Mark the 1 that are not recorded as absent")
    assert "Present 1 Excused 0 Absent 1 Not recorded 0" in page.text
    assert not any("not recorded" in button for button in page.buttons())


def test_a_fault_in_one_row_keeps_everything_typed(sheet: Page, world: World, meeting: Meeting) -> None:
    page = sheet.submit(SAVE, {f"Name: {HOSPITAL}": "罗" * 61, f"Name: {SCHOOL}": "江帆"}, status=422)
    assert "Nothing has been saved yet." in page.text
    assert page.value(f"Name: {SCHOOL}") == "江帆"
    assert seat_of(meeting, world.school).delegate_name == ""


def test_names_with_rare_characters_come_back_as_typed(sheet: Page, world: World, meeting: Meeting) -> None:
    sheet.submit(SAVE, {f"Name: {HOSPITAL}": "䶮𬭎㛃堃犇"})
    assert seat_of(meeting, world.hospital).delegate_name == "䶮𬭎㛃堃犇"


def test_after_signing_the_sheet_is_only_read(client: CheckedClient, world: World, meeting: Meeting) -> None:
    record(world, meeting, world.hospital, delegate_name="罗𬭎", presence=Presence.PRESENT)
    meeting.state = MeetingState.MINUTES_SIGNED
    enter(client, world, "staff", language="en")
    page = client.page(world.url(f"meetings/{meeting.id}/attendance"))
    assert "罗𬭎" in page.text
    assert SAVE not in page.buttons()


@pytest.mark.parametrize("who", ["unit_admin", "supervisor", "district_observer"])
def test_it_is_for_the_committee_only(client: CheckedClient, world: World, meeting: Meeting, who: str) -> None:
    enter(client, world, who)
    client.page(world.url(f"meetings/{meeting.id}/attendance"), status=403)
    with pytest.raises(NotAllowed):
        attendance.mark_rest_absent(world.actor(who), meeting)


def test_it_needs_no_more_statements_for_ten_times_the_seats(client: CheckedClient, world: World) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff")
    url = world.url(f"meetings/{meeting.id}/attendance")
    client.page(url)
    with statements() as few:
        client.page(url)
    more_units(world, 20)
    attendance.seat_units(meeting)
    db.session.commit()
    with statements() as many:
        assert len(client.page(url).rows()) == 22
    assert len(many) == len(few)


@on_both_databases
def test_a_seat_is_saved_on_both_databases(world: World, client: CheckedClient) -> None:
    meeting = a_gathering(world)
    enter(client, world, "staff", language="en")
    sheet = client.page(world.url(f"meetings/{meeting.id}/attendance"))
    sheet.submit(SAVE, {presence_field(meeting, world.hospital): "present"})
    assert seat_of(meeting, world.hospital).sign_in == 1


def take(sheet: Page, lines: str, presence: str = "Present", status: int = 200) -> Page:
    return sheet.submit("Record these lines", {"Sign-in list": lines, "These units": presence}, status=status)


def test_the_sign_in_list_is_copied_as_it_stands_on_paper(sheet: Page, world: World, meeting: Meeting) -> None:
    take(sheet, "1 柳岸小学 江帆 书记、校长\n2. 第二医院，罗𬭎，院长助理（替高院长）")
    school, hospital = seat_of(meeting, world.school), seat_of(meeting, world.hospital)
    assert (school.delegate_name, school.delegate_title, school.sign_in) == ("江帆", "书记、校长", 1)
    assert (hospital.delegate_title, hospital.reason, hospital.sign_in) == ("院长助理", "替高院长", 2)


def test_lines_that_are_not_understood_stay_in_the_field_with_the_reason(sheet: Page, meeting: Meeting) -> None:
    page = take(sheet, "柳岸小学 江帆\n月球基地 王一", status=422)
    assert page.value("Sign-in list") == "月球基地 王一"
    assert "No unit with a seat is called “月球基地”." in page.text
    assert "1 unit was recorded." in page.text


def test_the_excused_give_their_reason(sheet: Page, world: World, meeting: Meeting) -> None:
    take(sheet, "柳岸小学 江帆 期末考试", "Excused")
    seat = seat_of(meeting, world.school)
    assert (seat.presence, seat.delegate_name, seat.reason) == (Presence.EXCUSED, "江帆", "期末考试")


def test_the_absent_need_no_more_than_their_name(sheet: Page, world: World, meeting: Meeting) -> None:
    take(sheet, "柳岸小学", "Absent")
    assert seat_of(meeting, world.school).presence is Presence.ABSENT


def test_a_list_copied_from_a_sheet_leaves_numbers_and_signatures_out_and_says_so(
    sheet: Page, world: World, meeting: Meeting
) -> None:
    page = take(
        sheet, "序号\t单位\t姓名\t职务\t电话\t签名\n1\t柳岸小学\t王 芷\t德育主任\t13800138001\t已签\n第二医院（许霁）"
    )
    school, hospital = seat_of(meeting, world.school), seat_of(meeting, world.hospital)
    assert (school.delegate_name, school.delegate_title, school.reason) == ("王芷", "德育主任", "")
    assert (hospital.delegate_name, hospital.delegate_title) == ("许霁", "")
    assert "13800138001、已签" in page.text


def test_what_does_not_fit_is_answered_before_it_is_recorded(sheet: Page, world: World, meeting: Meeting) -> None:
    page = take(sheet, "月球基地 王一 主任 13800138001\n第二医院 罗𬭎、江帆", status=422)
    assert (page.value("line-0-delegate_name"), page.value("line-0-delegate_title")) == ("王一", "主任")
    assert "Two persons stand in this line" in page.text
    assert seat_of(meeting, world.hospital).presence is Presence.NOT_RECORDED
    page = page.submit("Record these lines", {"line-0-reason": "迟到", "line-1-reason": "江帆同来"}, status=422)
    assert (page.value("Sign-in list"), page.value("line-0-reason")) == ("月球基地 王一 主任 13800138001", "迟到")
    page = page.submit("Record these lines", {"line-0-seat": str(seat_of(meeting, world.school).id)})
    assert "Left out of the attendance sheet: 13800138001" in page.text
    school, hospital = seat_of(meeting, world.school), seat_of(meeting, world.hospital)
    assert (school.delegate_name, school.delegate_title, school.reason) == ("王一", "主任", "迟到")
    assert (hospital.delegate_name, hospital.reason) == ("罗𬭎", "江帆同来")


def test_a_unit_that_stands_in_the_list_twice_is_asked_about(sheet: Page, world: World, meeting: Meeting) -> None:
    page = take(sheet, "柳岸小学 江帆\n柳岸小学 王一", status=422)
    assert "This unit stands in the list already, with 江帆." in page.text
    assert seat_of(meeting, world.school).delegate_name == "江帆"
