"""What happens to needs once their quarter is closed: nothing new enters it, and what goes on leaves it."""

from datetime import UTC, date, datetime

import pytest

from partner_hub.communities.quarter_queries import quarter_row
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import NewMeeting, plan_meeting, take_step
from partner_hub.needs.merging import merge_need, unmerge_need
from partner_hub.needs.models import Need
from partner_hub.needs.moving import put_needs_on_list
from partner_hub.needs.quarter_lists import publish_list
from partner_hub.needs.queries import listed_needs
from partner_hub.needs.service import move_need, register_need, review_need
from partner_hub.quarters.closing import close_quarter, preview_closing, reopen_quarter, why_not_reopen
from partner_hub.quarters.opening import edit_quarter, open_quarter
from partner_hub.reports.board import quarter_board
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from partner_hub.vocabulary.need import NeedState
from tests.support.gathering import community
from tests.support.page import CheckedClient
from tests.support.records import a_meeting, a_need
from tests.support.world import World, enter

Q4, NEXT, THIRD = (2026, 4), (2027, 1), (2027, 2)
WORDING = {"public_name": "楼道照明", "public_text": "三单元楼道的灯坏了。", "visibility": "public"}


@pytest.fixture
def closed(world: World) -> World:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    a_need(world)
    close_quarter(world.actor("secretary"), community(world), Q4)
    return world


def quarter_of(need: Need) -> tuple[int | None, int | None]:
    return need.year, need.quarter


def test_nothing_is_put_on_the_list_of_a_closed_quarter(closed: World) -> None:
    need = db.session.scalars(db.select(Need)).one()
    with pytest.raises(Conflict):
        put_needs_on_list(closed.actor("staff"), [need], year=2026, quarter=4)
    waiting = a_need(closed, state=NeedState.SUBMITTED, year=None, quarter=None)
    with pytest.raises(Conflict):
        review_need(closed.actor("staff"), waiting, data={}, quarter=Q4)
    assert (quarter_of(need), waiting.state) == (NEXT, NeedState.SUBMITTED)


def test_a_list_that_comes_in_late_is_for_the_quarter_that_runs(closed: World) -> None:
    values = {"name": "楼道灯坏了", "raised_on": date(2026, 11, 20)}
    need = register_need(closed.actor("staff"), community(closed), data=values, source={})
    named = register_need(
        closed.actor("staff"), community(closed), data=values | {"year": 2026, "quarter": 4}, source={}
    )
    assert (quarter_of(need), quarter_of(named)) == (NEXT, NEXT)


def test_no_new_version_of_a_closed_quarters_list_is_published(closed: World) -> None:
    with pytest.raises(Conflict):
        publish_list(closed.actor("staff"), community(closed), Q4)
    assert publish_list(closed.actor("staff"), community(closed), NEXT).number == 1


def test_the_page_of_lists_begins_with_the_quarter_that_runs(client: CheckedClient, closed: World) -> None:
    db.session.commit()
    enter(client, closed, "staff", language="en")
    assert "Publish the list of Q1 2027" in client.page(closed.url("needs/lists/")).buttons()
    page = client.page(closed.url("needs/lists/?quarter=2026Q4"))
    assert "Q4 2026 is closed already." in page.text
    assert not [each for each in page.buttons() if each.startswith("Publish")]


def test_review_offers_the_quarter_that_runs(client: CheckedClient, closed: World) -> None:
    need = a_need(closed, state=NeedState.SUBMITTED, year=None, quarter=None)
    db.session.commit()
    enter(client, closed, "staff", language="en")
    page = client.page(closed.url(f"needs/review/{need.id}"))
    assert "Q4 2026" not in page.text
    assert "Q1 2027" in page.text


@pytest.mark.parametrize(
    ("before", "to"), [(NeedState.MET, NeedState.PUBLISHED), (NeedState.CLOSED, NeedState.PUBLISHED)]
)
def test_a_need_reopened_later_goes_on_in_the_quarter_that_runs(world: World, before: NeedState, to: NeedState) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    need = a_need(world, state=before)
    staff = world.actor("staff")
    counts = quarter_board(staff, Q4, {}).counts
    close_quarter(world.actor("secretary"), community(world), Q4)

    move_need(world.actor("secretary"), need, to=to, reason="又坏了")

    assert (quarter_of(need), need.carried_over) == (NEXT, 0)
    assert quarter_board(staff, Q4, {}).counts == counts
    assert need in db.session.scalars(listed_needs(staff, {"quarter": "2026Q4"})).all()
    reopen_quarter(world.actor("secretary"), community(world), Q4, reason="漏了一项")
    assert (quarter_of(need), need.carried_over) == (Q4, 0)


def test_a_merge_undone_later_goes_on_in_the_quarter_that_runs(world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    into, need = a_need(world), a_need(world)
    staff = world.actor("staff")
    merge_need(staff, need, into=into)
    close_quarter(world.actor("secretary"), community(world), Q4)
    assert quarter_of(need) == Q4
    unmerge_need(staff, need)
    assert (quarter_of(need), need.state) == (NEXT, NeedState.PUBLISHED)


def test_undoing_leaves_alone_what_has_moved_on_since(closed: World) -> None:
    """It was put on the list of a third quarter by hand: it stays there, and in the past of the one it was in."""
    staff, need = closed.actor("staff"), db.session.scalars(db.select(Need)).one()
    put_needs_on_list(staff, [need], year=THIRD[0], quarter=THIRD[1])
    reopen_quarter(closed.actor("secretary"), community(closed), Q4, reason="漏了一项")
    assert (quarter_of(need), need.carried_over) == (THIRD, 1)
    assert need in db.session.scalars(listed_needs(staff, {"quarter": "2026Q4"})).all()
    close_quarter(closed.actor("secretary"), community(closed), Q4)


def test_undoing_keeps_what_was_written_about_the_next_quarter(world: World) -> None:
    """Opened long before, with a theme: it does not belong to the closing that is undone."""
    secretary = world.actor("secretary")
    open_quarter(secretary, community(world), NEXT, data={"theme": "邻里守望"})
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    close_quarter(secretary, community(world), Q4)
    reopen_quarter(secretary, community(world), Q4, reason="漏了一项")
    row = quarter_row(world.community, NEXT)
    assert row is not None
    assert row.theme == "邻里守望"


def test_undoing_keeps_what_was_written_about_the_next_quarter_since(closed: World) -> None:
    secretary, row = closed.actor("secretary"), quarter_row(closed.community, NEXT)
    assert row is not None
    edit_quarter(secretary, community(closed), row, data={"theme": "邻里守望"})
    reopen_quarter(secretary, community(closed), Q4, reason="漏了一项")
    assert quarter_row(closed.community, NEXT) is row


def test_a_need_erased_or_merged_since_is_taken_back_with_the_others(world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    need, into = a_need(world), a_need(world)
    secretary = world.actor("secretary")
    close_quarter(secretary, community(world), Q4)
    merge_need(world.actor("staff"), need, into=into)
    reopen_quarter(secretary, community(world), Q4, reason="漏了一项")
    assert {quarter_of(need), quarter_of(into)} == {Q4}
    unmerge_need(world.actor("staff"), need)
    close_quarter(secretary, community(world), Q4)
    assert [each.carried_over for each in (need, into)] == [1, 1]


def test_a_past_quarter_is_read_by_whoever_reads_its_needs(closed: World) -> None:
    secret = a_need(closed, state=NeedState.SUBMITTED, year=2027, quarter=1, public_name="")
    a_meeting(closed, year=2027, quarter=1, state=MeetingState.MINUTES_SIGNED,
              planned_start=datetime(2027, 3, 3, 7, tzinfo=UTC))  # fmt: skip
    close_quarter(closed.actor("secretary"), community(closed), NEXT)
    assert quarter_of(secret) == THIRD
    for who in ("unit_admin", "district_observer"):
        seen = db.session.scalars(listed_needs(closed.actor(who), {"quarter": "2027Q1"})).all()
        assert secret not in seen, who


def test_an_older_quarter_closed_late_carries_over_to_the_one_that_runs(closed: World) -> None:
    """Whoever begins in the middle of the year may close the quarters before it afterwards."""
    old = a_need(closed, year=2026, quarter=3)
    a_meeting(closed, year=2026, quarter=3, state=MeetingState.MINUTES_SIGNED)
    assert preview_closing(community(closed), (2026, 3)).next_quarter == NEXT
    close_quarter(closed.actor("secretary"), community(closed), (2026, 3))
    assert (quarter_of(old), old.carried_over) == (NEXT, 1)


@pytest.mark.parametrize("kind", MeetingKind)
def test_no_meeting_is_planned_in_a_closed_quarter(closed: World, kind: MeetingKind) -> None:
    """Its promises and figures would belong to a quarter that nobody closes again."""
    start = datetime(2026, 12, 28, 7, tzinfo=UTC)
    data: NewMeeting = {"year": 2026, "quarter": 4, "planned_start": start, "kind": kind}
    with pytest.raises(DomainError, match="2026"):
        plan_meeting(closed.actor("staff"), community(closed), data=data)
    later: NewMeeting = {"year": 2027, "quarter": 1, "planned_start": start, "kind": kind}
    assert plan_meeting(closed.actor("staff"), community(closed), data=later).kind is kind


def test_a_meeting_of_a_closed_quarter_is_not_reopened(closed: World) -> None:
    """Its figures are frozen with what the meeting decided."""
    secretary, meeting = closed.actor("secretary"), db.session.scalars(db.select(Meeting)).one()
    with pytest.raises(DomainError, match="closed already"):
        take_step(secretary, meeting, MeetingState.HELD, reason="漏了一项")
    reopen_quarter(secretary, community(closed), Q4, reason="漏了一项")
    take_step(secretary, meeting, MeetingState.HELD, reason="漏了一项")
    assert meeting.state is MeetingState.HELD


def test_the_pages_of_a_quarter_open_with_the_one_that_runs(client: CheckedClient, closed: World) -> None:
    enter(client, closed, "staff")
    assert "2027" in client.page(closed.url()).texts("h1")[0]
    for address in ("board", "figures"):
        assert client.page(closed.url(address)).value("季度") == "2027年第一季度"
    assert client.page(closed.url("plan/")).url.endswith("2027Q1")


def test_a_cancelled_meeting_of_the_next_quarter_does_not_keep_a_closing(closed: World) -> None:
    secretary = closed.actor("secretary")
    values = NewMeeting(year=2027, quarter=1, planned_start=datetime(2027, 3, 10, 7, tzinfo=UTC))
    planned = plan_meeting(secretary, community(closed), data=values)
    assert why_not_reopen(community(closed), Q4)
    take_step(secretary, planned, MeetingState.CANCELLED, reason="改期到四月")
    assert why_not_reopen(community(closed), Q4) == []
