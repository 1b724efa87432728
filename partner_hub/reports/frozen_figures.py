"""The figures of a quarter as they are frozen when it is closed: plain numbers and words that outlive every rule."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.matching.models import Match, MatchNeed
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.needs.models import Need
from partner_hub.reports.answer_figures import answers_to_ends
from partner_hub.reports.board import is_on_quarter_list
from partner_hub.reports.figures import needs_by_category, waiting_times
from partner_hub.vocabulary.meeting import MeetingKind, MeetingState

# Raised when a key changes its meaning, so that figures frozen earlier are still read rightly.
FIGURES_VERSION = 1


def figures_of_quarter(community: Community, quarter: Quarter) -> dict[str, Any]:
    """What stands for the quarter at this moment, ready for JSON; a number of statements that does not grow.

    needs: by state; categories: id, name, open, asked, taken; matches: by state, of the quarter's needs; meeting: seats
    by presence; actions: by state, of the quarter's meetings; waiting: WaitingTimes; answers: AnswerCounts, missing in
    what was frozen before anybody was asked.
    """
    actor = Actor.of_operator(community.id)
    categories = needs_by_category(actor, quarter)
    waiting = waiting_times(actor, quarter)
    return {
        "version": FIGURES_VERSION,
        "quarter": quarter_code(quarter),
        "needs": _counts_of(_needs_by_state(community, quarter)),
        "categories": [asdict(row) for row in categories],
        "matches": _counts_of(matches_by_state(community.id, quarter)),
        "meeting": _counts_of(_seats_by_presence(community, quarter)),
        "actions": _counts_of(_actions_by_state(community, quarter)),
        "waiting": {"need_ids": waiting.need_ids, "median": waiting.median},
        "answers": asdict(answers_to_ends(actor, quarter)),
    }


def _counts_of(statement: Any) -> dict[str, int]:
    return {state.value: count for state, count in sorted(db.session.execute(statement).all())}


def _needs_by_state(community: Community, quarter: Quarter) -> Any:
    of_quarter = (Need.community_id == community.id, Need.year == quarter[0], Need.quarter == quarter[1])
    return select(Need.state, func.count()).where(*of_quarter).group_by(Need.state)


def matches_by_state(community_id: int, quarter: Quarter) -> Any:
    """Rows (state, number) of the matches of the needs on the quarter's list."""
    return (
        select(Match.state, func.count(func.distinct(Match.id)))
        .join(MatchNeed, MatchNeed.match_id == Match.id)
        .join(Need, Need.id == MatchNeed.need_id)
        .where(Match.community_id == community_id, is_on_quarter_list(quarter))
        .group_by(Match.state)
    )


def _meetings_of(community: Community, quarter: Quarter) -> tuple[Any, ...]:
    return (
        Meeting.community_id == community.id,
        Meeting.year == quarter[0],
        Meeting.quarter == quarter[1],
        Meeting.state != MeetingState.CANCELLED,
    )


def _seats_by_presence(community: Community, quarter: Quarter) -> Any:
    return (
        select(Seat.presence, func.count())
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .where(*_meetings_of(community, quarter), Meeting.kind == MeetingKind.REGULAR)
        .group_by(Seat.presence)
    )


def _actions_by_state(community: Community, quarter: Quarter) -> Any:
    return (
        select(ActionItem.state, func.count())
        .join(AgendaItem, AgendaItem.id == ActionItem.agenda_item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(*_meetings_of(community, quarter))
        .group_by(ActionItem.state)
    )
