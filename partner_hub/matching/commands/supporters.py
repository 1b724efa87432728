"""Several units in one match: others join as supporters and leave again; exactly one leads."""

from dataclasses import replace

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching import notifications
from partner_hub.matching.capacity import lock_needs_and_offerings, require_free_capacity
from partner_hub.matching.claim_rules import name_if_absent
from partner_hub.matching.contribution import (
    Contribution,
    contributions_of_match,
    event_details_of_partner,
    lock_unit,
    why_not_contribute,
)
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.partner_rules import (
    lock_match,
    why_not_change_quantity,
    why_not_hand_over_lead,
    why_not_join,
    why_not_leave,
    why_not_welcome,
)
from partner_hub.matching.workflow import asks_for_match
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState


def join_match(
    actor: Actor, match: Match, *, partnership: Partnership, offering: Offering | None = None, quantity: int = 1
) -> MatchPartner:
    """Support a live claim. Until whoever asks has said yes to the new unit, it reads nothing personal.

    Raises:
        NotAllowed: the actor does not act for the unit.
        Conflict: a meeting deals with the match already, the unit is in it, a need is no longer on a list, or the
            offering has too few places left.
        DomainError: other units were asked first, the unit asks for it itself or is not approved, or the offering is
            not its own or not on the list today.
    """
    actor.require(Permission.MATCHES_CLAIM)
    needs, contribution = [entry.need for entry in match.needs], Contribution(partnership, offering, quantity)
    lock_needs_and_offerings(needs, [offering])
    lock_match(match)
    lock_unit(partnership)
    raise_refusal(why_not_join(actor, match, partnership) or why_not_contribute(contribution))
    require_free_capacity(actor, needs, [contribution], besides=match.id)
    is_sure = actor.may(Permission.MATCHES_DISPATCH) or asks_for_match(actor, match)
    partner = MatchPartner(
        partnership=partnership, offering=offering, quantity=quantity, position=len(match.partners),
        as_written=partnership.name, is_waiting=not is_sure,
    )  # fmt: skip
    count_save(match)
    match.partners.append(partner)
    db.session.flush()
    behalf = name_if_absent(actor, partnership)
    record_event(actor, match, "join", details=event_details_of_partner(partner), on_behalf_of=behalf)
    notifications.notify_of_join(actor, match, partner)
    return partner


def welcome_partner(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Whoever asks says yes to a unit that joined by itself.

    Raises:
        NotAllowed: the actor does not speak for whoever asks.
        Conflict: a meeting deals with the match already, or the unit has left or been welcomed.
    """
    lock_match(match)
    raise_refusal(why_not_welcome(actor, match, partner))
    count_save(match)
    partner.is_waiting = False
    db.session.flush()
    record_event(actor, match, "welcome", details=event_details_of_partner(partner))
    notifications.notify_of_welcome(actor, match, partner)


def leave_match(actor: Actor, match: Match, partner: MatchPartner, *, reason: str) -> None:
    """A supporting unit goes again, or whoever leads or asks parts from it; its capacity comes back.

    Raises:
        NotAllowed: the actor acts neither for the unit nor for one that leads or asks.
        Conflict: a meeting deals with the match already, or the unit has left.
        DomainError: the unit leads, or the reason is missing.
    """
    lock_match(match)
    raise_refusal(why_not_leave(actor, match, partner))
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    _part_from(actor, match, partner, reason.strip())


def let_supporter_go(actor: Actor, match: Match, partnership_id: int, *, reason: str) -> None:
    """The committee parts from a supporting unit that never agreed, also after a meeting has dealt with the match.

    Raises:
        NotAllowed: not of the committee.
        Conflict: the unit has left.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    lock_match(match)
    mine = [each for each in match.partners if each.partnership_id == partnership_id and not each.is_lead]
    if not mine:
        raise Conflict
    for partner in mine:
        _part_from(actor, match, partner, reason)


def _part_from(actor: Actor, match: Match, partner: MatchPartner, reason: str) -> None:
    count_save(match)
    record_event(actor, match, "leave", reason=reason, details=event_details_of_partner(partner))
    notifications.notify_of_leaving(actor, match, partner, reason)
    match.partners.remove(partner)
    db.session.flush()


def end_support(actor: Actor, match: Match, partner: MatchPartner, *, reason: str) -> None:
    """A supporting unit that closes down takes no part any more, whatever a meeting has made of the match.

    In a confirmed match it goes on being named, with nothing given by it: the minutes name it, too.

    Raises:
        NotAllowed: the actor is not of the committee.
        Conflict: somebody saved the match at the same moment.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    lock_match(match)
    count_save(match)
    record_event(actor, match, "leave", reason=reason.strip(), details=event_details_of_partner(partner))
    notifications.notify_of_leaving(actor, match, partner, reason.strip())
    if match.state is MatchState.CONFIRMED:
        partner.delivered_quantity = partner.delivered_quantity or 0
    else:
        match.partners.remove(partner)
    db.session.flush()


def hand_over_lead(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Another unit of the match leads from now on; exactly one always does.

    Raises:
        NotAllowed: the actor does not act for the unit that leads.
        Conflict: a meeting deals with the match already, or the unit has left or leads.
        DomainError: the unit has not been welcomed yet, or is not approved.
    """
    lock_match(match)
    if partner.partnership is not None:
        lock_unit(partner.partnership)
    raise_refusal(why_not_hand_over_lead(actor, match, partner))
    count_save(match)
    for each in match.partners:
        each.is_lead = False
    # One lead a match: the database takes no second one, not even on the way.
    db.session.flush()
    partner.is_lead = True
    db.session.flush()
    record_event(actor, match, "lead", details=event_details_of_partner(partner))
    notifications.notify_of_new_lead(actor, match, partner)


def change_quantity(actor: Actor, match: Match, partner: MatchPartner, quantity: int) -> None:
    """A unit gives more or less of its offering than it promised at first; counted in its `capacity_unit`.

    Raises:
        NotAllowed: the actor does not act for the unit.
        Conflict: a meeting deals with the match already, the unit has left, or the offering has too few places left.
        DomainError: the unit gives no offering, or the quantity is below 1.
    """
    actor.require(Permission.MATCHES_CLAIM)
    needs = [entry.need for entry in match.needs]
    lock_needs_and_offerings(needs, [each.offering for each in match.partners])
    lock_match(match)
    raise_refusal(why_not_change_quantity(actor, match, partner))
    if quantity < 1:
        raise DomainError(_("At least one."), field="quantity")
    contributions = contributions_of_match(match)
    number = match.partners.index(partner)
    contributions[number] = replace(contributions[number], quantity=quantity)
    require_free_capacity(actor, needs, contributions, besides=match.id)
    count_save(match)
    details = event_details_of_partner(partner) | {"from": partner.quantity, "to": quantity}
    partner.quantity, partner.since = quantity, clock.utc_now()
    db.session.flush()
    record_event(actor, match, "quantity", details=details, on_behalf_of=name_if_absent(actor, partner.partnership))
