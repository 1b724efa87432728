"""Planning a meeting: what is proposed, what is made with it, and what is refused."""

import pytest

from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.meetings import queries
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import plan_meeting
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import DECEMBER, a_gathering, community, unit
from tests.support.page import CheckedClient, Page
from tests.support.world import World, enter


@pytest.fixture
def form(client: CheckedClient, world: World) -> Page:
    enter(client, world, "staff", language="en")
    return client.page(world.url("meetings/new"))


def send(form: Page, status: int = 200, **changes: str | bool) -> Page:
    usual: dict[str, str | bool] = {"Day": "2026-12-10", "Planned start": "15:00", "Quarter": "2026Q4"}
    names = {"kind": "Kind", "quarter": "Quarter", "standing": "Begin with the standing order of the agenda"}
    typed = usual | {names.get(name, name): value for name, value in changes.items()}
    return form.submit("Plan the meeting", typed, status=status)


def only_meeting() -> Meeting:
    return db.session.scalars(db.select(Meeting)).one()


def test_every_active_unit_gets_a_seat(form: Page, world: World) -> None:
    unit(world, world.school).state = UnitState.WITHDRAWN
    send(form)
    meeting = only_meeting()
    assert [seat.partnership_id for seat in meeting.seats] == [world.hospital]
    assert meeting.title == "柳岸社区2026年第四季度党建联席会"
    assert meeting.planned_start == DECEMBER


def test_the_standing_agenda_comes_with_it_unless_unticked(form: Page, world: World) -> None:
    send(form)
    assert [(item.position, item.title) for item in only_meeting().items] == [
        (1, "上季度议定事项回头看"),
        (2, "本季度供需对接"),
        (3, "单位和社区提出的议题"),
        (4, "下季度主题和时间"),
    ]


def test_an_empty_agenda_can_be_wished_for(form: Page, world: World) -> None:
    page = send(form, standing=False)
    assert "The agenda is still empty." in page.text
    assert only_meeting().items == []


def test_our_own_people_are_in_attendance_but_chair_and_recorder(form: Page, world: World) -> None:
    assert (form.value("chair_name"), form.value("recorder_name")) == ("沈若溪", "丁一鸣")
    send(form)
    assert [(guest.name, guest.is_staff) for guest in only_meeting().guests] == [("何小满", True)]


def test_place_and_chair_of_the_last_meeting_are_proposed_for_the_next_free_quarter(
    client: CheckedClient, world: World
) -> None:
    a_gathering(world, state=MeetingState.HELD, place="河边议事厅", chair_name="顾溪", chair_title="副书记")
    enter(client, world, "staff", language="en")
    form = client.page(world.url("meetings/new"))
    assert form.value("place") == "河边议事厅"
    assert form.value("chair_name") == "顾溪"
    assert form.value("Quarter") == "Q1 2027"


def test_a_second_regular_meeting_of_the_quarter_is_refused_by_name(form: Page, world: World) -> None:
    a_gathering(world)
    page = send(form, status=422)
    assert "This quarter already has its meeting: “柳岸社区2026年第四季度党建联席会”." in page.text
    assert page.value("Day") == "2026-12-10"


def test_an_extraordinary_meeting_may_stand_beside_it(form: Page, world: World) -> None:
    a_gathering(world)
    send(form, kind="Extraordinary")
    assert db.session.scalars(db.select(Meeting.kind).order_by(Meeting.id)).all() == ["regular", "extraordinary"]


def test_a_cancelled_meeting_frees_its_quarter(form: Page, world: World) -> None:
    a_gathering(world, state=MeetingState.CANCELLED)
    send(form)


def test_a_meeting_without_a_day_is_refused(form: Page, world: World) -> None:
    page = send(form, status=422, Day="")
    assert "Please fill this in." in page.text


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_it_is_for_the_committee_only(client: CheckedClient, world: World, who: str) -> None:
    enter(client, world, who)
    client.page(world.url("meetings/new"), status=403)
    with pytest.raises(NotAllowed):
        plan_meeting(world.actor(who), community(world), data={"year": 2026, "quarter": 4, "planned_start": DECEMBER})


def test_the_next_and_the_latest_meeting_are_found(world: World) -> None:
    here = community(world)
    held = a_gathering(world, year=2025, state=MeetingState.HELD)
    ahead = a_gathering(world, year=2026)
    a_gathering(world, year=2026, kind=MeetingKind.EXTRAORDINARY, state=MeetingState.HELD)
    assert queries.latest_meeting(here) is held
    assert queries.next_meeting(here) is ahead
    assert queries.meeting_of_quarter(here, 2026, 4) is ahead
    assert queries.meeting_of_quarter(here, 2026, 3) is None
