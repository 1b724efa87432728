"""What changes after the notice is collected, told once to everybody, and stands on the invitation at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from partner_hub.accounts.models import Invitation
from partner_hub.core import clock, mail_outbox
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.permissions import Role
from partner_hub.meetings import agenda
from partner_hub.meetings.answer_links import group_answer_link, seat_answer_link
from partner_hub.meetings.answers import answer_invitation
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_changes import changes_between
from partner_hub.meetings.notice_facts import AgendaFact, MeetingFacts
from partner_hub.meetings.notice_queries import notice_state_of
from partner_hub.meetings.notice_words import chat_text
from partner_hub.meetings.notices import ask_outdated_again, send_change_list
from partner_hub.meetings.service import MeetingChanges, edit_meeting, take_step
from partner_hub.vocabulary.meeting import Answer, ItemKind, MeetingState
from tests.support.database import on_both_databases
from tests.support.gathering import DECEMBER, a_gathering, more_units, seat_of
from tests.support.mails import bundled, speak_english, told
from tests.support.page import CheckedClient, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import World

LIAISONS = ("other_unit_admin", "unit_admin", "unit_member")


def a_called_meeting(world: World, *items: ItemKind) -> Meeting:
    meeting = a_gathering(world, *items or (ItemKind.MATCHING, ItemKind.OTHER))
    return take_step(world.actor("staff"), meeting, MeetingState.CALLED)


def change(world: World, meeting: Meeting, **data: Any) -> None:
    changes: MeetingChanges = data  # type: ignore[assignment]  # the keys are those of the test
    edit_meeting(world.actor("staff"), meeting, data=changes)


def tell(world: World, meeting: Meeting) -> int:
    seen = notice_state_of(meeting).now.digest
    return send_change_list(world.actor("staff"), meeting, seen=seen).number


def untold(meeting: Meeting) -> list[str]:
    return [each.sentence for each in notice_state_of(meeting).untold]


def answer(world: World, meeting: Meeting) -> None:
    given: Any = {"answer": Answer.ATTENDING, "delegate_name": "陶然", "delegate_title": "干事", "reason": ""}
    answer_invitation(world.actor("unit_member"), meeting, seat_of(meeting, world.hospital), data=given)


def test_a_meeting_in_preparation_has_nothing_to_tell(world: World) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING)
    change(world, meeting, place="三楼会议室")
    assert untold(meeting) == []


def test_day_place_chair_and_theme_are_told_in_words(world: World) -> None:
    meeting = a_called_meeting(world)
    changed = {"planned_start": DECEMBER + timedelta(days=1, hours=1), "place": "", "chair_name": "沈若溪"}
    change(world, meeting, theme="冬日暖邻", **changed)
    assert untold(meeting) == [
        "Time: Fri 11 Dec 2026 16:00 (was Thu 10 Dec 2026 15:00)",
        "Place: not fixed (was 二楼议事厅)",
        "Theme: 冬日暖邻 (was not fixed)",
        "Chair: 沈若溪 (was not fixed)",
    ]


def test_what_was_changed_back_is_no_change(world: World) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    change(world, meeting, place="二楼议事厅")
    assert untold(meeting) == []


def test_items_that_came_and_were_renamed_are_told(world: World) -> None:
    meeting = a_called_meeting(world)
    agenda.add_agenda_item(world.actor("staff"), meeting, data={"title": "停车难"})
    agenda.edit_agenda_item(world.actor("staff"), meeting.items[1], data={"title": "其他事项"})
    db.session.refresh(meeting)
    assert untold(meeting) == [
        "New on the agenda: 3. “停车难”",
        "Item of the agenda: “议题 other” is now “其他事项”",
    ]


def test_moving_one_item_names_that_item_alone(world: World) -> None:
    meeting = a_called_meeting(world, ItemKind.FOLLOW_UP, ItemKind.MATCHING, ItemKind.DISCUSSION, ItemKind.OTHER)
    agenda.move_agenda_item(world.actor("staff"), meeting.items[3], by=-3)
    db.session.refresh(meeting)
    assert untold(meeting) == ["“议题 other” moves from 4 to 1"]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("abcd", "abd", ["item_removed"]),
        ("abcd", "xabcd", ["item_added"]),
        ("abcd", "bcda", ["item_moved"]),
        ("abcd", "abdxe", ["item_added", "item_added", "item_removed"]),
        ("ab", "ab", []),
    ],
)
def test_items_that_only_give_way_have_not_moved(world: World, before: str, after: str, kinds: list[str]) -> None:
    def facts(letters: str) -> MeetingFacts:
        agenda = tuple(AgendaFact(ord(letter), letter) for letter in letters)
        return MeetingFacts("联席会", DECEMBER, "", "", "", agenda)

    assert [change.kind.value for change in changes_between(facts(before), facts(after))] == kinds
    assert MeetingFacts.from_json(facts(before).to_json()) == facts(before)


def test_everybody_is_told_the_whole_list_once(world: World, mailbox: Mailbox) -> None:
    speak_english()
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    change(world, meeting, theme="冬日暖邻")
    assert tell(world, meeting) == 2
    assert [subject for who, subject in told() if who == "unit_member"] == [
        f"Invitation: {meeting.title}",
        f"Changed: {meeting.title}",
    ]
    assert {who for who, subject in told() if subject.startswith("Changed")} == set(LIAISONS)
    assert "Place: 三楼会议室 (was 二楼议事厅); Theme: 冬日暖邻 (was not fixed)" in bundled()[0].body
    assert untold(meeting) == []
    with pytest.raises(DomainError, match="Nothing has changed"):
        tell(world, meeting)


def test_the_next_list_holds_only_what_is_new(world: World) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    tell(world, meeting)
    change(world, meeting, theme="冬日暖邻")
    assert untold(meeting) == ["Theme: 冬日暖邻 (was not fixed)"]
    assert tell(world, meeting) == 3


def test_a_list_that_is_not_the_one_shown_is_not_sent(world: World) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    seen = notice_state_of(meeting).now.digest
    change(world, meeting, place="四楼会议室")
    with pytest.raises(Conflict, match="changed meanwhile"):
        send_change_list(world.actor("staff"), meeting, seen=seen)


def test_units_without_an_account_are_written_to_or_named_to_the_clerk(
    world: World, mailbox: Mailbox, signed_in: SignedIn
) -> None:
    invited, silent = more_units(world, 2)
    expires = clock.utc_now() + timedelta(days=9)
    facts: Any = {"community_id": world.community, "partnership_id": invited.id, "role": Role.UNIT_MEMBER}
    db.session.add(Invitation(name="方晴", email="new@example.org", secret_hash="x" * 64, expires_at=expires, **facts))
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    db.session.commit()
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}"))
    assert "1 unit is not reached by the program" in page.text
    assert silent.name in page.text
    assert "地点：改为三楼会议室（原为二楼议事厅）" in chat_text(meeting)

    tell(world, meeting)
    take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
    db.session.commit()
    mail_outbox.send_pending()
    called, changed, cancelled = mailbox.to("new@example.org")
    assert changed["Subject"] == f"会议变更：{meeting.title}"
    body = changed.get_body()
    assert body is not None
    assert "地点：改为三楼会议室" in body.get_content()
    assert "/answer/" in body.get_content()
    assert [len(list(mail.iter_attachments())) for mail in (called, changed, cancelled)] == [1, 1, 1]
    body = cancelled.get_body()
    assert body is not None
    assert "台风" in body.get_content()
    assert "/answer/" not in body.get_content()


def test_whoever_answers_by_a_link_sees_what_changed(world: World, client: CheckedClient) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    db.session.commit()
    for link in (seat_answer_link(seat_of(meeting, world.hospital)), group_answer_link(meeting)):
        page = client.page("/answer/" + link.partition("/answer/")[2])
        assert "地点：改为三楼会议室（原为二楼议事厅）" in page.text


@on_both_databases
def test_of_two_clerks_who_send_the_list_at_once_one_is_told_that_it_is_out(app: Flask, world: World) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    meeting_id, seen = meeting.id, notice_state_of(meeting).now.digest
    staff, start, refused = world.actor("staff"), threading.Barrier(2), list[str]()
    db.session.commit()

    def send() -> None:
        with app.app_context(), force_locale("en"):
            start.wait()
            try:
                send_change_list(staff, db.session.get_one(Meeting, meeting_id), seen=seen)
                db.session.commit()
            except DomainError as refusal:
                refused.append(str(refusal.sentence))

    clerks = [threading.Thread(target=send) for _each in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert refused == ["Nothing has changed since the last notice."]
    assert len([subject for _who, subject in told() if subject.startswith("会议变更")]) == len(LIAISONS)


@pytest.mark.parametrize("command", [tell, lambda world, meeting: ask_outdated_again(world.actor("staff"), meeting)])
def test_nothing_is_told_before_the_notice_or_in_the_meeting(
    world: World, command: Callable[[World, Meeting], int]
) -> None:
    with pytest.raises(Conflict, match="Being prepared"):
        command(world, a_gathering(world, ItemKind.MATCHING))
    db.session.rollback()
    meeting = a_called_meeting(world)
    take_step(world.actor("staff"), meeting, MeetingState.IN_SESSION)
    change(world, meeting, place="三楼会议室")
    assert untold(meeting) == []
    with pytest.raises(Conflict, match="In session"):
        command(world, meeting)


@pytest.mark.parametrize("who", ["grid_worker", "unit_admin", "unit_member", "district_observer"])
def test_only_those_who_record_meetings_tell_changes(world: World, who: str) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    with pytest.raises(NotAllowed):
        send_change_list(world.actor(who), meeting, seen=notice_state_of(meeting).now.digest)


def test_answers_from_before_a_change_of_time_are_marked_and_asked_again_once(
    world: World, signed_in: SignedIn
) -> None:
    speak_english()
    meeting = a_called_meeting(world)
    answer(world, meeting)
    change(world, meeting, place="三楼会议室")
    tell(world, meeting)
    with pytest.raises(DomainError, match="No unit answered before"):
        ask_outdated_again(world.actor("staff"), meeting)
    change(world, meeting, planned_start=DECEMBER + timedelta(hours=2))
    tell(world, meeting)
    page = signed_in("unit_member").page(world.url(f"meetings/{meeting.id}"))
    assert "answered before the time was changed" in page.text

    answers = signed_in("staff").page(world.url(f"meetings/{meeting.id}/answers"))
    assert answers.text.count("answered before the time was changed") == 1
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}")).submit("Ask these units again")
    assert "1 unit was asked again." in page.text
    assert "0 units were asked again." in page.submit("Ask these units again").text
    asked = [who for who, subject in told() if subject == f"Please answer again: {meeting.title}"]
    assert asked == ["unit_admin", "unit_member"]

    answer(world, meeting)
    db.session.commit()
    page = signed_in("unit_member").page(world.url(f"meetings/{meeting.id}"))
    assert "answered before the time was changed" not in page.text


def test_the_invitation_shows_what_is_true_now_beside_what_was_sent(world: World, signed_in: SignedIn) -> None:
    meeting = a_called_meeting(world)
    change(world, meeting, place="三楼会议室")
    agenda.add_agenda_item(world.actor("staff"), meeting, data={"title": "停车难"})
    page = signed_in("unit_member").page(world.url(f"meetings/{meeting.id}"))
    assert "三楼会议室" in page.text
    assert "before: 二楼议事厅" in " ".join(page.text.split())
    assert "New on the agenda: 3. “停车难”" in page.text
    assert "Send the change list" not in page.buttons()


def test_the_clerk_sees_the_list_and_sends_it_from_the_page(world: World, signed_in: SignedIn) -> None:
    meeting = a_called_meeting(world)
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}"))
    assert "Send the change list" not in page.buttons()
    change(world, meeting, place="三楼会议室")
    db.session.commit()
    stale = signed_in("staff").page(world.url(f"meetings/{meeting.id}"))
    page = signed_in("staff").page(world.url(f"meetings/{meeting.id}"))
    assert "Place: 三楼会议室 (was 二楼议事厅)" in page.text
    assert "The change list is sent." in page.submit("Send the change list").text
    assert "Nothing has changed since the last notice." in stale.submit("Send the change list").text
    assert len([subject for _who, subject in told() if meeting.title in subject]) == 6
