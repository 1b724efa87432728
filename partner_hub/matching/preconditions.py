"""What one unit gives in a match, and what has to be so before it may."""

from dataclasses import dataclass

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import MatchPartner
from partner_hub.needs.models import Need
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState


@dataclass(frozen=True)
class Part:
    """What one unit gives; without unit it is the community itself, without offering a bare promise."""

    partnership: Partnership | None
    offering: Offering | None
    quantity: int


def require_own(actor: Actor, partnership: Partnership | None) -> None:
    """A unit acts for itself; the committee for everybody."""
    if actor.may(Permission.MATCHES_DISPATCH):
        return
    if partnership is None or not actor.speaks_for(partnership.id):
        raise NotAllowed


def require_listed(need: Need) -> None:
    if need.state is NeedState.SUBMITTED:
        raise Conflict(_("This need waits for review: it can be taken once its public wording has been accepted."))
    if need.state is not NeedState.PUBLISHED:
        state = NEED_WORKFLOW.label(need.state)
        raise Conflict(_("Only needs on a quarter's list can be taken; this one is now “%(state)s”.", state=state))


def check_part(part: Part) -> None:
    """The unit is approved now, and the offering is its own, listed and valid today."""
    require_quantity(part.quantity)
    if part.partnership is None and part.offering is None:
        raise DomainError(_("Please name an offering, or a unit that promises something."), field="offering")
    if part.partnership is not None:
        require_approved(part.partnership)
    offering = part.offering
    if offering is None:
        return
    if offering.partnership_id != (part.partnership.id if part.partnership else None):
        raise DomainError(_("“%(name)s” is another unit's offering.", name=offering.name), field="offering")
    today = clock.local_today()
    state = offering.state_on(today)
    if state is not OfferingState.LISTED:
        raise DomainError(_("“%(name)s” is not on the list now.", name=offering.name), field="offering")
    if offering.valid_from is not None and offering.valid_from > today:
        raise DomainError(_("“%(name)s” is not to be had yet.", name=offering.name), field="offering")


def require_quantity(quantity: int) -> None:
    if quantity < 1:
        raise DomainError(_("At least one."), field="quantity")


def require_approved(partnership: Partnership) -> None:
    """A unit that is suspended at this moment waits for us, or we for it."""
    statement = db.select(Partnership).where(Partnership.id == partnership.id)
    held = statement.with_for_update(read=True, of=Partnership).execution_options(populate_existing=True)
    db.session.scalars(held).one()
    if partnership.state is not UnitState.APPROVED:
        words = {"unit": partnership.name, "state": UNIT_WORKFLOW.label(partnership.state)}
        raise DomainError(_("Only approved units take something on; %(unit)s is now “%(state)s”.", **words))


def facts_of(partner: MatchPartner) -> dict[str, object]:
    return {
        "unit": partner.name,
        "offering": partner.offering.name if partner.offering else "",
        "quantity": partner.quantity,
    }


def absent(actor: Actor, partnership: Partnership | None) -> str:
    """The unit for which somebody else acted."""
    if partnership is None or actor.speaks_for(partnership.id) or actor.operator:
        return ""
    return partnership.name
