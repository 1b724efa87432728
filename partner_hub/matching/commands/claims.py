"""Taking a need: a unit claims it, or the committee asks a unit to take it.

What is claimed waits for the other side (commands.answers); other units may join meanwhile (commands.supporters).
"""

from datetime import timedelta

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching import notifications
from partner_hub.matching.capacity import lock_needs_and_offerings, require_free_capacity
from partner_hub.matching.claim_rules import (
    facts_of_need,
    name_if_absent,
    why_not_claim,
    why_not_dispatch,
)
from partner_hub.matching.commands import answers
from partner_hub.matching.contribution import (
    Contribution,
    event_details_of_partner,
    lock_unit,
    why_not_approved,
    why_not_contribute,
)
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchOrigin, MatchState


def claim_need(
    actor: Actor,
    need: Need,
    *,
    partnership: Partnership | None,
    offering: Offering | None = None,
    quantity: int = 1,
    promise: str = "",
) -> Match:
    """A unit takes a need; whoever asks for it answers. The committee may write this down for a unit that called.

    Args:
        partnership: None when the community gives something of its own; for a resident's need that is agreed at once,
            since the committee speaks for both sides.
        quantity: counted in the offering's `capacity_unit`.
        promise: in words that stand in the minutes; required without an offering.

    Raises:
        NotAllowed: the actor does not act for the unit.
        Conflict: the need is not on a list, is covered in full or taken by this unit, or the offering has too few
            places left.
        DomainError: other units were asked first, the unit asks for it itself or is not approved, or the offering is
            not its own or not on the list today.
    """
    actor.require(Permission.MATCHES_CLAIM)
    contribution = Contribution(partnership, offering, quantity)
    _lock_sides(need, contribution)
    raise_refusal(why_not_claim(actor, need, partnership, facts_of_need(need)))
    _require_contribution(actor, need, contribution, promise)
    match = _propose_match(actor, need, contribution, origin=MatchOrigin.CLAIM, promise=promise)
    if partnership is None and need.asking_partnership_id is None:
        answers.agree_match(actor, match)
    else:
        notifications.notify_of_claim(actor, match)
    return match


def dispatch_need(
    actor: Actor,
    need: Need,
    *,
    partnership: Partnership | None,
    offering: Offering | None = None,
    quantity: int = 1,
    promise: str = "",
) -> Match:
    """The committee asks a unit to take a need; the unit answers. The community's own offering is given at once.

    Args: as in claim_need.

    Raises:
        NotAllowed: the actor is not of the committee.
        Conflict: the need is not on a list, the pair is joined already, or the offering has too few places left.
        DomainError: the unit asks for it itself or is not approved, or the offering is not to be had today.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    if partnership is None:
        return claim_need(actor, need, partnership=None, offering=offering, quantity=quantity, promise=promise)
    contribution = Contribution(partnership, offering, quantity)
    _lock_sides(need, contribution)
    raise_refusal(why_not_dispatch(actor, need) or why_not_approved(partnership))
    _require_contribution(actor, need, contribution, promise)
    if need.asking_partnership_id == partnership.id:
        raise DomainError(_("This unit asks for it itself."), field="partnership")
    match = _propose_match(actor, need, contribution, origin=MatchOrigin.DISPATCH, promise=promise)
    notifications.notify_of_dispatch(actor, match)
    return match


def _propose_match(actor: Actor, need: Need, contribution: Contribution, *, origin: MatchOrigin, promise: str) -> Match:
    community = db.session.get_one(Community, need.community_id)
    match = Match(
        community_id=need.community_id,
        state=MatchState.PROPOSED,
        origin=origin,
        promise=promise.strip(),
        answer_by=clock.local_today() + timedelta(days=community.answer_days),
        created_by_id=actor.user_id,
    )
    unit = contribution.partnership
    lead = MatchPartner(
        partnership=unit, offering=contribution.offering, quantity=contribution.quantity, is_lead=True,
        as_written=unit.name if unit else community.name,
    )  # fmt: skip
    match.needs, match.partners = [MatchNeed(need=need)], [lead]
    db.session.add(match)
    db.session.flush()
    record_event(
        actor, match, origin.value, to_state=match.state.value, details=event_details_of_partner(lead),
        on_behalf_of=name_if_absent(actor, unit) if origin is MatchOrigin.CLAIM else "",
    )  # fmt: skip
    return match


def _lock_sides(need: Need, contribution: Contribution) -> None:
    lock_needs_and_offerings([need], [contribution.offering])
    if contribution.partnership is not None:
        lock_unit(contribution.partnership)


def _require_contribution(actor: Actor, need: Need, contribution: Contribution, promise: str) -> None:
    unit, offering = contribution.partnership, contribution.offering
    raise_refusal(why_not_contribute(contribution))
    if offering is None and not promise.strip():
        raise DomainError(_("Please say what is promised."), field="promise")
    if any(row is not None and row.community_id != need.community_id for row in (unit, offering)):
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))
    require_free_capacity(actor, [need], [contribution])
