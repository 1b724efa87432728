"""Taking a need: a unit claims it, the committee asks a unit for it.

Who is slower reads who was faster (matching.capacity). What is claimed waits for the other side (matching.answers);
other units may join meanwhile (matching.joining).
"""

from datetime import timedelta

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching import hall, notifications
from partner_hub.matching.capacity import ensure_free, hold
from partner_hub.matching.commands import answers
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.preconditions import Part, absent, check_part, facts_of, require_listed, require_own
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

    `partnership` None: the community gives something of its own; of a resident's need it is agreed at once, since the
    committee speaks for both sides. Raises Conflict when somebody was faster, DomainError when it may not be taken.
    """
    actor.require(Permission.MATCHES_CLAIM)
    require_own(actor, partnership)
    part = Part(partnership, offering, quantity)
    _hold_and_check(actor, need, part, promise)
    if partnership is not None:
        if need.asking_partnership_id == partnership.id:
            raise DomainError(_("Your own unit asks for this: it cannot take it itself."), field="partnership")
        hall.require_open(need, partnership)
    match = _propose(actor, need, part, origin=MatchOrigin.CLAIM, promise=promise)
    if partnership is None and need.asking_partnership_id is None:
        answers.agree_match(actor, match)
    else:
        notifications.claimed(actor, match)
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
    """The committee asks a unit to take a need; the unit answers. The community's own offering is given at once."""
    actor.require(Permission.MATCHES_DISPATCH)
    if partnership is None:
        return claim_need(actor, need, partnership=None, offering=offering, quantity=quantity, promise=promise)
    part = Part(partnership, offering, quantity)
    _hold_and_check(actor, need, part, promise)
    if need.asking_partnership_id == partnership.id:
        raise DomainError(_("This unit asks for it itself."), field="partnership")
    match = _propose(actor, need, part, origin=MatchOrigin.DISPATCH, promise=promise)
    notifications.dispatched(actor, match)
    return match


def _propose(actor: Actor, need: Need, part: Part, *, origin: MatchOrigin, promise: str) -> Match:
    community = db.session.get_one(Community, need.community_id)
    match = Match(
        community_id=need.community_id,
        state=MatchState.PROPOSED,
        origin=origin,
        promise=promise.strip(),
        answer_by=clock.local_today() + timedelta(days=community.answer_days),
        created_by_id=actor.user_id,
    )
    match.needs = [MatchNeed(need=need)]
    name = part.partnership.name if part.partnership else community.name
    match.partners = [
        MatchPartner(
            partnership=part.partnership, offering=part.offering, is_lead=True, quantity=part.quantity, as_written=name
        )
    ]
    db.session.add(match)
    db.session.flush()
    is_claim = origin is MatchOrigin.CLAIM
    record_event(
        actor, match, origin.value, to_state=match.state.value, details=facts_of(match.partners[0]),
        on_behalf_of=absent(actor, part.partnership) if is_claim else "",
    )  # fmt: skip
    return match


def _hold_and_check(actor: Actor, need: Need, part: Part, promise: str) -> None:
    hold([need], [part.offering])
    require_listed(need)
    check_part(part)
    if part.offering is None and not promise.strip():
        raise DomainError(_("Please say what is promised."), field="promise")
    if part.offering is not None and part.offering.community_id != need.community_id:
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))
    if part.partnership is not None and part.partnership.community_id != need.community_id:
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))
    ensure_free(actor, [need], [(part.partnership, part.offering, part.quantity)])
