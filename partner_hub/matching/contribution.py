"""What one unit gives to a match, in a word: so much of an offering, or a bare promise; and whether it may be given."""

from dataclasses import dataclass

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState


@dataclass(frozen=True)
class Contribution:
    """So much of one offering, counted in its `capacity_unit`.

    Without `offering` it is a bare promise, without `partnership` the community itself gives something of its own.
    """

    partnership: Partnership | None
    offering: Offering | None
    quantity: int = 1
    is_lead: bool = False

    @property
    def pair(self) -> tuple[int | None, int | None]:
        """The ids of unit and offering: what a match may hold only once."""
        return (self.partnership.id if self.partnership else None, self.offering.id if self.offering else None)


class UnitNotApproved(DomainError):
    """A unit that is being checked or suspended takes nothing new on."""


def contributions_of_match(match: Match) -> list[Contribution]:
    return [
        Contribution(partner.partnership, partner.offering, partner.quantity, partner.is_lead)
        for partner in match.partners
    ]


def why_not_contribute(contribution: Contribution) -> DomainError | None:
    """The refusal unless the quantity is positive, and the offering the unit's own, listed and valid today."""
    unit, offering = contribution.partnership, contribution.offering
    if contribution.quantity < 1:
        return DomainError(_("At least one."), field="quantity")
    if unit is None and offering is None:
        return DomainError(_("Please name an offering, or a unit that promises something."), field="offering")
    return None if offering is None else _why_not_offer(offering, unit)


def _why_not_offer(offering: Offering, unit: Partnership | None) -> DomainError | None:
    if offering.partnership_id != (unit.id if unit else None):
        return DomainError(_("“%(name)s” is another unit's offering.", name=offering.name), field="offering")
    today = clock.local_today()
    if offering.state_on(today) is not OfferingState.LISTED:
        return DomainError(_("“%(name)s” is not on the list now.", name=offering.name), field="offering")
    if offering.valid_from is not None and offering.valid_from > today:
        return DomainError(_("“%(name)s” is not to be had yet.", name=offering.name), field="offering")
    return None


def why_not_approved(unit: Partnership) -> UnitNotApproved | None:
    if unit.state is UnitState.APPROVED:
        return None
    words = {"unit": unit.name, "state": UNIT_WORKFLOW.label(unit.state)}
    return UnitNotApproved(_("Only approved units take something on; %(unit)s is now “%(state)s”.", **words))


def lock_unit(unit: Partnership) -> None:
    """Hold the unit's row and read it anew: who suspends it at this moment waits for us, or we for them."""
    statement = db.select(Partnership).where(Partnership.id == unit.id)
    held = statement.with_for_update(read=True, of=Partnership).execution_options(populate_existing=True)
    db.session.scalars(held).one()


def event_details_of_partner(partner: MatchPartner) -> dict[str, object]:
    return {
        "unit": partner.name,
        "offering": partner.offering.name if partner.offering else "",
        "quantity": partner.quantity,
    }
