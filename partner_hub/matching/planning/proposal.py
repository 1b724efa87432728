"""From needs and offerings to the plan's assignment problem, and from its solution to lines with reasons."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, distinct, func, or_, select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter, days_of_quarter
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.planning.pair_value import NeedWeight, persons_reached, weight_for
from partner_hub.matching.planning.solver import Assignment, CandidatePair, Limits, solve_assignment
from partner_hub.matching.scoring import NeedText, Reason, Suggestion
from partner_hub.matching.suggestions import queries as suggestions
from partner_hub.matching.suggestions.known_pairs import dismissed_offerings_by_need
from partner_hub.matching.suggestions.offering_index import IndexedOfferings, indexed_offerings
from partner_hub.matching.suggestions.queries import MIN_FITTING_SCORE
from partner_hub.matching.suggestions.ranking_texts import need_text
from partner_hub.needs.beneficiary_totals import beneficiary_report_of, total_beneficiaries
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.needs.queries import visible_needs
from partner_hub.offerings.availability import taken_of_offerings
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState

# The optimum is one over so many candidates of each need; an offering behind thirty better ones is hardly needed.
CANDIDATES_PER_NEED: Final = 30


@dataclass(frozen=True)
class ProposedLine:
    """One need and the offering proposed for it: `points` = `fit` x urgency x people (planning.pair_value)."""

    need: Need
    offering_id: int
    offering_name: str
    unit_name: str
    fit: float
    weight: NeedWeight
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Proposal:
    """`unserved`: needs without a line. `most` and `bound` are what no assignment exceeds (solver.Assignment)."""

    lines: list[ProposedLine]
    unserved: list[Need]
    most: int
    bound: int

    @property
    def objective(self) -> int:
        return sum(line.points for line in self.lines)


@dataclass(frozen=True)
class FreeCapacity:
    """What is still free: of each offering with a capacity, and for each unit until it has as much as it takes on."""

    capacity: Mapping[int, int]
    projects: Mapping[int, int]

    @staticmethod
    def of(community: Community, indexed: IndexedOfferings, day: date) -> "FreeCapacity":
        taken, running = taken_of_offerings(community.id, day), running_of_units(community.id)
        capacity = {
            number: fact.capacity - taken.get(number, 0)
            for number, fact in indexed.facts.items()
            if fact.capacity is not None
        }
        return FreeCapacity(
            capacity, {unit: community.projects_per_unit - running.get(unit, 0) for unit in indexed.names.units}
        )


def propose_assignment(
    community: Community, quarter: Quarter, day: date, fixed: Mapping[int, int | None] | None = None
) -> Proposal:
    """The best assignment for the needs of this quarter that nobody has taken; nothing is written.

    `fixed` are needs for which somebody has chosen by hand, with the offering or None: they get no line, and what
    they take is not given again.
    """
    fixed = fixed or {}
    indexed = indexed_offerings(community)
    needs = [need for need in open_needs(community, quarter) if need.id not in fixed]
    texts = {need.id: recorded_text(need) for need in needs}
    ranked = indexed.index.rank_all(
        list(texts.values()),
        day,
        CANDIDATES_PER_NEED,
        suggestions.excluded_on(community, indexed, day).all,
        excluded_by_need(indexed, needs),
    )
    weights = {need.id: weight_of_need(need, community) for need in needs}
    fits = {
        (need_id, each.offering_id): each
        for need_id, best in ranked.items()
        for each in best
        if each.score >= MIN_FITTING_SCORE
    }
    answer = solve_assignment(
        [CandidatePair(*pair, weights[pair[0]].points(each.score)) for pair, each in fits.items()],
        _limits_left(community, indexed, day, [number for number in fixed.values() if number is not None]),
    )
    return _explain_assignment(indexed, needs, texts, weights, fits, answer)


def day_of_plan(quarter: Quarter) -> date:
    """Today, or the day of the quarter that is nearest to it."""
    first, last = days_of_quarter(quarter)
    return min(max(clock.local_today(), first), last)


def open_needs(community: Community, quarter: Quarter) -> list[Need]:
    """On the list of this quarter, or left open by an earlier one, taken by no live match and put off by no meeting.

    What waits for review is planned for, too, since a plan is the committee's alone; it is dispatched when accepted.
    """
    year, number = quarter
    until = Need.year * 4 + Need.quarter <= year * 4 + number
    arrived = and_(Need.year.is_(None), Need.raised_on <= days_of_quarter(quarter)[1])
    listed = and_(Need.state == NeedState.PUBLISHED, Need.deferred_on.is_(None), until)
    waiting = and_(Need.state == NeedState.SUBMITTED, or_(until, arrived))
    statement = visible_needs(Actor.of_operator(community.id)).where(or_(listed, waiting), ~_is_taken())
    return list(db.session.scalars(statement.order_by(Need.id)))


def recorded_text(need: Need) -> NeedText:
    """In the recorded words: plans are the committee's."""
    return need_text(read_need(Actor.of_operator(need.community_id), need))


def weight_of_need(need: Need, community: Community) -> NeedWeight:
    """With the people of the needs merged into it, each source counted once."""
    reached = total_beneficiaries([beneficiary_report_of(each) for each in (need, *need.merged)])
    if reached.is_everyone or not reached.counts:
        counts = [persons_reached(None, "", everyone=reached.is_everyone, households=community.households)]
    else:
        counts = [
            persons_reached(count, unit, everyone=False, households=community.households)
            for unit, count in reached.counts.items()
        ]
    return weight_for(need.urgency, max(counts))


def excluded_by_need(indexed: IndexedOfferings, needs: Collection[Need]) -> dict[int, set[int]]:
    """Need -> offerings that were put aside for it, and those of the unit that asks for it itself."""
    community_ids = {need.community_id for need in needs}
    found = dismissed_offerings_by_need(community_ids.pop()) if community_ids else {}
    for need in needs:
        if need.asking_partnership_id:
            found.setdefault(need.id, set()).update(indexed.of_units({need.asking_partnership_id}))
    return found


def running_of_units(community_id: int) -> dict[int, int]:
    """How many needs each unit has taken that are not done yet."""
    statement = (
        select(MatchPartner.partnership_id, func.count(distinct(MatchNeed.need_id)))
        .select_from(Match)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .join(MatchNeed, MatchNeed.match_id == Match.id)
        .join(Need, Need.id == MatchNeed.need_id)
        .where(Match.community_id == community_id, Match.state.in_(LIVE_MATCH_STATES))
        .where(Need.state.in_(WANTED_NEED_STATES), MatchPartner.partnership_id.is_not(None))
        .group_by(MatchPartner.partnership_id)
    )
    return {unit: count for unit, count in db.session.execute(statement) if unit is not None}


def _is_taken() -> ColumnElement[bool]:
    return (
        select(MatchNeed.id)
        .join(Match, Match.id == MatchNeed.match_id)
        .where(MatchNeed.need_id == Need.id, Match.state.in_(LIVE_MATCH_STATES))
        .correlate(Need)
        .exists()
    )


def _limits_left(community: Community, indexed: IndexedOfferings, day: date, given: Collection[int]) -> Limits:
    """`given`: offerings that somebody has chosen by hand, each as often as it was chosen."""
    free = FreeCapacity.of(community, indexed, day)
    unit_of = {number: fact.unit for number, fact in indexed.facts.items()}
    offerings = Counter(given)
    units = Counter(unit_of.get(number) for number in given)
    return Limits(
        {number: left - offerings[number] for number, left in free.capacity.items()},
        unit_of,
        {unit: left - units[unit] for unit, left in free.projects.items()},
    )


def _explain_assignment(
    indexed: IndexedOfferings,
    needs: list[Need],
    texts: Mapping[int, NeedText],
    weights: Mapping[int, NeedWeight],
    fits: Mapping[tuple[int, int], Suggestion],
    answer: Assignment,
) -> Proposal:
    by_id = {need.id: need for need in needs}
    lines = []
    for pair in answer.pairs:
        offering = indexed.index.offerings[pair.offering_id]
        why = indexed.index.explained(texts[pair.need_id], pair.offering_id)
        fit = fits[pair.need_id, pair.offering_id].score
        lines.append(
            ProposedLine(
                by_id[pair.need_id], pair.offering_id, offering.name, offering.unit_name, fit,
                weights[pair.need_id], pair.points, why.reasons,
            )
        )  # fmt: skip
    served = {pair.need_id for pair in answer.pairs}
    return Proposal(lines, [need for need in needs if need.id not in served], answer.most, answer.bound)
