"""A quarter's plan as its page shows it: line by line, with what has changed since it was made."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.quarters import Quarter
from partner_hub.matching.claim_rules import why_not_listed
from partner_hub.matching.models import PlanLine, QuarterPlan
from partner_hub.matching.planning.line_warnings import warnings_by_line
from partner_hub.matching.planning.pair_value import NeedWeight
from partner_hub.matching.planning.proposal import (
    excluded_by_need,
    open_needs,
    recorded_text,
    weight_of_need,
)
from partner_hub.matching.scoring import labels_of_needed_help
from partner_hub.matching.suggestions import queries as suggestions
from partner_hub.matching.suggestions.explanations import reasons_from_json, sentence_of_reasons
from partner_hub.matching.suggestions.known_pairs import live_offerings_by_need
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.matching.suggestions.ranking_texts import need_text
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, may_read_wording, read_need
from partner_hub.offerings import queries as offerings
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import NeedState

CHOICES_SHOWN: Final = 10
# Below it nobody would choose an offering, though it may be searched for.
MIN_CHOICE_SCORE: Final = 10.0


@dataclass(frozen=True)
class LineView:
    """`why` in words; `warnings` say what has changed since the plan was made."""

    line: PlanLine
    reading: NeedReading
    giver: str
    why: str
    weight: NeedWeight
    warnings: list[str]

    @property
    def is_asked(self) -> bool:
        return self.line.match_id is not None

    @property
    def may_ask(self) -> bool:
        """Whether nobody was asked for its need yet, which is on a list: by the rule that dispatch_need asks, too."""
        return not self.is_asked and why_not_listed(self.reading.need) is None


@dataclass(frozen=True)
class PlanView:
    """`unlisted`: needs that came onto the list after the plan was made."""

    plan: QuarterPlan
    served: list[LineView]
    open: list[LineView]
    unlisted: int

    @property
    def to_ask(self) -> int:
        """Lines that can be asked now."""
        return sum(each.may_ask for each in self.served)

    @property
    def points(self) -> int:
        return int(sum(each.line.points for each in self.served))

    @property
    def is_changed(self) -> bool:
        """By hand, since it was proposed."""
        return self.points != int(self.plan.objective)

    @property
    def is_proven(self) -> bool:
        return self.plan.objective == self.plan.bound


@dataclass(frozen=True)
class OfferingChoice:
    """An offering that a line may get, with how well it fits (0 to 100) and why."""

    offering: Offering
    score: float
    why: str


@dataclass(frozen=True)
class UnservedNeed:
    """A need that nothing fits, in its public wording: `abilities` are what a partner should be able to do."""

    reading: NeedReading
    abilities: tuple[str, ...]

    @property
    def ability(self) -> str:
        return "、".join(self.abilities) or self.reading.category or self.reading.name


def newest_plan(community_id: int, quarter: Quarter) -> QuarterPlan | None:
    """The plan that counts, with everything that its page shows of its lines."""
    here = (
        QuarterPlan.community_id == community_id,
        QuarterPlan.year == quarter[0],
        QuarterPlan.quarter == quarter[1],
    )
    lines = selectinload(QuarterPlan.lines)
    need, offering = lines.selectinload(PlanLine.need), lines.selectinload(PlanLine.offering)
    statement = (
        select(QuarterPlan)
        .where(*here)
        .options(
            need.joinedload(Need.category),
            need.joinedload(Need.grid),
            need.joinedload(Need.asking_partnership),
            need.selectinload(Need.merged),
            offering.joinedload(Offering.partnership),
            lines.selectinload(PlanLine.match),
        )
    )
    return db.session.scalar(statement.order_by(QuarterPlan.id.desc()).limit(1))


def plan_line_of(actor: Actor, line_id: int) -> PlanLine:
    """A line of a plan that counts; raises NotFound for others."""
    statement = select(PlanLine).join(PlanLine.plan).where(PlanLine.id == line_id)
    line = db.session.scalar(statement.where(QuarterPlan.community_id == actor.community_id))
    if line is None:
        raise NotFound
    return line


def view_of_plan(actor: Actor, community: Community, plan: QuarterPlan, day: date) -> PlanView:
    indexed = indexed_offerings(community)
    warnings = warnings_by_line(community, plan, indexed, day)
    shown = [
        LineView(
            line,
            read_need(actor, line.need),
            line.offering.partnership.name if line.offering and line.offering.partnership else community.name,
            sentence_of_reasons(reasons_from_json(line.parts)),
            weight_of_need(line.need, community),
            warnings[line.id],
        )
        for line in plan.lines
    ]
    shown.sort(key=lambda each: (-each.line.points, each.line.position, each.line.id))
    planned = {line.need_id for line in plan.lines}
    fresh = [need for need in open_needs(community, (plan.year, plan.quarter)) if need.id not in planned]
    return PlanView(
        plan,
        [each for each in shown if each.line.offering_id is not None],
        [each for each in shown if each.line.offering_id is None],
        len(fresh),
    )


def choices_for_line(actor: Actor, community: Community, line: PlanLine, text: str, day: date) -> list[OfferingChoice]:
    """The offerings that fit a line's need best, or with `text` those that it finds; the present one is there."""
    indexed, asked = indexed_offerings(community), recorded_text(line.need)
    closed = suggestions.excluded_on(community, indexed, day).closed
    closed |= excluded_by_need(indexed, [line.need]).get(line.need_id, set())
    if text:
        filters = {"q": text, "state": offerings.AVAILABLE_FILTER}
        found = list(db.session.scalars(offerings.listed_offerings(actor, filters).limit(CHOICES_SHOWN)))
        ids = [each.id for each in found if each.id in indexed.facts]
    else:
        best = indexed.index.rank(asked, day, CHOICES_SHOWN, closed)
        ids = [each.offering_id for each in best if each.score >= MIN_CHOICE_SCORE]
    present = line.offering_id
    if present is not None and present in indexed.facts and present not in ids:
        ids.insert(0, present)
    rows = {row.id: row for row in db.session.scalars(offerings.visible_offerings(actor).where(Offering.id.in_(ids)))}
    index = indexed.index.narrowed(rows)
    explained = [index.explained(asked, number) for number in ids if number in rows]
    return [OfferingChoice(rows[each.offering_id], each.score, sentence_of_reasons(each.reasons)) for each in explained]


def needs_without_offering(plan: QuarterPlan) -> list[UnservedNeed]:
    """The needs of a plan that nothing fits and that are still open, as everybody may read them."""
    nobody = Actor(None, "", plan.community_id)
    taken = live_offerings_by_need(plan.community_id)
    found = []
    for line in plan.lines:
        is_listed = line.need.state == NeedState.PUBLISHED and line.need.deferred_on is None
        is_open = is_listed and line.need_id not in taken
        if line.offering_id is None and is_open and may_read_wording(nobody, line.need):
            reading = read_need(nobody, line.need)
            found.append(UnservedNeed(reading, labels_of_needed_help(need_text(reading))))
    return sorted(found, key=lambda each: (each.reading.category, each.reading.id))
