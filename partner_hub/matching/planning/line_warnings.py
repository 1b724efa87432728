"""Warnings on the lines of a plan, as of today: about the need, the offering, and what the plan gives it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.matching.models import PlanLine, QuarterPlan
from partner_hub.matching.planning.proposal import FreeCapacity, excluded_by_need, recorded_text
from partner_hub.matching.scoring import Exclusion
from partner_hub.matching.suggestions.explanations import EXCLUSION_LABELS
from partner_hub.matching.suggestions.known_pairs import live_offerings_by_need
from partner_hub.matching.suggestions.offering_index import IndexedOfferings
from partner_hub.matching.suggestions.queries import ExcludedOfferings, excluded_on
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.need import NeedState


def warnings_by_line(
    community: Community, plan: QuarterPlan, indexed: IndexedOfferings, day: date
) -> dict[int, list[str]]:
    """Line -> its warnings; none for lines that were dealt with."""
    unavailable, free = excluded_on(community, indexed, day), FreeCapacity.of(community, indexed, day)
    taken = live_offerings_by_need(community.id)
    dismissed = excluded_by_need(indexed, [line.need for line in plan.lines])
    waiting = [line for line in plan.lines if line.offering_id is not None and line.match_id is None]
    given = Counter(line.offering_id for line in waiting)
    given_to_unit = Counter(line.offering.partnership_id for line in waiting if line.offering)
    found: dict[int, list[str]] = {line.id: [] for line in plan.lines}
    for line in waiting:
        number, unit = line.offering_id or 0, line.offering.partnership if line.offering else None
        found[line.id] = [
            *_need_warnings(line, taken),
            *_offering_warnings(line, indexed, unavailable, dismissed.get(line.need_id, set()), day),
            *_capacity_warnings(free.capacity.get(number), given[number]),
            *(_unit_load_warnings(community, unit, given_to_unit[unit.id], free) if unit else ()),
        ]
    return found


def _need_warnings(line: PlanLine, taken: Mapping[int, set[int]]) -> Iterator[str]:
    if line.need.state == NeedState.SUBMITTED:
        yield _("The need waits for review: the unit can be asked once its public wording is accepted.")
    elif line.need.state != NeedState.PUBLISHED:
        yield _("The need is no longer on the list.")
    elif line.need.deferred_on is not None:
        yield _("The joint meeting has put the need off.")
    elif line.need_id in taken:
        yield _("Somebody has taken the need meanwhile.")


def _offering_warnings(
    line: PlanLine,
    indexed: IndexedOfferings,
    unavailable: ExcludedOfferings,
    dismissed: Collection[int],
    day: date,
) -> Iterator[str]:
    number = line.offering_id or 0
    if number not in indexed.facts:
        yield _("The offering is no longer on the list.")
        return
    excluded = indexed.index.excluded(recorded_text(line.need), number, day)
    if number in unavailable.closed:
        excluded = excluded or Exclusion.CLOSED
    if number in dismissed:
        excluded = excluded or Exclusion.DISMISSED
    if excluded:
        yield str(EXCLUSION_LABELS[excluded])


def _capacity_warnings(left: int | None, given: int) -> Iterator[str]:
    if left is not None and given > left:
        yield _("Room is left for %(left)s, and the plan gives it %(given)s needs.", left=max(left, 0), given=given)


def _unit_load_warnings(community: Community, unit: Partnership, given: int, free: FreeCapacity) -> Iterator[str]:
    left = free.projects.get(unit.id, 0)
    if given > left:
        yield _(
            "%(unit)s is to take on at most %(most)s needs; %(running)s run already, and the plan gives it %(given)s.",
            unit=unit.name,
            most=community.projects_per_unit,
            running=community.projects_per_unit - left,
            given=given,
        )
