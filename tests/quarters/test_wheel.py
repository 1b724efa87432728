"""Whatever people do over three quarters, nothing of a closed one changes, and nothing is lost on the way."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from partner_hub.actions import match_ends
from partner_hub.actions.models import ActionItem
from partner_hub.communities.quarter_queries import frozen_figures
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.quarters import Quarter, quarter_after
from partner_hub.matching.commands import answers, claims, ends
from partner_hub.matching.commands import meeting_matches as matching
from partner_hub.matching.commands.ends import EndReport
from partner_hub.matching.end_queries import matches_to_accept, needs_to_settle
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.queries import is_match_in_work
from partner_hub.matching.workflow import has_taken_effect
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.service import plan_meeting
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.needs.ends import NeedOutcome, end_need
from partner_hub.needs.models import Need, NeedStay
from partner_hub.needs.service import move_need
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.offerings.service import move_offering
from partner_hub.partners.unit_steps import move_unit
from partner_hub.quarters.closing import close_quarter
from partner_hub.reports.board import quarter_board
from partner_hub.reports.figures import needs_by_category, waiting_times
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, UNSETTLED_ACTION_STATES, ActionState
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, SERVED_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from partner_hub.vocabulary.offering import CapacityPeriod, OfferingState
from partner_hub.vocabulary.unit import UnitState
from tests.support.gathering import an_offering, community, unit
from tests.support.records import a_need, an_action
from tests.support.signing import record_everybody
from tests.support.world import World

pytestmark = pytest.mark.sweep

FIRST = (2026, 2)
CAPACITY = 8


def uses_up(period: CapacityPeriod, day: date) -> bool:
    """Whether what was delivered on this day is gone today."""
    today = clock.local_today()
    return {
        CapacityPeriod.IN_ALL: True,
        CapacityPeriod.WEEK: day.isocalendar()[:2] == today.isocalendar()[:2],
        CapacityPeriod.MONTH: (day.year, day.month) == (today.year, today.month),
        CapacityPeriod.QUARTER: clock.quarter_of(day) == clock.quarter_of(today),
        CapacityPeriod.YEAR: day.year == today.year,
        CapacityPeriod.AT_A_TIME: False,
    }[period]


class Wheel:
    """A community that goes through its quarters, each step chosen by chance among those that the rules allow."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)  # noqa: S311 - chance for a test, not a secret
        self.quarter: Quarter = FIRST
        self.offerings: list[Offering] = [
            an_offering(world, period.value, capacity_number=CAPACITY, capacity_period=period)
            for period in CapacityPeriod
        ]
        self.past: dict[Quarter, Any] = {}

    def turn(self) -> None:
        """One quarter, from the first need to the closing."""
        steps = (self.ask, self.claim, self.agree, self.report, self.accept)
        for _step in range(self.chance.randint(18, 26)):
            if self._attempt(self.chance.choice((*steps * 4, self.give_up, self.finish))):
                self.check()
        self.meet()
        close_quarter(self.world.actor("secretary"), community(self.world), self.quarter)
        self.past[self.quarter] = self.shown(self.quarter)
        self.quarter = quarter_after(self.quarter)
        self.check()
        self._let_time_pass(self.chance.choice((7, 31, 92)))
        self.check()

    def _let_time_pass(self, days: int) -> None:
        """What has ended lies further back."""
        for match in db.session.scalars(db.select(Match)):
            match.ended_on = match.ended_on and match.ended_on - timedelta(days=days)
        db.session.flush()

    def _attempt(self, step: Callable[[], object]) -> bool:
        """Whether the rules allowed it; a step that they refuse leaves nothing behind."""
        try:
            with db.session.begin_nested():
                step()
        except DomainError:
            db.session.expire_all()
            return False
        return True

    def ask(self) -> None:
        a_need(self.world, year=self.quarter[0], quarter=self.quarter[1])

    def claim(self) -> None:
        need = self._some(Need, Need.state == NeedState.PUBLISHED)
        if need:
            claims.claim_need(
                self.world.actor("unit_admin"), need, partnership=unit(self.world, self.world.hospital),
                offering=self.chance.choice(self.offerings), quantity=self.chance.choice((1, 2, 3)), promise="每周一次",
            )  # fmt: skip

    def agree(self) -> None:
        match = self._some(Match, Match.state == MatchState.PROPOSED)
        if match:
            answers.agree_match(self.world.actor("staff"), match)

    def give_up(self) -> None:
        match = self._some(Match, Match.state.in_(LIVE_MATCH_STATES))
        if match:
            self._release(self.world.actor("staff"), match)

    def _release(self, actor: Any, match: Match) -> Match:
        return answers.release_match(actor, match, reason="不合适")

    def finish(self) -> None:
        need = self._some(Need)
        if need:
            staff, to = self.world.actor("staff"), self.chance.choice(tuple(NeedState))
            if to in {NeedState.MET, NeedState.PARTLY_MET}:
                end_need(staff, need, NeedOutcome(to, "已经办了", by_whom="社区", still_open="还差一点"))
            else:
                move_need(staff, need, to=to, reason="办理情况")

    def report(self) -> None:
        """Of a match that is in work, if there is one; with its task or without it."""
        match = self._one_of(db.session.scalars(db.select(Match).where(is_match_in_work())).all())
        if match:
            end = self.chance.choice(ENDED_MATCH_STATES)
            part = match.partners[0]
            given = {part.id: self.chance.choice((None, 0, 1, part.quantity))}
            report = EndReport(end, outcome="办了一些", reason="人手不够", quantities=given, told_by="陶然")
            with_tasks = self.chance.choice((True, False))
            match_ends.report_match_and_tasks(self.world.actor("staff"), match, report, with_tasks=with_tasks)

    def accept(self) -> None:
        """From the match's side or from the task's, or the report is sent back."""
        secretary = self.world.actor("secretary")
        match = self._one_of(db.session.scalars(matches_to_accept(secretary)).all())
        task = self._one_of(db.session.scalars(db.select(ActionItem).where(ActionItem.state == "reported_done")).all())
        with_both = self.chance.choice((True, False))
        if task and self.chance.choice((True, False)):
            match_ends.take_step_with_match(secretary, task, ActionState.CLOSED, reason="", with_match=with_both)
        elif match and self.chance.choice((True, True, False)):
            match_ends.accept_match_and_tasks(secretary, match, with_tasks=with_both)
        elif match:
            match_ends.send_back_match_and_tasks(secretary, match, reason="不清楚", with_tasks=with_both)

    def end_what_is_left(self) -> None:
        """Every live match, whatever became of its needs meanwhile, comes to its end by the buttons that there are."""
        secretary = self.world.actor("secretary")
        for match in db.session.scalars(db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES))).all():
            if has_taken_effect(match):
                if not match.reported_end:
                    ends.report_end(secretary, match, EndReport(MatchState.FAILED, reason="算了", told_by="陶然"))
                ends.accept_end(secretary, match)
            else:
                self._release(secretary, match)

    def let_everybody_go(self) -> None:
        """When nothing is live any more, every offering can be retired, and the unit can leave."""
        for offering in self.offerings:
            move_offering(self.world.actor("unit_admin"), offering, OfferingState.RETIRED)
        hospital = unit(self.world, self.world.hospital)
        move_unit(self.world.actor("secretary"), hospital, UnitState.WITHDRAWN, reason="停业")

    def meet(self) -> None:
        """The meeting deals with everything that its agenda holds by itself."""
        start = datetime(self.quarter[0], self.quarter[1] * 3, 10, 7, tzinfo=UTC)
        data: Any = {
            "year": self.quarter[0], "quarter": self.quarter[1], "planned_start": start, "standing_agenda": True,
        }  # fmt: skip
        meeting = plan_meeting(self.world.actor("staff"), community(self.world), data=data)
        db.session.refresh(meeting)
        for item in meeting.items:
            self._record(item)
        meeting.state = MeetingState.HELD
        db.session.flush()
        record_everybody(meeting)
        minutes = draft_minutes(self.world.actor("staff"), meeting)
        sign_minutes(self.world.actor("secretary"), minutes, meeting, dated=min(start.date(), clock.local_today()))

    def _record(self, item: Any) -> None:
        staff = self.world.actor("staff")
        for match in list(item.matches):
            if match.state is MatchState.TABLED:
                verdicts = (MatchState.DEFERRED, MatchState.REJECTED, *[MatchState.CONFIRMED] * 4)
                matching.record_verdict(staff, match, self.chance.choice(verdicts))
        for line in list(item.follow_ups):
            if line.status is FollowUpStatus.PENDING:
                status = self.chance.choice((FollowUpStatus.DONE, FollowUpStatus.NOT_DONE, FollowUpStatus.DROPPED))
                FOLLOW_UP_LINES.change(staff, item, line, {"status": status})
        if item.kind is ItemKind.MATCHING:
            carried = self._one_of([each for each in item.matches if each.state is MatchState.CONFIRMED])
            an_action(self.world, agenda_item_id=item.id, state="draft", match_id=carried.id if carried else None)
        item.state = ItemState.PASSED

    def _some(self, table: Any, *conditions: Any) -> Any:
        return self._one_of(db.session.scalars(db.select(table).where(*conditions).order_by(table.id)).all())

    def _one_of(self, found: Any) -> Any:
        return self.chance.choice(found) if found else None

    def shown(self, quarter: Quarter) -> Any:
        actor = self.world.actor("staff")
        board = quarter_board(actor, quarter, {})
        frozen = frozen_figures(self.world.community, quarter)
        return frozen, needs_by_category(actor, quarter), waiting_times(actor, quarter), board.counts

    def check(self) -> None:
        for quarter, shown in self.past.items():
            assert self.shown(quarter) == shown, f"{quarter} was rewritten"
        self._check_stays()
        self._check_capacity()
        self._check_ends()

    def _check_stays(self) -> None:
        for need in db.session.scalars(db.select(Need)):
            stays = db.session.scalars(db.select(NeedStay).where(NeedStay.need_id == need.id)).all()
            carried = [(stay.year, stay.quarter) for stay in stays if stay.state in OPEN_NEED_STATES]
            assert len(set(carried)) == len(carried) == need.carried_over
            assert (need.year, need.quarter) not in carried

    def _check_capacity(self) -> None:
        """What live matches promise and what was delivered in the period is taken, and all else is there again."""
        parts = db.session.scalars(db.select(MatchPartner).join(MatchPartner.match)).all()
        left = remaining_capacity([each.id for each in self.offerings])
        for offering in self.offerings:
            taken = sum(self._taken(each, offering) for each in parts if each.offering_id == offering.id)
            assert left[offering.id] == CAPACITY - taken >= 0

    def _taken(self, part: MatchPartner, offering: Offering) -> int:
        match = part.match
        if match.state in LIVE_MATCH_STATES:
            return part.quantity
        if match.ended_on is None or not uses_up(offering.capacity_period, match.ended_on):
            return 0
        unsaid = part.quantity if match.state in SERVED_MATCH_STATES else 0
        return unsaid if part.delivered_quantity is None else part.delivered_quantity

    def _check_ends(self) -> None:
        """Nothing hangs unseen: what only one of match and task has ended, and what is worked on by nobody."""
        staff = self.world.actor("staff")
        hanging = set(db.session.scalars(match_ends.matches_without_open_task(staff)))
        unsettled = set(db.session.scalars(needs_to_settle(staff)).unique())
        for match in db.session.scalars(db.select(Match)):
            assert (match.ended_on is not None) == (match.state in ENDED_MATCH_STATES)
            assert match.reported_end is None or match.state is MatchState.CONFIRMED
            tasks = match_ends.tasks_of_match(match)
            if tasks and has_taken_effect(match) and not match.reported_end:
                assert (match in hanging) == (not any(task.state in UNSETTLED_ACTION_STATES for task in tasks))
        for need in db.session.scalars(db.select(Need).where(Need.state == NeedState.IN_PROJECT)):
            states = {match.state for match in self._matches_of(need)}
            if not states & set(LIVE_MATCH_STATES):
                assert (need in unsettled) == bool(states & set(ENDED_MATCH_STATES))

    def _matches_of(self, need: Need) -> Any:
        return db.session.scalars(db.select(Match).join(Match.needs).where(MatchNeed.need_id == need.id)).all()


@pytest.mark.parametrize("seed", range(6))
def test_the_wheel_turns_and_the_past_stays(world: World, seed: int) -> None:
    wheel = Wheel(world, seed)
    for _quarter in range(3):
        wheel.turn()
    assert len(wheel.past) == 3
    ended = [action for action in db.session.scalars(db.select(ActionItem)) if action.state not in OPEN_ACTION_STATES]
    assert all(action.state in {"closed", "dropped"} for action in ended)
    tabled = db.session.scalars(db.select(Match).where(Match.state == MatchState.TABLED)).all()
    assert tabled == [], "what lay on a table was decided"
    wheel.end_what_is_left()
    assert not db.session.scalars(db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES))).all()
    wheel.check()
    assert all(meeting.state is MeetingState.CLOSED for meeting in db.session.scalars(db.select(Meeting)))
    wheel.let_everybody_go()
