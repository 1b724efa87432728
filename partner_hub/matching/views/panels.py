"""Template globals: what the pages of needs, offerings and units show of matches, which these may not import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core import clock
from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_moment
from partner_hub.matching import end_queries, queries
from partner_hub.matching.claim_rules import (
    NeedFacts,
    invitations_of_need,
    why_no_unit_may_claim,
    why_not_decline_invitation,
    why_not_dispatch,
)
from partner_hub.matching.contribution import UnitNotApproved
from partner_hub.matching.coverage import Coverage, coverage_of_needs
from partner_hub.matching.hall import is_hall_open
from partner_hub.matching.models import Match, NeedInvitation
from partner_hub.matching.partner_rules import why_no_unit_may_join
from partner_hub.matching.views.blueprint import blueprint
from partner_hub.matching.workflow import takes_part_in_match
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import units_of_actor
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState

HOURS_A_DAY = 24


@dataclass(frozen=True)
class Taking:
    """Who takes a need, and what this person may do about it.

    `own_invitation` is one that this person may decline. `obstacle` says why none of the person's units, which are not
    approved now, may take it. `waits_for_decision`: every match has ended, and the committee says whether it is met.
    """

    matches: list[Match]
    ended: list[Match]
    coverage: Coverage
    invitations: list[NeedInvitation]
    own_invitation: NeedInvitation | None
    waits: bool
    may_claim: bool
    obstacle: str
    may_dispatch: bool
    waits_for_decision: bool


@blueprint.app_template_global()
def taking_of(need: Need) -> Taking | None:
    """None for a person who may not read matches."""
    actor = current_actor()
    if not actor.may(Permission.MATCHES_READ):
        return None
    matches = queries.live_matches_of_need(need.id)
    partners = [partner for match in matches for partner in match.partners]
    facts = NeedFacts(coverage_of_needs([need.id])[need.id], partners, invitations_of_need(need))
    is_committee = actor.may(Permission.MATCHES_DISPATCH)
    refusal = None if is_committee else why_no_unit_may_claim(actor, need, facts, units_of_actor(actor))
    ended = end_queries.ended_matches_of_need(need.id)
    return Taking(
        matches=matches,
        ended=ended,
        coverage=facts.coverage,
        invitations=list(facts.invitations) if actor.may(Permission.BOARD) else [],
        own_invitation=_own_invitation(actor, facts),
        waits=need.state is NeedState.PUBLISHED and not is_hall_open(need),
        may_claim=refusal is None and not is_committee,
        obstacle=str(refusal) if isinstance(refusal, UnitNotApproved) else "",
        may_dispatch=why_not_dispatch(actor, need) is None,
        waits_for_decision=is_committee and need.state is NeedState.IN_PROJECT and bool(ended) and not matches,
    )


def _own_invitation(actor: Actor, facts: NeedFacts) -> NeedInvitation | None:
    """The invitation of one of the person's units, as long as it may be declined."""
    own = (each for each in facts.invitations if actor.speaks_for(each.partnership_id))
    return next((each for each in own if why_not_decline_invitation(actor, each, facts) is None), None)


@blueprint.app_template_global()
def coverages_of(readings: Iterable[NeedReading]) -> dict[int, Coverage]:
    """How far the needs of a list are taken care of, as long as they look for somebody; one statement."""
    wanted = [need.id for need in readings if need.state in WANTED_NEED_STATES]
    return coverage_of_needs(wanted) if wanted and current_actor().may(Permission.MATCHES_READ) else {}


@blueprint.app_template_global()
def promised_of(offering: Offering) -> list[Match]:
    """The live matches that an offering is in."""
    return queries.live_matches_of_offering(offering.id) if current_actor().may(Permission.MATCHES_READ) else []


@blueprint.app_template_global()
def promised_by(partnership: Partnership) -> list[Match]:
    """The live matches that a unit is in."""
    return queries.live_matches_of_unit(partnership.id) if current_actor().may(Permission.MATCHES_READ) else []


@blueprint.app_template_global()
def ended_with(record: Offering | Partnership) -> list[Match]:
    """What an offering, or a unit, was promised for and has ended."""
    if not current_actor().may(Permission.MATCHES_READ):
        return []
    if isinstance(record, Offering):
        return end_queries.ended_matches_of_offering(record.id)
    return end_queries.ended_matches_of_unit(record.id)


@blueprint.app_template_global()
def sees_match(match: Match) -> bool:
    """Whether this person may open its page."""
    actor = current_actor()
    return actor.may(Permission.BOARD) or takes_part_in_match(actor, match)


@blueprint.app_template_global()
def may_join(match: Match) -> bool:
    """Whether a unit of this person may support it."""
    actor = current_actor()
    return bool(actor.partnership_ids) and why_no_unit_may_join(actor, match) is None


@blueprint.app_template_global()
def answer_left(day: date) -> str:
    """How long there is still to answer, in words."""
    number = (day - clock.local_today()).days
    if number < 0:
        return _("the time is over")
    if number == 0:
        return _("today is the last day")
    return ngettext("%(num)s day left", "%(num)s days left", number)


@blueprint.app_template_global()
def opens_in(at: datetime) -> str:
    """When the hall opens to everybody, in words; days to the nearest, the time beside them is exact."""
    minutes = max(1, int((at - clock.utc_now()).total_seconds() // 60))
    hours, days = minutes // 60, round(minutes / (24 * 60))
    if hours >= HOURS_A_DAY:
        left = ngettext("in %(num)s day", "in %(num)s days", days)
    elif hours:
        left = ngettext("in %(num)s hour", "in %(num)s hours", hours)
    else:
        left = ngettext("in %(num)s minute", "in %(num)s minutes", minutes)
    return _("%(left)s (%(time)s)", left=left, time=format_moment(at))
