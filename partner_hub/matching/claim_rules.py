"""Who may take a need, ask units for it or decline an invitation to it, and why not.

Each `why_not_...` returns the refusal, or None when it may be done. The same function answers for the button, the page
behind it, the command and the suggestion. A command asks after it has locked the need (capacity), so that the facts
cannot change before it commits.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_moment
from partner_hub.matching.capacity import refusal_of_taken_need
from partner_hub.matching.contribution import why_not_approved
from partner_hub.matching.coverage import Coverage, coverage_of_needs
from partner_hub.matching.hall import is_hall_open
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, NeedInvitation
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import need_name_for
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.need import NeedState


@dataclass(frozen=True)
class NeedFacts:
    """What the rules ask the database about one need: how far it is covered, by whom, and who was asked first.

    `partners` are those of its live matches.
    """

    coverage: Coverage
    partners: Collection[MatchPartner]
    invitations: Collection[NeedInvitation]

    def partner_of(self, unit: Partnership) -> MatchPartner | None:
        return next((each for each in self.partners if each.partnership_id == unit.id), None)


def facts_of_need(need: Need) -> NeedFacts:
    return facts_of_needs([need])[need.id]


def facts_of_needs(needs: Iterable[Need]) -> dict[int, NeedFacts]:
    """By id, as the database holds them now; three statements, however many needs."""
    ids = {need.id for need in needs}
    coverage, partners, invitations = coverage_of_needs(ids), _live_partners_by_need(ids), _invitations_by_need(ids)
    return {number: NeedFacts(coverage[number], partners[number], invitations[number]) for number in ids}


def invitations_of_need(need: Need) -> list[NeedInvitation]:
    """As the database holds them now, the oldest first."""
    return _invitations_by_need({need.id})[need.id]


def why_not_claim(actor: Actor, need: Need, unit: Partnership | None, facts: NeedFacts) -> DomainError | None:
    """Whether the unit may take the need; None: the community itself does.

    A need that is covered in full is claimed by no unit. The committee sees who takes it, and may ask for more.
    """
    refusal = why_not_act_for(actor, unit) or why_not_listed(need)
    if refusal or unit is None:
        return refusal
    if need.asking_partnership_id == unit.id:
        return DomainError(_("Your own unit asks for this: it cannot take it itself."), field="partnership")
    if partner := facts.partner_of(unit):
        return refusal_of_taken_need(actor, need, partner)
    if facts.coverage is Coverage.FULL and not actor.may(Permission.MATCHES_DISPATCH):
        words = {"need": need_name_for(actor, need)}
        return Conflict(_("Others take “%(need)s” already, in full: it cannot be claimed any more.", **words))
    return why_hall_is_closed(need, unit, facts.invitations) or why_not_approved(unit)


def why_no_unit_may_claim(
    actor: Actor, need: Need, facts: NeedFacts, units: Collection[Partnership]
) -> DomainError | None:
    """Whether one of the units that a person acts for may take the need: the button, and the page behind it."""
    refusals = [why_not_claim(actor, need, unit, facts) for unit in units]
    return None if None in refusals else next(iter(refusals), NotAllowed())


def claimable_needs(actor: Actor, needs: Collection[Need], units: Collection[Partnership]) -> set[int]:
    """The ids of those needs that one of these units may take; the number of statements is constant."""
    facts = facts_of_needs(needs)
    return {need.id for need in needs if why_no_unit_may_claim(actor, need, facts[need.id], units) is None}


def why_not_dispatch(actor: Actor, need: Need) -> DomainError | None:
    """Whether this person may ask one unit to take the need, or invite several."""
    if not actor.may(Permission.MATCHES_DISPATCH):
        return NotAllowed()
    return why_not_listed(need)


def why_not_decline_invitation(actor: Actor, invitation: NeedInvitation, facts: NeedFacts) -> DomainError | None:
    """An invitation is declined once, while the need may be taken and by a unit that has not taken it."""
    unit, need = invitation.partnership, invitation.need
    if refusal := why_not_act_for(actor, unit) or why_not_listed(need):
        return refusal
    if invitation.declined_at is not None:
        return Conflict(_("%(unit)s has declined already.", unit=unit.name))
    partner = facts.partner_of(unit)
    return refusal_of_taken_need(actor, need, partner) if partner else None


def why_not_act_for(actor: Actor, unit: Partnership | None) -> NotAllowed | None:
    """A unit acts for itself; the committee for everybody."""
    if actor.may(Permission.MATCHES_DISPATCH):
        return None
    is_own = unit is not None and actor.speaks_for(unit.id)
    return None if is_own and actor.may(Permission.MATCHES_CLAIM) else NotAllowed()


def why_not_listed(need: Need) -> Conflict | None:
    """Only needs on a quarter's list are taken."""
    if need.state is NeedState.SUBMITTED:
        return Conflict(_("This need waits for review: it can be taken once its public wording has been accepted."))
    if need.state is not NeedState.PUBLISHED:
        state = NEED_WORKFLOW.label(need.state)
        return Conflict(_("Only needs on a quarter's list can be taken; this one is now “%(state)s”.", state=state))
    if need.deferred_on is not None:
        return Conflict(
            _("The joint meeting has put this need off; it can be taken once a meeting has taken it up again.")
        )
    return None


def why_hall_is_closed(need: Need, unit: Partnership, invitations: Collection[NeedInvitation]) -> DomainError | None:
    """While the need waits for units that were invited first, only these take it, unless they have declined."""
    if need.hall_from is None or is_hall_open(need):
        return None
    invitation = next((each for each in invitations if each.partnership_id == unit.id), None)
    time = format_moment(need.hall_from)
    if invitation is None:
        return DomainError(_("Other units were asked first. The hall opens to everybody on %(time)s.", time=time))
    if invitation.declined_at is not None:
        words = {"unit": unit.name, "time": time}
        return DomainError(_("%(unit)s has declined. The hall opens to everybody on %(time)s.", **words))
    return None


def name_if_absent(actor: Actor, unit: Partnership | None) -> str:
    """The unit for which somebody else acted, "" when the actor is of it."""
    if unit is None or actor.speaks_for(unit.id) or actor.operator:
        return ""
    return unit.name


def _live_partners_by_need(need_ids: Collection[int]) -> dict[int, list[MatchPartner]]:
    statement = (
        db.select(MatchNeed.need_id, MatchPartner)
        .join(Match, Match.id == MatchNeed.match_id)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .where(MatchNeed.need_id.in_(need_ids), Match.state.in_(LIVE_MATCH_STATES))
        .order_by(MatchNeed.id, MatchPartner.id)
        .options(joinedload(MatchPartner.match), joinedload(MatchPartner.offering))
    )
    found: dict[int, list[MatchPartner]] = {number: [] for number in need_ids}
    for need_id, partner in db.session.execute(statement):
        found[need_id].append(partner)
    return found


def _invitations_by_need(need_ids: Collection[int]) -> dict[int, list[NeedInvitation]]:
    statement = db.select(NeedInvitation).where(NeedInvitation.need_id.in_(need_ids)).order_by(NeedInvitation.id)
    found: dict[int, list[NeedInvitation]] = {number: [] for number in need_ids}
    for invitation in db.session.scalars(statement.execution_options(populate_existing=True)):
        found[invitation.need_id].append(invitation)
    return found
