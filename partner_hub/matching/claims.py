"""Taking a need: a unit claims it, the committee asks a unit for it, other units join as supporters.

Who is slower reads who was faster (matching.capacity). What is claimed waits for the other side (matching.answers).
"""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record
from partner_hub.core.permissions import Permission
from partner_hub.core.versions import count_save
from partner_hub.matching import answers, hall, telling
from partner_hub.matching.capacity import ensure_free, hold
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.states import WORKFLOW, MatchOrigin, MatchState, asks, leads
from partner_hub.needs.models import Need
from partner_hub.needs.states import WORKFLOW as NEED_WORKFLOW
from partner_hub.needs.states import NeedState
from partner_hub.offerings.models import Offering
from partner_hub.offerings.states import OfferingState
from partner_hub.partners.models import Partnership
from partner_hub.partners.states import WORKFLOW as UNIT_WORKFLOW
from partner_hub.partners.states import UnitState

# Others may join as long as no meeting has begun to deal with it.
JOINABLE = (MatchState.PROPOSED, MatchState.AGREED)


@dataclass(frozen=True)
class Part:
    """What one unit gives; without unit it is the community itself, without offering a bare promise."""

    partnership: Partnership | None
    offering: Offering | None
    quantity: int


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
    _require_own(actor, partnership)
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
        telling.claimed(actor, match)
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
    telling.dispatched(actor, match)
    return match


def join_match(
    actor: Actor, match: Match, *, partnership: Partnership, offering: Offering | None = None, quantity: int = 1
) -> MatchPartner:
    """Support a live claim. Until whoever asks has said yes to the new unit, it reads nothing personal."""
    actor.require(Permission.MATCHES_CLAIM)
    _require_own(actor, partnership)
    needs = [entry.need for entry in match.needs]
    hold(needs, [offering])
    hold_match(match, JOINABLE)
    if any(partner.partnership_id == partnership.id for partner in match.partners):
        raise Conflict(_("%(unit)s is in this match already.", unit=partnership.name), field="partnership")
    if any(need.asking_partnership_id == partnership.id for need in needs):
        raise DomainError(_("Your own unit asks for this: it cannot take it itself."), field="partnership")
    part = Part(partnership, offering, quantity)
    _check_part(part)
    for need in needs:
        _require_listed(need)
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
    record(actor, match, "join", details=_facts(partner), on_behalf_of=absent(actor, partnership))
    telling.joined(actor, match, partner)
    return partner


def welcome_partner(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Whoever asks says yes to a unit that joined by itself."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or asks(actor, match)):
        raise NotAllowed(_("The other side answers this."))
    hold_match(match, JOINABLE)
    count_save(match)
    partner.is_waiting = False
    db.session.flush()
    record(actor, match, "welcome", details=_facts(partner))
    telling.welcomed(actor, match, partner)


def leave_match(actor: Actor, match: Match, partner: MatchPartner, *, reason: str) -> None:
    """A supporting unit goes again, or whoever leads or asks parts from it; its capacity comes back."""
    may = actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(partner.partnership_id)
    if not (may or leads(actor, match) or asks(actor, match)):
        raise NotAllowed(_("You may not do this."))
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict(_("Somebody else was faster. Please look at the record again."))
    if partner.is_lead:
        raise DomainError(_("The unit that leads hands the lead over first, or releases the whole match."))
    count_save(match)
    record(actor, match, "leave", reason=reason.strip(), details=_facts(partner))
    telling.left(actor, match, partner, reason.strip())
    match.partners.remove(partner)
    db.session.flush()


def hand_over_lead(actor: Actor, match: Match, partner: MatchPartner) -> None:
    """Another unit of the match leads from now on; exactly one always does."""
    if not (actor.may(Permission.MATCHES_DISPATCH) or leads(actor, match)):
        raise NotAllowed(_("The unit that leads does this."))
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict(_("Somebody else was faster. Please look at the record again."))
    if partner.is_waiting or partner.partnership is None:
        raise DomainError(_("A unit that has not been welcomed yet cannot lead."))
    _require_approved(partner.partnership)
    count_save(match)
    for each in match.partners:
        each.is_lead = each is partner
    db.session.flush()
    record(actor, match, "lead", details=_facts(partner))
    telling.leads_now(actor, match, partner)


def change_quantity(actor: Actor, match: Match, partner: MatchPartner, quantity: int) -> None:
    """A unit gives more or less of its offering than it promised at first."""
    actor.require(Permission.MATCHES_CLAIM)
    if not (actor.may(Permission.MATCHES_DISPATCH) or actor.speaks_for(partner.partnership_id)):
        raise NotAllowed(_("You may not do this."))
    needs = [entry.need for entry in match.needs]
    hold(needs, [partner.offering])
    hold_match(match, JOINABLE)
    if partner not in match.partners:
        raise Conflict(_("Somebody else was faster. Please look at the record again."))
    _require_quantity(quantity)
    shares = [
        (each.partnership, each.offering, quantity if each is partner else each.quantity) for each in match.partners
    ]
    ensure_free(actor, needs, shares, besides=match.id)
    count_save(match)
    facts = _facts(partner) | {"from": partner.quantity, "to": quantity}
    partner.quantity, partner.since = quantity, clock.now()
    db.session.flush()
    record(actor, match, "quantity", details=facts, on_behalf_of=absent(actor, partner.partnership))


def hold_match(match: Match, states: tuple[MatchState, ...]) -> None:
    """Hold the match until the transaction ends and read it anew; raises Conflict when it has left these states."""
    db.session.flush()
    statement = db.select(Match).where(Match.id == match.id).with_for_update(key_share=True)
    db.session.scalars(statement.execution_options(populate_existing=True)).one()
    db.session.expire(match, ["needs", "partners"])
    if match.state not in states:
        raise WORKFLOW.refusal(match)


def absent(actor: Actor, partnership: Partnership | None) -> str:
    """The unit for which somebody else acted."""
    if partnership is None or actor.speaks_for(partnership.id) or actor.operator:
        return ""
    return partnership.name


def _propose(actor: Actor, need: Need, part: Part, *, origin: MatchOrigin, promise: str) -> Match:
    community = db.session.get_one(Community, need.community_id)
    match = Match(
        community_id=need.community_id,
        state=MatchState.PROPOSED,
        origin=origin,
        promise=promise.strip(),
        answer_by=clock.today() + timedelta(days=community.answer_days),
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
    record(
        actor, match, origin.value, to_state=match.state.value, details=_facts(match.partners[0]),
        on_behalf_of=absent(actor, part.partnership) if is_claim else "",
    )  # fmt: skip
    return match


def _hold_and_check(actor: Actor, need: Need, part: Part, promise: str) -> None:
    hold([need], [part.offering])
    _require_listed(need)
    _check_part(part)
    if part.offering is None and not promise.strip():
        raise DomainError(_("Please say what is promised."), field="promise")
    if part.offering is not None and part.offering.community_id != need.community_id:
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))
    if part.partnership is not None and part.partnership.community_id != need.community_id:
        raise DomainError(_("Needs, offerings and units of one match belong to the same community."))
    ensure_free(actor, [need], [(part.partnership, part.offering, part.quantity)])


def _require_listed(need: Need) -> None:
    if need.state is not NeedState.PUBLISHED:
        state = NEED_WORKFLOW.label(need.state)
        raise Conflict(_("Only needs on a quarter's list can be taken; this one is now “%(state)s”.", state=state))


def _check_part(part: Part) -> None:
    """The unit is approved now, and the offering is its own, listed and valid today."""
    _require_quantity(part.quantity)
    if part.partnership is None and part.offering is None:
        raise DomainError(_("Please name an offering, or a unit that promises something."), field="offering")
    if part.partnership is not None:
        _require_approved(part.partnership)
    offering = part.offering
    if offering is None:
        return
    if offering.partnership_id != (part.partnership.id if part.partnership else None):
        raise DomainError(_("“%(name)s” is another unit's offering.", name=offering.name), field="offering")
    today = clock.today()
    state = offering.state_on(today)
    if state is not OfferingState.LISTED:
        raise DomainError(_("“%(name)s” is not on the list now.", name=offering.name), field="offering")
    if offering.valid_from is not None and offering.valid_from > today:
        raise DomainError(_("“%(name)s” is not to be had yet.", name=offering.name), field="offering")


def _require_quantity(quantity: int) -> None:
    if quantity < 1:
        raise DomainError(_("At least one."), field="quantity")


def _require_approved(partnership: Partnership) -> None:
    """A unit that is suspended at this moment waits for us, or we for it."""
    statement = db.select(Partnership).where(Partnership.id == partnership.id)
    held = statement.with_for_update(read=True, of=Partnership).execution_options(populate_existing=True)
    db.session.scalars(held).one()
    if partnership.state is not UnitState.APPROVED:
        words = {"unit": partnership.name, "state": UNIT_WORKFLOW.label(partnership.state)}
        raise DomainError(_("Only approved units take something on; %(unit)s is now “%(state)s”.", **words))


def _require_own(actor: Actor, partnership: Partnership | None) -> None:
    """A unit acts for itself; the committee for everybody."""
    if actor.may(Permission.MATCHES_DISPATCH):
        return
    if partnership is None or not actor.speaks_for(partnership.id):
        raise NotAllowed(_("You may not do this."))


def _facts(partner: MatchPartner) -> dict[str, object]:
    return {
        "unit": partner.name,
        "offering": partner.offering.name if partner.offering else "",
        "quantity": partner.quantity,
    }
