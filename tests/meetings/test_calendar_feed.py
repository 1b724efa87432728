"""Everybody's own calendar of meetings, under an address that only its owner knows."""

from typing import Any

import vobject
from flask.testing import FlaskClient

from partner_hub.accounts.calendar_links import renew_calendar_link, user_of_calendar_link
from partner_hub.accounts.models import User
from partner_hub.accounts.service import disable_account
from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import take_step
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.meeting import ItemKind, MeetingKind, MeetingState
from tests.support import records
from tests.support.gathering import a_gathering
from tests.support.page import CheckedClient, SignedIn
from tests.support.queries import statements
from tests.support.world import World


def address_of(world: World, who: str) -> str:
    link = renew_calendar_link(db.session.get_one(User, world.people[who]))
    db.session.commit()
    return link[link.index("/calendar/") :]


def titles_in(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    events: list[Any] = vobject.readOne(answer.get_data(as_text=True)).contents.get("vevent", [])
    return [event.summary.value for event in events]


def three_meetings(world: World) -> None:
    called = a_gathering(world, ItemKind.MATCHING, title="已通知")
    take_step(world.actor("staff"), called, MeetingState.CALLED)
    a_gathering(world, ItemKind.MATCHING, title="筹备中", kind=MeetingKind.EXTRAORDINARY)
    records.a_meeting(world, community_id=world.elsewhere, title="别处的", state=MeetingState.CALLED)


def test_it_holds_what_its_owner_may_see_and_no_more(client: CheckedClient, world: World) -> None:
    three_meetings(world)
    assert titles_in(client, address_of(world, "unit_member")) == ["已通知"]
    assert titles_in(client, address_of(world, "staff")) == ["已通知", "筹备中"]
    assert titles_in(client, address_of(world, "stranger_staff")) == ["别处的"]
    assert titles_in(client, address_of(world, "supervisor")) == ["已通知"]
    assert titles_in(client, address_of(world, "system_admin")) == []


def test_own_deadlines_stand_in_it_as_days_until_the_task_has_ended(client: CheckedClient, world: World) -> None:
    task = records.an_action(world, title="每月上门巡诊一次")
    records.an_action(world, title="学校的", responsible_id=world.school)
    records.an_action(world, title="社区的", responsible_id=None)
    path = address_of(world, "unit_member")
    event = vobject.readOne(client.get(path).get_data(as_text=True)).vevent
    assert (event.summary.value, event.dtstart.value) == ("完成时限：每月上门巡诊一次", task.due)
    assert titles_in(client, path) == ["完成时限：每月上门巡诊一次"]
    assert titles_in(client, address_of(world, "staff")) == ["完成时限：社区的"]
    assert titles_in(client, address_of(world, "supervisor")) == []
    task.state = ActionState.CLOSED
    db.session.commit()
    assert titles_in(client, path) == []


def test_its_statements_do_not_grow_with_the_meetings(client: CheckedClient, world: World) -> None:
    three_meetings(world)
    path = address_of(world, "staff")
    with statements() as few:
        client.get(path)
    for number in range(5):
        records.a_meeting(world, kind=MeetingKind.EXTRAORDINARY, title=f"第{number}次")
    db.session.commit()
    with statements() as many:
        assert len(titles_in(client, path)) == 7
    assert len(many) == len(few) <= 8


def test_a_cancelled_meeting_stays_in_it_as_cancelled(client: CheckedClient, world: World) -> None:
    three_meetings(world)
    meeting = db.session.scalars(db.select(Meeting).where(Meeting.title == "已通知")).one()
    take_step(world.actor("staff"), meeting, MeetingState.CANCELLED, reason="台风")
    answer = client.get(address_of(world, "unit_member"))
    event = vobject.readOne(answer.get_data(as_text=True)).vevent
    assert (event.status.value, event.sequence.value, event.uid.value) == ("CANCELLED", "1", meeting.calendar_uid)


def test_whoever_asks_again_is_told_that_nothing_changed(client: CheckedClient, world: World) -> None:
    three_meetings(world)
    path = address_of(world, "unit_member")
    first = client.get(path)
    assert "X-PUBLISHED-TTL:PT1H" in first.get_data(as_text=True)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    db.session.scalars(db.select(Meeting).where(Meeting.title == "已通知")).one().place = "三楼"
    db.session.commit()
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "三楼" in again.get_data(as_text=True)


def test_strangers_find_nothing(client: CheckedClient, world: World) -> None:
    path = address_of(world, "unit_member")
    for wrong in ("x", path[len("/calendar/") : -5], "文"):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404
    assert client.post(path).status_code == 405


def test_a_renewed_ended_or_orphaned_address_leads_nowhere(
    client: CheckedClient, world: World, signed_in: SignedIn
) -> None:
    first = address_of(world, "unit_member")
    page = signed_in("unit_member").page("/profile").submit("Replace the address by a new one")
    second = page.value("Link").partition("/calendar/")[2]
    assert client.get(first).status_code == 404
    assert titles_in(client, f"/calendar/{second}") == []
    signed_in("unit_member").page("/profile").submit("End the address")
    assert client.get(f"/calendar/{second}").status_code == 404
    third = address_of(world, "unit_member")
    disable_account(world.actor("secretary"), db.session.get_one(User, world.people["unit_member"]))
    db.session.commit()
    assert client.get(third).status_code == 404


def test_the_database_keeps_no_address(world: World) -> None:
    link = renew_calendar_link(db.session.get_one(User, world.people["staff"]))
    secret = link.rpartition("/")[2].removesuffix(".ics")
    assert user_of_calendar_link(secret).id == world.people["staff"]
    assert secret not in str(db.session.execute(db.text("SELECT * FROM calendar_link")).all())
