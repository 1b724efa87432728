"""Who may support a match, and change who takes part in it and with how much; and why not.

Each `why_not_...` returns the refusal, or None when it may be done; the same function answers for the button, the page
behind it and the command, which asks after it has locked the match (lock_match).
"""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.matching.claim_rules import (
    invitations_of_need,
    why_hall_is_closed,
    why_not_act_for,
    why_not_listed,
)
from partner_hub.matching.contribution import why_not_approved
from partner_hub.matching.hall import is_hall_open
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.workflow import MATCH_WORKFLOW, asks_for_match, leads_match
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import units_of_actor
from partner_hub.vocabulary.match import JOINABLE_MATCH_STATES


def lock_match(match: Match) -> None:
    """Hold the match until the transaction ends, and read it and its rows anew."""
    db.session.flush()
    statement = db.select(Match).where(Match.id == match.id).with_for_update(key_share=True)
    db.session.scalars(statement.execution_options(populate_existing=True)).one()
    db.session.expire(match, ["needs", "partners"])


def why_not_join(actor: Actor, match: Match, unit: Partnership) -> DomainError | None:
    """Whether the unit may support the match, also one that covers its needs in full: the lead shares the work."""
    needs = [entry.need for entry in match.needs]
    refusal: DomainError | None = why_not_act_for(actor, unit) or _why_not_open(match)
    if refusal:
        return refusal
    if any(partner.partnership_id == unit.id for partner in match.partners):
        return Conflict(_("%(unit)s is in this match already.", unit=unit.name), field="partnership")
    if any(need.asking_partnership_id == unit.id for need in needs):
        return DomainError(_("Your own unit asks for this: it cannot take it itself."), field="partnership")
    for need in needs:
        invitations = () if is_hall_open(need) else invitations_of_need(need)
        if refusal := why_not_listed(need) or why_hall_is_closed(need, unit, invitations):
            return refusal
    return why_not_approved(unit)


def why_no_unit_may_join(actor: Actor, match: Match) -> DomainError | None:
    """Whether one of the units that a person acts for may support it: the button, and the page behind it."""
    refusals = [why_not_join(actor, match, unit) for unit in units_of_actor(actor)]
    return None if None in refusals else next(iter(refusals), NotAllowed())


def why_not_welcome(actor: Actor, match: Match, partner: MatchPartner) -> DomainError | None:
    """Whoever asks says yes to a unit that joined by itself."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or asks_for_match(actor, match)):
        return NotAllowed(_("The other side answers this."))
    if refusal := _why_not_in_open_match(match, partner):
        return refusal
    return None if partner.is_waiting else Conflict()


def why_not_hand_over_lead(actor: Actor, match: Match, partner: MatchPartner) -> DomainError | None:
    """The lead goes to an approved unit of the match that has been welcomed."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or leads_match(actor, match)):
        return NotAllowed(_("The unit that leads does this."))
    if refusal := _why_not_in_open_match(match, partner):
        return refusal
    if partner.is_lead:
        return Conflict()
    if partner.is_waiting or partner.partnership is None:
        return DomainError(_("A unit that has not been welcomed yet cannot lead."))
    return why_not_approved(partner.partnership)


def why_not_change_quantity(actor: Actor, match: Match, partner: MatchPartner) -> DomainError | None:
    if refusal := why_not_act_for(actor, partner.partnership) or _why_not_in_open_match(match, partner):
        return refusal
    if partner.offering is None:
        return DomainError(_("A bare promise has no quantity."))
    return None


def why_not_leave(actor: Actor, match: Match, partner: MatchPartner) -> DomainError | None:
    """A supporting unit goes again, or whoever leads or asks parts from it."""
    is_own = actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(partner.partnership_id)
    if not (is_own or leads_match(actor, match) or asks_for_match(actor, match)):
        return NotAllowed()
    if refusal := _why_not_in_open_match(match, partner):
        return refusal
    if partner.is_lead:
        return DomainError(_("The unit that leads hands the lead over first, or releases the whole match."))
    return None


def _why_not_open(match: Match) -> Conflict | None:
    """Units join and leave as long as no meeting has begun to deal with the match."""
    return None if match.state in JOINABLE_MATCH_STATES else MATCH_WORKFLOW.refusal(match)


def _why_not_in_open_match(match: Match, partner: MatchPartner) -> Conflict | None:
    return _why_not_open(match) or (None if partner in match.partners else Conflict())
