"""Order, presenters and minutes of all items are saved at once; two people who do so lose nothing."""

from typing import Any

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, NotAllowed
from partner_hub.meetings import agenda
from partner_hub.meetings.agenda_sheet import (
    AgendaConflicts,
    AgendaLine,
    AgendaOrder,
    columns_of_item,
    fingerprint_of_columns,
    save_agenda_sheet,
)
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import a_gathering
from tests.support.page import Page, SignedIn
from tests.support.world import World

SAVE = "Save order, presenters and minutes"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_gathering(world, ItemKind.STUDY, ItemKind.MATCHING, ItemKind.DECISIONS, planned_minutes=60)


def ids(meeting: Meeting) -> list[int]:
    return [item.id for item in agenda.items_in_order(meeting)]


def save(world: World, meeting: Meeting, wanted: list[int], seen: list[int], who: str = "staff") -> AgendaConflicts:
    return save_agenda_sheet(world.actor(who), meeting, [], AgendaOrder(wanted, seen))


def sheet(signed_in: SignedIn, world: World, meeting: Meeting) -> Page:
    return signed_in("staff").page(world.url(f"meetings/{meeting.id}/agenda"))


class TestOrder:
    def test_many_steps_are_saved_at_once(self, world: World, meeting: Meeting) -> None:
        one, two, three = ids(meeting)
        assert not save(world, meeting, [three, one, two], [one, two, three])
        assert ids(meeting) == [three, one, two]
        assert [item.position for item in agenda.items_in_order(meeting)] == [1, 2, 3]

    def test_what_came_meanwhile_stays_behind_the_one_it_followed(self, world: World, meeting: Meeting) -> None:
        one, two, three = ids(meeting)
        new = agenda.add_agenda_item(world.actor("secretary"), meeting, data={"title": "后来的"}).id
        assert not save(world, meeting, [three, two, one], [one, two, three])
        assert ids(meeting) == [three, new, two, one]

    def test_what_was_taken_off_meanwhile_stays_away(self, world: World, meeting: Meeting) -> None:
        one, two, three = ids(meeting)
        agenda.remove_agenda_item(world.actor("secretary"), meeting.items[1])
        assert not save(world, meeting, [three, two, one], [one, two, three])
        assert ids(meeting) == [three, one]

    def test_another_persons_order_is_not_overwritten(self, world: World, meeting: Meeting) -> None:
        one, two, three = ids(meeting)
        save(world, meeting, [two, one, three], [one, two, three], who="secretary")
        assert save(world, meeting, [three, one, two], [one, two, three]).is_about_order
        assert ids(meeting) == [two, one, three]

    def test_whoever_moved_nothing_overwrites_nothing(self, world: World, meeting: Meeting) -> None:
        one, two, three = ids(meeting)
        save(world, meeting, [two, one, three], [one, two, three], who="secretary")
        assert not save(world, meeting, [one, two, three], [one, two, three])
        assert ids(meeting) == [two, one, three]

    @pytest.mark.parametrize("wanted", [[], [9999], [1, 1, 1]])
    def test_rubbish_moves_nothing_away(self, world: World, meeting: Meeting, wanted: list[int]) -> None:
        before = ids(meeting)
        save(world, meeting, wanted, before)
        assert sorted(ids(meeting)) == sorted(before)

    @pytest.mark.parametrize("who", ["grid_worker", "unit_admin", "supervisor", "district_observer", "system_admin"])
    def test_the_committee_alone_orders_it(self, world: World, meeting: Meeting, who: str) -> None:
        with pytest.raises(NotAllowed):
            save(world, meeting, ids(meeting), ids(meeting), who=who)

    def test_not_once_the_minutes_are_signed(self, world: World, meeting: Meeting) -> None:
        meeting.state = MeetingState.MINUTES_SIGNED
        with pytest.raises(Conflict):
            save(world, meeting, ids(meeting), ids(meeting))


class TestLines:
    def test_a_line_that_somebody_else_saved_meanwhile_is_left(self, world: World, meeting: Meeting) -> None:
        first, second, _third = meeting.items
        was = [fingerprint_of_columns(columns_of_item(item)) for item in (first, second)]
        agenda.edit_agenda_item(world.actor("secretary"), first, data={"title": first.title, "presenter": "她"})
        mine: Any = [
            AgendaLine(item.id, before, {"presenter": "我", "minutes_allotted": 10})
            for item, before in zip((first, second), was, strict=True)
        ]
        found = save_agenda_sheet(world.actor("staff"), meeting, mine, AgendaOrder([], []))
        assert list(found.item_ids) == [first.id]
        assert (first.presenter, second.presenter, second.minutes_allotted) == ("她", "我", 10)


class TestPage:
    def test_minutes_and_presenters_of_all_items_are_saved_with_one_button(
        self, signed_in: SignedIn, world: World, meeting: Meeting
    ) -> None:
        page = sheet(signed_in, world, meeting)
        assert "0 of 60 minutes are given out, 60 are left. Items without minutes: 3." in page.text
        typed = {f"Minutes: {item.title}": "２５" for item in meeting.items}
        page = page.submit(SAVE, typed | {"Presenter: 议题 study": "沈若溪"})
        assert "75 minutes are given out, 15 more than the 60 that the meeting is planned for." in page.text
        assert [item.minutes_allotted for item in meeting.items] == [25, 25, 25]
        assert meeting.items[0].presenter == "沈若溪"

    def test_a_fault_in_one_line_saves_nothing_and_loses_nothing(
        self, signed_in: SignedIn, world: World, meeting: Meeting
    ) -> None:
        page = sheet(signed_in, world, meeting)
        typed = {"Minutes: 议题 study": "十分钟", "Presenter: 议题 matching": "陶然"}
        page = page.submit(SAVE, typed, status=422)
        assert "Please write a whole number in figures" in page.text
        assert page.value("Minutes: 议题 study") == "十分钟"
        assert page.value("Presenter: 议题 matching") == "陶然"
        assert meeting.items[1].presenter == ""

    def test_without_a_script_an_arrow_saves_what_was_typed_and_moves(
        self, signed_in: SignedIn, world: World, meeting: Meeting
    ) -> None:
        page = sheet(signed_in, world, meeting)
        page = page.submit("Move “议题 decisions” up", {"Presenter: 议题 study": "沈若溪"})
        assert [item.title for item in agenda.items_in_order(meeting)] == [
            "议题 study",
            "议题 decisions",
            "议题 matching",
        ]
        assert meeting.items[0].presenter == "沈若溪"
        assert [each.name for each in page.document.buttons() if each.has("autofocus")] == ["Move “议题 decisions” up"]

    def test_two_people_who_order_it_read_both_orders_and_the_next_save_wins(
        self, signed_in: SignedIn, world: World, meeting: Meeting
    ) -> None:
        one, two, three = ids(meeting)
        page = sheet(signed_in, world, meeting)
        save(world, meeting, [two, one, three], [one, two, three], who="secretary")
        db.session.commit()
        page = page.submit("Move “议题 decisions” up", {"Presenter: 议题 matching": "沈若溪"}, status=409)
        notice = page.document.one("div", role="alert")
        assert "Somebody else has changed the order meanwhile." in notice.text
        assert [item.text for item in notice.all("li")] == ["议题 matching", "议题 study", "议题 decisions"]
        assert page.document.one("input", name="order").get("value") == f"{one},{three},{two}"
        assert "沈若溪" in {item.presenter for item in meeting.items}, "nothing but the order is in conflict"
        page.submit(SAVE)
        assert ids(meeting) == [one, three, two]

    def test_two_people_who_write_into_a_line_read_both_texts(
        self, signed_in: SignedIn, world: World, meeting: Meeting
    ) -> None:
        page = sheet(signed_in, world, meeting)
        first = meeting.items[0]
        agenda.edit_agenda_item(world.actor("secretary"), first, data={"title": first.title, "presenter": "她"})
        page = page.submit(SAVE, {"Presenter: 议题 study": "我"}, status=409)
        assert "Saved by somebody else meanwhile: 她" in page.text
        page.submit(SAVE)
        assert first.presenter == "我"
