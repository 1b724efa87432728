"""Remaining capacity of an offering: its capacity less what live matches take. Derived, never stored."""

import enum
from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, not_, or_

from partner_hub.core.db import db
from partner_hub.core.facts_from_above import match, match_partner
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import LIVE_MATCH_STATES


class Availability(enum.StrEnum):
    OPEN = "open"
    LIMITED = "limited"
    FULL = "full"


# A fifth of the capacity, or the last one: whoever waits now may come too late.
SCARCE_FRACTION = 5
LAST_PLACES = 1
AVAILABILITY_LABELS = {
    Availability.OPEN: _l("Places free"),
    Availability.LIMITED: _l("Few places left"),
    Availability.FULL: _l("Full"),
}
AVAILABILITY_TONES = {Availability.OPEN: "fine", Availability.LIMITED: "soon", Availability.FULL: "late"}

# What live matches take of an offering, in the unit in which its capacity is counted.
TAKEN_CAPACITY = (
    db.select(func.coalesce(func.sum(match_partner.c.quantity), 0))
    .join_from(match_partner, match, match.c.id == match_partner.c.match_id)
    .where(match_partner.c.offering_id == Offering.id, match.c.state.in_(LIVE_MATCH_STATES))
    .correlate(Offering)
    .scalar_subquery()
)


def availability_of(capacity: int | None, left: int | None) -> Availability:
    """Without a number (`capacity` None) an offering is never full."""
    if capacity is None or left is None:
        return Availability.OPEN
    if left <= 0:
        return Availability.FULL
    return Availability.LIMITED if left <= LAST_PLACES or left * SCARCE_FRACTION <= capacity else Availability.OPEN


def has_availability(wanted: Availability) -> ColumnElement[bool]:
    """The same in SQL, for a statement over offerings."""
    left = Offering.capacity_number - TAKEN_CAPACITY
    is_scarce = or_(left <= LAST_PLACES, left * SCARCE_FRACTION <= Offering.capacity_number)
    if wanted is Availability.FULL:
        return left <= 0
    if wanted is Availability.LIMITED:
        return and_(left > 0, is_scarce)
    return or_(Offering.capacity_number.is_(None), and_(left > 0, not_(is_scarce)))


def remaining_capacity(offering_ids: Collection[int]) -> dict[int, int | None]:
    """What is left of each of these offerings, in one statement; None: without limit. Below 0 when oversold."""
    statement = db.select(Offering.id, Offering.capacity_number - TAKEN_CAPACITY).where(
        Offering.id.in_(set(offering_ids))
    )
    return {number: left for number, left in db.session.execute(statement)}  # noqa: C416 - dict() would hide which is which
