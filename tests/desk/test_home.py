"""The first page of each role: what waits, the one next step, and nothing that is not theirs."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.meeting import Answer, MeetingState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from tests.support.gathering import an_escort
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import PUBLIC as WORDING
from tests.support.records import RECORDED, a_meeting, a_need, an_action, an_old_persons_need
from tests.support.world import PEOPLE, World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
TODAY = clock.local_today()
YESTERDAY = TODAY - timedelta(days=1)


def this_quarters_meeting(world: World, state: MeetingState, **facts: Any) -> Meeting:
    year, quarter = clock.quarter_of(TODAY)
    start = datetime.now(UTC) + timedelta(days=17)
    return a_meeting(world, year=year, quarter=quarter, planned_start=start, state=state, **facts)


def an_offering(world: World, **facts: Any) -> Offering:
    usual: dict[str, Any] = {
        "community_id": world.community,
        "partnership_id": world.hospital,
        "name": "家庭病床",
        "state": OfferingState.LISTED,
    }
    offering = Offering(**(usual | facts))
    db.session.add(offering)
    return offering


@pytest.mark.parametrize("who", [who for who in PEOPLE if not who.startswith("stranger")])
def test_every_role_has_a_first_page(client: CheckedClient, world: World, who: str) -> None:
    enter(client, world, who)
    assert client.page(world.url()).heading


@pytest.mark.parametrize(
    ("state", "step", "address"),
    [
        (None, "Plan the joint meeting", "meetings/new"),
        (MeetingState.PLANNING, "Put the agenda together", "agenda"),
        (MeetingState.CALLED, "To the meeting", "meetings/"),
        (MeetingState.IN_SESSION, "Record the meeting", "record"),
        (MeetingState.HELD, "Write the minutes", "minutes/of/"),
        (MeetingState.CLOSED, "Follow the action items up", "actions/?show=open"),
    ],
)
def test_the_committee_is_led_to_the_one_next_step(
    client: CheckedClient, world: World, state: MeetingState | None, step: str, address: str
) -> None:
    if state:
        this_quarters_meeting(world, state)
    enter(client, world, "secretary")
    page = client.page(world.url())
    main = [link for link in page.all("a") if "btn-main" in link.get("class")]
    assert [link.text for link in main] == [step]
    assert address in main[0].get("href")
    page.follow(step)


def test_the_strip_counts_what_is_there_and_opens_the_rows_behind_each_number(
    client: CheckedClient, world: World
) -> None:
    year, quarter = clock.quarter_of(TODAY)
    for state in (NeedState.PUBLISHED, NeedState.IN_PROJECT, NeedState.SUBMITTED):
        a_need(world, year=year, quarter=quarter, state=state)
    an_offering(world)
    an_action(world, due=YESTERDAY)
    an_action(world, due=TODAY + timedelta(days=9))
    meeting = this_quarters_meeting(world, MeetingState.CALLED)
    for unit, answer in ((world.hospital, Answer.ATTENDING), (world.school, Answer.NONE)):
        db.session.add(Seat(meeting_id=meeting.id, partnership_id=unit, answer=answer))
    enter(client, world, "staff")
    page = client.page(world.url())
    stages = [item.text for item in page.document.all("ol", **{"class": "stages"})[0].all("li")]
    assert "2 needs · 1 offerings · 1 to review" in stages[0]
    assert "1 / 2 units will come" in stages[3]
    assert "1 overdue · 2 open" in stages[5]
    assert [row.get("aria-current") for row in page.document.all("ol")[0].all("li")].index("step") == 3
    assert len(client.page(world.url(f"needs/?quarter={year}Q{quarter}&state=published")).rows()) == 1


def test_an_unfinished_meeting_stays_in_hand_when_its_quarter_is_over(client: CheckedClient, world: World) -> None:
    long_ago = datetime(2020, 3, 1, tzinfo=UTC)
    a_meeting(world, year=2020, quarter=1, state=MeetingState.HELD, planned_start=long_ago)
    this_quarters_meeting(world, MeetingState.PLANNING)
    enter(client, world, "secretary")
    page = client.page(world.url())
    assert page.heading == "Q1 2020"
    assert "Write the minutes" in page.links()


def test_the_committee_sees_what_waits_for_it(client: CheckedClient, world: World) -> None:
    a_need(world, state=NeedState.SUBMITTED, name="要审的需求")
    an_offering(world, name="要审的资源", state=OfferingState.SUBMITTED)
    an_action(world, title="晚了的事", due=YESTERDAY)
    enter(client, world, "staff")
    page = client.page(world.url())
    for name in ("要审的需求", "要审的资源", "晚了的事"):
        assert name in page.text
    assert "1 day late" in page.text
    page.submit("Remind: 晚了的事")


def test_a_unit_answers_the_invitation_with_one_button(client: CheckedClient, world: World) -> None:
    meeting = this_quarters_meeting(world, MeetingState.CALLED)
    seat = Seat(meeting_id=meeting.id, partnership_id=world.hospital, delegate_name="陶然")
    db.session.add(seat)
    enter(client, world, "unit_member")
    client.page(world.url()).submit("We will come")
    assert (seat.answer, seat.delegate_name) == (Answer.ATTENDING, "陶然")
    assert "Please answer" not in client.page(world.url()).text


def test_a_new_unit_reads_what_to_do_first(client: CheckedClient, world: World) -> None:
    enter(client, world, "unit_admin")
    assert "Please register first what your unit can give" in client.page(world.url()).text
    an_offering(world, valid_to=None)
    assert "Nothing waits for your unit now" in client.page(world.url()).text


def test_a_unit_sees_its_own_work_and_the_needs_in_public_wording(client: CheckedClient, world: World) -> None:
    a_need(world)
    an_action(world, title="我院的事")
    an_action(world, title="学校的事", responsible_id=world.school)
    an_action(world, title="已办结的事", state="closed", outcome="巡诊34人", done_on=date(2026, 9, 1))
    an_offering(world, name="快到期的", valid_to=TODAY + timedelta(days=3))
    an_offering(world, name="退回的", state=OfferingState.RETURNED, return_reason="请写明次数")
    an_offering(world, name="别家退回的", state=OfferingState.RETURNED, partnership_id=world.school)
    enter(client, world, "unit_admin")
    page = client.page(world.url())
    for shown in (
        WORDING,
        "我院的事",
        "已办结的事",
        "巡诊34人",
        "快到期的",
        "退回的",
        "请写明次数",
        "Register an offering",
    ):
        assert shown in page.text
    for hidden in (RECORDED, "502", "学校的事", "别家退回的"):
        assert hidden not in page.text


def test_a_unit_is_shown_the_needs_that_fit_its_offerings(client: CheckedClient, world: World) -> None:
    an_old_persons_need(world)
    an_escort(world)
    enter(client, world, "unit_admin")
    page = client.page(world.url())
    assert "Needs that fit your offerings" in page.text
    assert "With “老人陪诊” · " in page.text
    assert RECORDED not in page.text
    assert page.follow(f"Take it: {WORDING}").heading == f"Take the need “{WORDING}”"


def test_a_grid_worker_has_one_button_and_sees_what_became_of_the_grids_needs(
    client: CheckedClient, world: World
) -> None:
    a_need(world, grid_id=world.grid, state=NeedState.DECLINED, state_reason="不归社区管")
    a_need(world, name="别的网格")
    enter(client, world, "grid_worker")
    page = client.page(world.url())
    assert RECORDED in page.text
    assert "不归社区管" in page.text
    assert "别的网格" not in page.text
    assert page.follow("Record a need").heading == "Record a need"


@pytest.mark.parametrize("who", ["supervisor", "district_observer", "system_admin"])
def test_readers_see_no_work_of_others(client: CheckedClient, world: World, who: str) -> None:
    a_need(world)
    an_action(world, title="我院的事")
    this_quarters_meeting(world, MeetingState.PLANNING, title="还没通知的会")
    enter(client, world, who)
    text = client.page(world.url()).text
    assert RECORDED not in text
    assert "我院的事" not in text
    assert "还没通知的会" not in text


def test_strangers_find_nothing_here(client: CheckedClient, world: World) -> None:
    assert "/sign-in" in client.page(world.url()).url
    enter(client, world, "stranger_staff")
    client.page(world.url(), 404)


@pytest.mark.parametrize(("who", "most"), [("secretary", 24), ("unit_member", 26), ("grid_worker", 7)])
def test_ten_times_the_rows_take_no_more_statements(client: CheckedClient, world: World, who: str, most: int) -> None:
    meeting = this_quarters_meeting(world, MeetingState.CALLED)
    db.session.add(Seat(meeting_id=meeting.id, partnership_id=world.hospital))
    enter(client, world, who)
    counts = []
    for number in (3, 30):
        for index in range(number):
            a_need(world, grid_id=world.grid, state=list(NeedState)[index % 3])
            an_action(world, due=YESTERDAY, state=["issued", "reported_done", "closed"][index % 3])
            an_offering(world, state=[OfferingState.SUBMITTED, OfferingState.RETURNED][index % 2])
        db.session.commit()
        with statements() as seen:
            client.page(world.url())
        counts.append(len(seen))
    assert counts[0] == counts[1] <= most


@pytest.mark.parametrize(
    ("who", "path", "entry"),
    [
        ("secretary", "", "This quarter"),
        ("secretary", "plan/2026Q3", "Matches"),
        ("secretary", "matches/hall", "Matches"),
        ("unit_member", "matches/hall", "Needs to take"),
        ("secretary", "figures", "Board"),
        ("secretary", "needs/lists/", "Needs"),
        ("secretary", "settings/grids", "Settings"),
        ("secretary", "people/invite", "People"),
        ("secretary", "partners/", "Units"),
        ("secretary", "messages/", None),
    ],
)
def test_the_menu_says_where_one_is(
    client: CheckedClient, world: World, who: str, path: str, entry: str | None
) -> None:
    enter(client, world, who)
    current = [link.text for link in client.page(world.url(path)).all("a", **{"aria-current": "page"})]
    assert [words for words in current if not words.startswith("Messages")] == ([entry] if entry else [])
