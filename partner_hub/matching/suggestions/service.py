"""Putting a suggestion aside, and taking it up again. Who may: the committee."""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import Dismissal
from partner_hub.matching.suggestions.known_pairs import live_offerings_by_need
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering


def dismiss_offering(actor: Actor, need: Need, offering: Offering, *, reason: str) -> Dismissal:
    """This offering is not proposed for this need again; the reason stays with it.

    Raises Conflict for a pair that was put aside before, or that a live match joins.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    if not reason.strip():
        raise DomainError(_("Please give a reason."), field="reason")
    known = db.select(Dismissal).where(Dismissal.need_id == need.id, Dismissal.offering_id == offering.id)
    if db.session.scalar(known):
        raise Conflict(_("“%(name)s” was put aside before.", name=offering.name))
    if offering.id in live_offerings_by_need(need.community_id).get(need.id, set()):
        raise Conflict(_("A match joins the two. Please release the match first."))
    dismissal = Dismissal(
        community_id=need.community_id,
        need_id=need.id,
        offering=offering,
        reason=reason.strip(),
        dismissed_by=actor.name,
    )
    db.session.add(dismissal)
    db.session.flush()
    record_event(actor, need, "dismiss", reason=reason.strip(), details={"offering": offering.name})
    return dismissal


def take_back_dismissal(actor: Actor, need: Need, dismissal: Dismissal) -> None:
    """The offering may be suggested for the need again. Raises NotAllowed."""
    actor.require(Permission.MATCHES_DISPATCH)
    record_event(actor, need, "take_back", details={"offering": dismissal.offering.name})
    db.session.delete(dismissal)
    db.session.flush()
