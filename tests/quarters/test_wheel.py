"""Whatever people do over three quarters, nothing of a closed one changes, and nothing is lost on the way."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.communities.quarter_queries import frozen_figures
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.quarters import Quarter, quarter_after
from partner_hub.matching.commands import answers, claims
from partner_hub.matching.commands import meeting_matches as matching
from partner_hub.matching.models import Match
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES
from partner_hub.meetings.service import plan_meeting
from partner_hub.minutes.service import draft_minutes, sign_minutes
from partner_hub.needs.models import Need, NeedStay
from partner_hub.needs.service import move_need
from partner_hub.offerings.availability import remaining_capacity
from partner_hub.offerings.models import Offering
from partner_hub.quarters.closing import close_quarter
from partner_hub.reports.board import quarter_board
from partner_hub.reports.figures import needs_by_category, waiting_times
from partner_hub.vocabulary.action import OPEN_ACTION_STATES
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingState
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState
from tests.support.gathering import an_offering, community, unit
from tests.support.records import a_need, an_action
from tests.support.world import World

pytestmark = pytest.mark.sweep

FIRST = (2026, 2)
CAPACITY = 4


class Wheel:
    """A community that goes through its quarters, each step chosen by chance among those that the rules allow."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)  # noqa: S311 - chance for a test, not a secret
        self.quarter: Quarter = FIRST
        self.offering: Offering = an_offering(world, capacity_number=CAPACITY)
        self.past: dict[Quarter, Any] = {}

    def turn(self) -> None:
        """One quarter, from the first need to the closing."""
        for _step in range(self.chance.randint(6, 14)):
            self._attempt(self.chance.choice((self.ask, self.ask, self.claim, self.claim, self.settle, self.finish)))
            self.check()
        self.meet()
        close_quarter(self.world.actor("secretary"), community(self.world), self.quarter)
        self.past[self.quarter] = self.shown(self.quarter)
        self.quarter = quarter_after(self.quarter)
        self.check()

    def _attempt(self, step: Callable[[], object]) -> None:
        """A step that the rules refuse leaves nothing behind."""
        try:
            with db.session.begin_nested():
                step()
        except DomainError:
            db.session.expire_all()

    def ask(self) -> None:
        a_need(self.world, year=self.quarter[0], quarter=self.quarter[1])

    def claim(self) -> None:
        need = self._some(Need)
        if need:
            claims.claim_need(
                self.world.actor("unit_admin"), need, partnership=unit(self.world, self.world.hospital),
                offering=self.offering, promise="每周一次",
            )  # fmt: skip

    def settle(self) -> None:
        match = self._some(Match)
        if match:
            answer = self.chance.choice((answers.agree_match, answers.agree_match, self._release))
            answer(self.world.actor("staff"), match)

    def _release(self, actor: Any, match: Match) -> Match:
        return answers.release_match(actor, match, reason="不合适")

    def finish(self) -> None:
        need = self._some(Need)
        if need:
            to = self.chance.choice(tuple(NeedState))
            move_need(self.world.actor("staff"), need, to=to, reason="办理情况")

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
        minutes = draft_minutes(self.world.actor("staff"), meeting)
        sign_minutes(self.world.actor("secretary"), minutes, meeting, dated=start.date())

    def _record(self, item: Any) -> None:
        staff = self.world.actor("staff")
        for match in list(item.matches):
            if match.state is MatchState.TABLED:
                verdicts = (MatchState.CONFIRMED, MatchState.DEFERRED, MatchState.REJECTED)
                matching.record_verdict(staff, match, self.chance.choice(verdicts))
        for line in list(item.follow_ups):
            if line.status is FollowUpStatus.PENDING:
                status = self.chance.choice((FollowUpStatus.DONE, FollowUpStatus.NOT_DONE, FollowUpStatus.DROPPED))
                FOLLOW_UP_LINES.change(staff, item, line, {"status": status})
        if item.kind is ItemKind.MATCHING:
            an_action(self.world, agenda_item_id=item.id, state="draft")
        item.state = ItemState.PASSED

    def _some(self, table: Any) -> Any:
        found = db.session.scalars(db.select(table).order_by(table.id)).all()
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

    def _check_stays(self) -> None:
        for need in db.session.scalars(db.select(Need)):
            stays = db.session.scalars(db.select(NeedStay).where(NeedStay.need_id == need.id)).all()
            carried = [(stay.year, stay.quarter) for stay in stays if stay.state in OPEN_NEED_STATES]
            assert len(set(carried)) == len(carried) == need.carried_over
            assert (need.year, need.quarter) not in carried

    def _check_capacity(self) -> None:
        live = db.session.scalars(db.select(Match).where(Match.state.in_(LIVE_MATCH_STATES))).all()
        promised = sum(partner.quantity for match in live for partner in match.partners if partner.offering_id)
        assert remaining_capacity([self.offering.id])[self.offering.id] == CAPACITY - promised


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
    assert all(meeting.state is MeetingState.CLOSED for meeting in db.session.scalars(db.select(Meeting)))
