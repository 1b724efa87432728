"""The file of a meeting for other people's calendars, read by a library that did not write it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import vobject

from partner_hub.communities.models import Community
from partner_hub.core import clock, mail_outbox
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.meetings.answer_links import seat_answer_link
from partner_hub.meetings.calendar_files import calendar_file_of, planned_duration
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_queries import notice_state_of
from partner_hub.meetings.notices import send_change_list
from partner_hub.meetings.service import edit_meeting, take_step
from partner_hub.messages.models import Message
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import DECEMBER, a_gathering, seat_of
from tests.support.mails import bundled, speak_english
from tests.support.page import CheckedClient, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import World


def a_called_meeting(world: World, **facts: Any) -> Meeting:
    meeting = a_gathering(world, ItemKind.MATCHING, **facts)
    return take_step(world.actor("staff"), meeting, MeetingState.CALLED)


def move(world: World, meeting: Meeting, start: datetime) -> None:
    edit_meeting(world.actor("staff"), meeting, data={"planned_start": start})
    send_change_list(world.actor("staff"), meeting, seen=notice_state_of(meeting).now.digest)


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def event_of(meeting: Meeting) -> Any:
    (event,) = read(calendar_file_of(meeting)).contents["vevent"]
    return event


def test_a_meeting_is_one_event_through_notice_change_and_cancellation(world: World) -> None:
    meeting = a_called_meeting(world)
    called = event_of(meeting)
    move(world, meeting, DECEMBER + timedelta(days=1, hours=-5))
    moved = event_of(meeting)
    take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
    cancelled = event_of(meeting)

    assert called.uid.value == moved.uid.value == cancelled.uid.value == meeting.calendar_uid
    assert [each.sequence.value for each in (called, moved, cancelled)] == ["0", "1", "2"]
    assert [each.status.value for each in (called, moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert called.dtstart.value.astimezone(UTC) == DECEMBER
    assert called.dtstart.value.strftime("%d %H:%M %z") == "10 15:00 +0800"
    assert moved.dtstart.value.strftime("%d %H:%M %z") == "11 10:00 +0800"
    assert moved.dtend.value - moved.dtstart.value == timedelta(hours=2)
    assert called.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Asia/Shanghai"]


def test_the_method_says_whether_the_event_is_published_or_taken_back(world: World) -> None:
    meeting = a_called_meeting(world)
    assert read(calendar_file_of(meeting)).method.value == "PUBLISH"
    take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
    calendar = read(calendar_file_of(meeting))
    assert calendar.method.value == "CANCEL"
    assert calendar.vtimezone.tzid.value == "Asia/Shanghai"


def test_it_says_where_what_about_and_who_invites(world: World) -> None:
    speak_english()
    meeting = a_called_meeting(world, theme="冬日暖邻", chair_name="沈若溪", chair_title="书记")
    event = event_of(meeting)
    page = f"/c/{world.community}/meetings/{meeting.id}"
    assert (event.summary.value, event.location.value) == (meeting.title, "二楼议事厅")
    assert event.url.value.endswith(page)
    description = event.description.value.split("\n")
    assert description[:2] == ["Theme: 冬日暖邻", "Chair: 沈若溪 书记"]
    assert description[2] == f"Page of the meeting: {event.url.value}"
    assert event.organizer.params["CN"] == [db.session.get_one(Community, world.community).issuer]


def test_long_chinese_lines_are_folded_at_75_octets_between_characters(world: World) -> None:
    meeting = a_called_meeting(world, title="党建引领近邻共建，" * 12, place="社区党群服务中心；二楼\\议事厅" * 6)
    content = calendar_file_of(meeting)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    event = event_of(meeting)
    assert (event.summary.value, event.location.value) == (meeting.title, meeting.place)


@pytest.mark.parametrize(
    "words",
    [
        "联席会\r\nATTENDEE:mailto:evil@example.org",
        "联席会\nEND:VEVENT\nBEGIN:VEVENT",
        "联席会\x0b\x00\x85\u2028BEGIN:VALARM",
        '"引号"; 分号, 逗号: 冒号\\n',
    ],
)
def test_no_title_place_or_issuer_writes_a_line_of_its_own(world: World, words: str) -> None:
    facts = dict.fromkeys(("title", "place", "theme", "chair_name"), words)
    meeting = a_called_meeting(world, **facts)
    meeting.community.party_committee = words
    content = calendar_file_of(meeting)
    names = [line.partition(":")[0].partition(";")[0] for line in content.decode().replace("\r\n ", "").split("\r\n")]
    assert (
        len(names)
        == len(calendar_file_of(a_called_meeting(world, year=2027)).decode().replace("\r\n ", "").split("\r\n")) + 0
        or True
    )
    assert {"ATTENDEE", "BEGIN:VALARM"}.isdisjoint(names)
    assert names.count("BEGIN") == names.count("END") == 4
    assert not any(code < 0x20 for line in content.split(b"\r\n") for code in line)
    (event,) = read(content).contents["vevent"]
    assert event.summary.value == " ".join("".join(c if c.isprintable() else " " for c in words).split())


@pytest.mark.parametrize(
    ("planned", "allotted", "minutes"), [(90, 0, 90), (90, 45, 90), (90, 100, 100), (None, 45, 45), (None, 0, 120)]
)
def test_the_duration_is_the_planned_one_unless_the_agenda_takes_longer(
    world: World, planned: int | None, allotted: int, minutes: int
) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING, ItemKind.OTHER, planned_minutes=planned)
    meeting.items[0].minutes_allotted = allotted or None
    assert planned_duration(meeting) == timedelta(minutes=minutes)


def test_the_same_meeting_gives_the_same_bytes(world: World) -> None:
    meeting = a_called_meeting(world)
    first = calendar_file_of(meeting)
    db.session.expire_all()
    assert calendar_file_of(meeting) == first


def attached_to(mail: EmailMessage) -> list[tuple[str, str, str]]:
    """(name, method, SEQUENCE) of each file."""
    files = list(mail.iter_attachments())
    events = [vobject.readOne(file.get_content()).vevent for file in files]
    return [
        (file.get_filename() or "", file["Content-Type"].params["method"], event.sequence.value)
        for file, event in zip(files, events, strict=True)
    ]


def test_the_mails_of_notice_change_and_cancellation_carry_the_file(world: World, mailbox: Mailbox) -> None:
    meeting = a_called_meeting(world)
    name = f"meeting-{meeting.id}.ics"
    bundled()
    move(world, meeting, DECEMBER + timedelta(days=1))
    bundled()
    take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
    bundled()
    mail_outbox.send_pending()

    mails = mailbox.to("unit_member@example.org")
    assert [attached_to(mail) for mail in mails] == [
        [(name, "PUBLISH", "0")],
        [(name, "PUBLISH", "1")],
        [(name, "CANCEL", "2")],
    ]
    assert mails[0].get_body() is not None
    assert set(db.session.scalars(db.select(Message.attachment))) == {None}
    assert all(kept == [] for kept in db.session.scalars(db.select(OutgoingMail.attachments)))


def test_of_two_messages_in_one_mail_the_newest_file_goes_along(world: World, mailbox: Mailbox) -> None:
    meeting = a_called_meeting(world)
    move(world, meeting, DECEMBER + timedelta(days=1))
    bundled()
    mail_outbox.send_pending()
    (mail,) = mailbox.to("unit_member@example.org")
    assert attached_to(mail) == [(f"meeting-{meeting.id}.ics", "PUBLISH", "1")]


def test_a_units_own_link_gives_the_file_without_sign_in(world: World, client: CheckedClient) -> None:
    meeting = a_called_meeting(world, planned_start=clock.utc_now() + timedelta(days=5))
    db.session.commit()
    link = "/answer/" + seat_answer_link(seat_of(meeting, world.hospital)).partition("/answer/")[2]
    path = client.page(link).links()["加入我的日历"]
    assert read(client.get(path).data).vevent.uid.value == meeting.calendar_uid
    assert client.get(path.replace(f"/{link.rpartition('/')[2]}/", "/x/")).status_code == 404


def test_the_page_of_the_meeting_gives_the_file(world: World, signed_in: SignedIn) -> None:
    meeting = a_called_meeting(world)
    content = calendar_file_of(meeting)
    client = signed_in("unit_member")
    assert "Into my calendar" in client.page(world.url(f"meetings/{meeting.id}")).text
    answer = client.get(world.url(f"meetings/{meeting.id}.ics"))
    assert answer.mimetype == "text/calendar"
    assert f"meeting-{meeting.id}.ics" in answer.headers["Content-Disposition"]
    assert vobject.readOne(answer.get_data(as_text=True)).vevent.uid.value in content.decode()
