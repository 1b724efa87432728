"""A quarter is closed in one act, which carries over, freezes, and can be taken back."""

from datetime import UTC, datetime

import pytest

from partner_hub.communities.quarter_queries import frozen_figures, quarter_row
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, NotAllowed, SeveralFaults
from partner_hub.core.events import history_of
from partner_hub.core.quarters import Quarter
from partner_hub.needs.models import Need
from partner_hub.needs.moving import put_needs_on_list
from partner_hub.needs.queries import listed_needs
from partner_hub.quarters.closing import close_quarter, preview_closing, reopen_quarter, why_not_reopen
from partner_hub.reports.board import quarter_board
from partner_hub.reports.figures import needs_by_category, needs_by_quarter, waiting_times
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from partner_hub.vocabulary.quarter import QuarterState
from tests.support.gathering import community
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.records import a_meeting, a_need
from tests.support.world import World, enter

Q4, NEXT = (2026, 4), (2027, 1)


def a_quarter_to_close(world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED)


def ids_on_list(world: World, quarter: str) -> set[int]:
    return {need.id for need in db.session.scalars(listed_needs(world.actor("staff"), {"quarter": quarter}))}


def test_what_is_unmet_is_carried_over_and_what_is_met_stays(world: World) -> None:
    a_quarter_to_close(world)
    needs = {state: a_need(world, state=state) for state in NeedState}

    close_quarter(world.actor("secretary"), community(world), Q4)

    for state, need in needs.items():
        is_carried = state in OPEN_NEED_STATES
        assert (need.year, need.quarter) == (NEXT if is_carried else Q4), state
        assert need.carried_over == is_carried
        assert need.state is state
        assert [event.tag for event in history_of(need)] == ["need:carry_over"] * is_carried


def test_carrying_over_never_rewrites_the_quarter_that_is_left(world: World) -> None:
    a_quarter_to_close(world)
    for state in NeedState:
        a_need(world, state=state)
    actor = world.actor("staff")
    before = board_and_figures(world, Q4)
    stood_there = ids_on_list(world, "2026Q4")

    close_quarter(world.actor("secretary"), community(world), Q4)
    assert board_and_figures(world, Q4) == before
    assert ids_on_list(world, "2026Q4") == stood_there

    for need in db.session.scalars(db.select(Need)):
        need.state = NeedState.MET
    db.session.flush()
    assert needs_by_category(actor, Q4) == before[0]
    assert needs_by_quarter(actor, NEXT, 2)[0] == before[1]


def board_and_figures(world: World, quarter: Quarter) -> tuple[object, ...]:
    actor = world.actor("staff")
    board = quarter_board(actor, quarter, {})
    rows = [reading.id for reading in board.needs.rows]
    return (
        needs_by_category(actor, quarter),
        needs_by_quarter(actor, quarter)[-1],
        waiting_times(actor, quarter),
        board.counts,
        rows,
    )


def test_the_next_quarter_opens_with_place_and_chair_of_the_last_meeting(world: World) -> None:
    a_meeting(world, state=MeetingState.MINUTES_SIGNED, chair_name="林书记", place="二楼议事厅")
    close_quarter(world.actor("secretary"), community(world), Q4)
    row = quarter_row(world.community, NEXT)
    assert row is not None
    assert (row.state, row.place, row.chair_name) == (QuarterState.OPEN, "二楼议事厅", "林书记")


def test_the_meeting_is_closed_with_its_quarter(world: World) -> None:
    meeting = a_meeting(world, state=MeetingState.MINUTES_SIGNED)
    close_quarter(world.actor("secretary"), community(world), Q4)
    assert meeting.state is MeetingState.CLOSED


def test_everything_that_stands_in_the_way_is_told_at_once(world: World) -> None:
    regular = a_meeting(world, state=MeetingState.HELD)
    extra = a_meeting(world, kind=MeetingKind.EXTRAORDINARY, title="临时会", state=MeetingState.CALLED)
    need = a_need(world)
    with pytest.raises(SeveralFaults) as refusal:
        close_quarter(world.actor("secretary"), community(world), Q4)
    assert {url.rsplit("/", 1)[-1] for _sentence, url in refusal.value.faults} == {str(regular.id), str(extra.id)}
    assert need.carried_over == 0


def test_a_quarter_without_meeting_is_not_closed_unless_it_was_called_off(world: World) -> None:
    with pytest.raises(SeveralFaults):
        close_quarter(world.actor("secretary"), community(world), Q4)
    a_meeting(world, state=MeetingState.CANCELLED)
    assert close_quarter(world.actor("secretary"), community(world), Q4).state is QuarterState.CLOSED


def test_quarters_are_closed_in_their_order(world: World) -> None:
    a_quarter_to_close(world)
    close_quarter(world.actor("secretary"), community(world), Q4)
    a_meeting(world, year=2027, quarter=2, state=MeetingState.MINUTES_SIGNED)
    with pytest.raises(SeveralFaults, match="2027"):
        close_quarter(world.actor("secretary"), community(world), (2027, 2))


def test_nobody_closes_a_quarter_twice(world: World) -> None:
    a_quarter_to_close(world)
    need = a_need(world)
    close_quarter(world.actor("secretary"), community(world), Q4)
    with pytest.raises(Conflict):
        close_quarter(world.actor("secretary"), community(world), Q4)
    assert need.carried_over == 1


@pytest.mark.parametrize("who", ["staff", "unit_admin", "grid_worker", "supervisor", "district_observer"])
def test_only_the_secretary_closes(world: World, who: str) -> None:
    a_quarter_to_close(world)
    with pytest.raises(NotAllowed):
        close_quarter(world.actor(who), community(world), Q4)


def test_a_closing_is_undone_while_nothing_of_the_next_quarter_was_used(world: World) -> None:
    a_quarter_to_close(world)
    needs = [a_need(world, state=state, carried_over=1) for state in OPEN_NEED_STATES]
    secretary = world.actor("secretary")
    before = board_and_figures(world, Q4)
    close_quarter(secretary, community(world), Q4)

    reopen_quarter(secretary, community(world), Q4, reason="一项没有签到")

    assert {(need.year, need.quarter, need.carried_over) for need in needs} == {(*Q4, 1)}
    assert board_and_figures(world, Q4) == before
    assert quarter_row(world.community, NEXT) is None
    assert frozen_figures(world.community, Q4) is None
    assert close_quarter(secretary, community(world), Q4).state is QuarterState.CLOSED


def test_it_is_not_undone_any_more_when_the_next_meeting_is_planned(world: World) -> None:
    a_quarter_to_close(world)
    close_quarter(world.actor("secretary"), community(world), Q4)
    a_meeting(world, year=2027, quarter=1, title="下一次", planned_start=datetime(2027, 3, 3, 7, tzinfo=UTC))
    assert why_not_reopen(community(world), Q4)
    with pytest.raises(SeveralFaults, match="下一次"):
        reopen_quarter(world.actor("secretary"), community(world), Q4, reason="试试")


def test_a_need_in_the_wrong_quarter_is_moved_and_not_carried_over(world: World) -> None:
    need = a_need(world)
    put_needs_on_list(world.actor("staff"), [need], year=2027, quarter=1)
    assert (need.year, need.quarter, need.carried_over) == (*NEXT, 0)
    assert ids_on_list(world, "2026Q4") == set()


def test_nothing_comes_onto_the_list_of_a_closed_quarter(world: World) -> None:
    a_quarter_to_close(world)
    close_quarter(world.actor("secretary"), community(world), Q4)
    later = a_need(world, year=2027, quarter=1)
    with pytest.raises(Conflict):
        put_needs_on_list(world.actor("staff"), [later], year=2026, quarter=4)
    assert (later.year, later.quarter) == NEXT


def test_what_becomes_of_a_need_that_stayed_does_not_rewrite_the_quarter(world: World) -> None:
    a_quarter_to_close(world)
    need = a_need(world, state=NeedState.MET)
    close_quarter(world.actor("secretary"), community(world), Q4)
    shown = board_and_figures(world, Q4)
    need.state = NeedState.SUBMITTED
    db.session.flush()
    assert board_and_figures(world, Q4) == shown


def test_the_third_time_is_told_beforehand(world: World) -> None:
    a_quarter_to_close(world)
    for times in range(3):
        a_need(world, carried_over=times)
    assert preview_closing(community(world), Q4).third_carry_overs == 1


def test_closing_takes_as_many_statements_for_ten_needs_as_for_a_hundred(world: World) -> None:
    a_quarter_to_close(world)
    numbers = []
    for quarter, count in ((Q4, 10), (NEXT, 100)):
        for _number in range(count):
            a_need(world, year=quarter[0], quarter=quarter[1])
        if quarter == NEXT:
            start = datetime(2027, 3, 3, 7, tzinfo=UTC)
            a_meeting(world, year=2027, quarter=1, state=MeetingState.MINUTES_SIGNED, planned_start=start)
        with statements() as seen:
            close_quarter(world.actor("secretary"), community(world), quarter)
        numbers.append(len(seen))
    assert numbers[1] <= numbers[0]


def test_the_pages_say_what_will_happen_and_what_happened(client: CheckedClient, world: World) -> None:
    need = a_need(world)
    enter(client, world, "secretary", language="en")
    page = client.page(world.url("quarters/2026Q4/close"))
    assert "The joint meeting of this quarter has not been planned." in page.text
    a_quarter_to_close(world)
    db.session.commit()
    page = client.page(world.url("quarters/2026Q4/close"))
    assert "1 unmet need is carried over" in page.text
    page = page.submit("Close the quarter")
    assert "Closed by" in page.text
    db.session.refresh(need)
    assert need.carried_over == 1
    page = page.submit("Undo the closing", reason="点错了")
    assert "runs on" in page.text


def test_a_clerk_sees_the_closing_but_not_the_button(client: CheckedClient, world: World) -> None:
    a_quarter_to_close(world)
    enter(client, world, "staff", language="en")
    page = client.page(world.url("quarters/2026Q4/close"))
    assert "The secretary closes the quarter." in page.text
    assert "Close the quarter" not in page.buttons()
