"""Making the quarter's plan, changing it by hand, and asking the units of its lines. Who may: the committee."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.matching.capacity import lock_needs_and_offerings
from partner_hub.matching.commands.claims import dispatch_need
from partner_hub.matching.models import Match, PlanLine, QuarterPlan
from partner_hub.matching.planning import queries
from partner_hub.matching.planning.proposal import (
    Proposal,
    day_of_plan,
    open_needs,
    propose_assignment,
    recorded_text,
    weight_of_need,
)
from partner_hub.matching.planning.solver import NotSolved
from partner_hub.matching.suggestions.explanations import reasons_to_json
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.offerings.models import Offering


@dataclass(frozen=True)
class AskedUnits:
    """What became of asking all: how many units were asked, and why others were not (sentence, address)."""

    number: int
    refused: Sequence[tuple[str, str]]


def make_plan(actor: Actor, community: Community, quarter: Quarter) -> QuarterPlan:
    """Propose an assignment for the quarter; it becomes the plan that counts, older ones stay.

    What was chosen by hand in the plan before is kept as it was. Every open need has a line, with an offering or none.
    Raises NotAllowed.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    before = queries.newest_plan(community.id, quarter)
    open_ids = {need.id for need in open_needs(community, quarter)}
    kept = [line for line in (before.lines if before else []) if line.by_hand and line.need_id in open_ids]
    try:
        made = propose_assignment(
            community, quarter, day_of_plan(quarter), {line.need_id: line.offering_id for line in kept}
        )
    except NotSolved as error:
        raise DomainError(_("The solver found nothing. Please try again.")) from error
    by_hand = sum(int(line.points) for line in kept)
    plan = QuarterPlan(
        community_id=community.id,
        year=quarter[0],
        quarter=quarter[1],
        objective=made.objective + by_hand,
        bound=made.bound + by_hand,
        created_by=actor.name,
    )
    plan.lines = [*map(_copy_of_line, kept), *_lines_of_proposal(made)]
    for position, line in enumerate(sorted(plan.lines, key=lambda line: line.need_id)):
        line.position = position
    db.session.add(plan)
    db.session.flush()
    record_event(actor, plan, "propose", details={"quarter": quarter_code(quarter), "needs": len(plan.lines)})
    return plan


def choose_offering(actor: Actor, community: Community, line: PlanLine, offering: Offering | None) -> PlanLine:
    """Put another offering, or none, into a line by hand. Raises Conflict once its unit has been asked."""
    actor.require(Permission.MATCHES_DISPATCH)
    _require_unasked(line)
    indexed, need = indexed_offerings(community), line.need
    if offering is not None and offering.id not in indexed.facts:
        raise DomainError(_("“%(name)s” is not on the list now.", name=offering.name), field="offering")
    line.offering, line.by_hand, line.points, line.parts = offering, True, 0, []
    if offering is not None:
        fit = indexed.index.explained(recorded_text(need), offering.id)
        line.points, line.parts = weight_of_need(need, community).points(fit.score), reasons_to_json(fit.reasons)
    count_save(line)
    record_event(actor, line.plan, "choose", details={"need": need.id, "offering": offering.id if offering else None})
    return line


def ask_unit_of_line(actor: Actor, line: PlanLine) -> Match:
    """Ask the unit of a line whether it takes the need, exactly once: the line keeps the match.

    Raises Conflict when somebody else has asked, and what dispatch_need raises.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    # The first statement settles who wins: of two people who ask at once, the second finds the line saved.
    count_save(line)
    _require_unasked(line)
    if line.offering is None:
        raise DomainError(_("Nothing is proposed for this need yet."))
    match = dispatch_need(actor, line.need, partnership=line.offering.partnership, offering=line.offering)
    line.match = match
    db.session.flush()
    record_event(actor, line.plan, "ask", details={"need": line.need_id, "match": match.id})
    return match


def ask_units_of_plan(actor: Actor, plan: QuarterPlan) -> AskedUnits:
    """Ask the units of all lines that nobody was asked for yet; what is refused stops none of the others.

    Needs that wait for review are passed over: the plan says so beside them. Raises NotAllowed.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    unasked = [line for line in plan.lines if line.offering is not None and line.match_id is None]
    waiting = [line for line in unasked if not line.need.waits_for_review]
    # All at once and in the order of everybody else, so that nobody waits for us while we wait for them.
    lock_needs_and_offerings([line.need for line in waiting], [line.offering for line in waiting])
    number, refused = 0, []
    for line in waiting:
        try:
            with db.session.begin_nested():
                ask_unit_of_line(actor, line)
        except DomainError as error:
            url = path_to("needs.show", community_id=plan.community_id, need_id=line.need_id)
            refused.append((_("%(name)s: %(error)s", name=line.need.name, error=error), url))
        else:
            number += 1
    return AskedUnits(number, refused)


def _lines_of_proposal(made: Proposal) -> Iterator[PlanLine]:
    """A line for every need, also for those that nothing fits."""
    for each in made.lines:
        parts = reasons_to_json(each.reasons)
        yield PlanLine(need_id=each.need.id, offering_id=each.offering_id, points=each.points, parts=parts)
    for need in made.unserved:
        yield PlanLine(need_id=need.id)


def _require_unasked(line: PlanLine) -> None:
    if line.match_id is not None:
        raise Conflict(_("The unit of this line has been asked already."))


def _copy_of_line(line: PlanLine) -> PlanLine:
    return PlanLine(
        need_id=line.need_id, offering_id=line.offering_id, points=line.points, parts=line.parts, by_hand=True
    )
