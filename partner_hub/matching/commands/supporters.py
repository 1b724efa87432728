"""Several units in one match: others join as supporters and leave again; exactly one leads."""

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching import hall, notifications
from partner_hub.matching.capacity import ensure_free, hold
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.preconditions import (
    Part,
    absent,
    check_part,
    facts_of,
    require_approved,
    require_listed,
    require_own,
    require_quantity,
)
from partner_hub.matching.workflow import MATCH_WORKFLOW, asks, leads
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState

# Others may join as long as no meeting has begun to deal with it.
JOINABLE = (MatchState.PROPOSED, MatchState.AGREED)


def join_match(
    actor: Actor, match: Match, *, partnership: Partnership, offering: Offering | None = None, quantity: int = 1
) -> MatchPartner:
    """Support a live claim. Until whoever asks has said yes to the new unit, it reads nothing personal."""
    actor.require(Permission.MATCHES_CLAIM)
    require_own(actor, partnership)
    needs = [entry.need for entry in match.needs]
    hold(needs, [offering])
    hold_match(match, JOINABLE)
    if any(partner.partnership_id == partnership.id for partner in match.partners):
        raise Conflict(_("%(unit)s is in this match already.", unit=partnership.name), field="partnership")
    if any(need.asking_partnership_id == partnership.id for need in needs):
        raise DomainError(_("Your own unit asks for this: it cannot take it itself."), field="partnership")
    part = Part(partnership, offering, quantity)
    check_part(part)
    for need in needs:
        require_listed(need)
        hall.require_open(need, partnership)
    ensure_free(actor, needs, [(partnership, offering, quantity)], besides=match.id)
    is_sure = actor.may(Permission.MATCHES_DISPATCH) or asks(actor, match)
    partner = MatchPartner(
        partnership=partnership, offering=offering, quantity=quantity, position=len(match.partners),
        as_written=partnership.name, is_waiting=not is_sure,
    )  # fmt: skip
    count_save(match)
    match.partners.append(partner)
    db.session.flush()
    record_event(actor, match, "join", details=facts_of(partner), on_behalf_of=absent(actor, partnership))
    notifications.joined(actor, match, partner)
    return partner


def welcome_partner(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Whoever asks says yes to a unit that joined by itself."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or asks(actor, match)):
        raise NotAllowed(_("The other side answers this."))
    hold_match(match, JOINABLE)
    count_save(match)
    partner.is_waiting = False
    db.session.flush()
    record_event(actor, match, "welcome", details=facts_of(partner))
    notifications.welcomed(actor, match, partner)


def leave_match(actor: Actor, match: Match, partner: MatchPartner, *, reason: str) -> None:
    """A supporting unit goes again, or whoever leads or asks parts from it; its capacity comes back."""
    may = actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(partner.partnership_id)
    if not (may or leads(actor, match) or asks(actor, match)):
        raise NotAllowed
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict
    if partner.is_lead:
        raise DomainError(_("The unit that leads hands the lead over first, or releases the whole match."))
    count_save(match)
    record_event(actor, match, "leave", reason=reason.strip(), details=facts_of(partner))
    notifications.left(actor, match, partner, reason.strip())
    match.partners.remove(partner)
    db.session.flush()


def hand_over_lead(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Another unit of the match leads from now on; exactly one always does."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or leads(actor, match)):
        raise NotAllowed(_("The unit that leads does this."))
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict
    if partner.is_waiting or partner.partnership is None:
        raise DomainError(_("A unit that has not been welcomed yet cannot lead."))
    require_approved(partner.partnership)
    count_save(match)
    for each in match.partners:
        each.is_lead = each is partner
    db.session.flush()
    record_event(actor, match, "lead", details=facts_of(partner))
    notifications.leads_now(actor, match, partner)


def change_quantity(actor: Actor, match: Match, partner: MatchPartner, quantity: int) -> None:
    """A unit gives more or less of its offering than it promised at first."""
    actor.require(Permission.MATCHES_CLAIM)
    if not (actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(partner.partnership_id)):
        raise NotAllowed
    needs = [entry.need for entry in match.needs]
    hold(needs, [partner.offering])
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict
    require_quantity(quantity)
    shares = [
        (each.partnership, each.offering, quantity if each is partner else each.quantity) for each in match.partners
    ]
    ensure_free(actor, needs, shares, besides=match.id)
    count_save(match)
    facts = facts_of(partner) | {"from": partner.quantity, "to": quantity}
    partner.quantity, partner.since = quantity, clock.utc_now()
    db.session.flush()
    record_event(actor, match, "quantity", details=facts, on_behalf_of=absent(actor, partner.partnership))


def hold_match(match: Match, states: tuple[MatchState, ...]) -> None:
    """Hold the match until the transaction ends and read it anew; raises Conflict when it has left these states."""
    db.session.flush()
    statement = db.select(Match).where(Match.id == match.id).with_for_update(key_share=True)
    db.session.scalars(statement.execution_options(populate_existing=True)).one()
    db.session.expire(match, ["needs", "partners"])
    if match.state not in states:
        raise MATCH_WORKFLOW.refusal(match)
