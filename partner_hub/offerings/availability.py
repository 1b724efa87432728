"""Remaining capacity of an offering: its capacity less what is taken of it. Derived, never stored.

Taken is what live matches hold, and what was delivered: of a capacity "in all" ever, of one that renews since the first
day of its period. A capacity "at a time" is back as soon as a match has ended, however it ended.
"""

import enum
from collections.abc import Collection
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Date, ScalarSelect, Select, and_, case, func, literal, not_, or_

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.facts_from_above import match, match_partner
from partner_hub.offerings.capacity_periods import first_counted_day, renewal_in_words
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, LIVE_MATCH_STATES, SERVED_MATCH_STATES
from partner_hub.vocabulary.offering import RENEWED_CAPACITY_PERIODS, CapacityPeriod


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

# What one unit's part of a match takes, counted like the capacity: all of it while the match is live, and afterwards
# what was delivered. A report without a figure means what was promised.
_TAKEN_QUANTITY: Final[ColumnElement[int]] = case(
    (match.c.state.in_(LIVE_MATCH_STATES), match_partner.c.quantity),
    (
        match.c.state.in_(SERVED_MATCH_STATES),
        func.coalesce(match_partner.c.delivered_quantity, match_partner.c.quantity),
    ),
    else_=func.coalesce(match_partner.c.delivered_quantity, 0),
)


def taken_on(day: date) -> ScalarSelect[int]:
    """What is taken of an offering on this day, for a statement over offerings."""
    return _select_taken(day).where(match_partner.c.offering_id == Offering.id).correlate(Offering).scalar_subquery()


def _select_taken(day: date) -> Select[int]:
    """The sum over live matches and over deliveries that the period of the day still counts."""
    still_counts = and_(match.c.state.in_(ENDED_MATCH_STATES), match.c.ended_on >= _first_counted_day_of_offering(day))
    return (
        db.select(func.coalesce(func.sum(_TAKEN_QUANTITY), 0))
        .join_from(match_partner, match, match.c.id == match_partner.c.match_id)
        .where(or_(match.c.state.in_(LIVE_MATCH_STATES), still_counts))
    )


def _first_counted_day_of_offering(day: date) -> ColumnElement[date]:
    """capacity_periods.first_counted_day in SQL."""
    days = {period: literal(first_counted_day(period, day), Date()) for period in CapacityPeriod}
    return case(*((Offering.capacity_period == period, first) for period, first in days.items()))


def availability_of(capacity: int | None, left: int | None) -> Availability:
    """Without a number (`capacity` None) an offering is never full."""
    if capacity is None or left is None:
        return Availability.OPEN
    if left <= 0:
        return Availability.FULL
    return Availability.LIMITED if left <= LAST_PLACES or left * SCARCE_FRACTION <= capacity else Availability.OPEN


def has_availability(wanted: Availability, day: date) -> ColumnElement[bool]:
    """The same in SQL, for a statement over offerings."""
    left = Offering.capacity_number - taken_on(day)
    is_scarce = or_(left <= LAST_PLACES, left * SCARCE_FRACTION <= Offering.capacity_number)
    if wanted is Availability.FULL:
        return left <= 0
    if wanted is Availability.LIMITED:
        return and_(left > 0, is_scarce)
    return or_(Offering.capacity_number.is_(None), and_(left > 0, not_(is_scarce)))


def remaining_capacity(offering_ids: Collection[int], day: date | None = None) -> dict[int, int | None]:
    """What is left of each of these offerings today, in one statement; None: without limit. Below 0 when oversold."""
    left = Offering.capacity_number - taken_on(day or clock.local_today())
    statement = db.select(Offering.id, left).where(Offering.id.in_(set(offering_ids)))
    return {number: left for number, left in db.session.execute(statement)}  # noqa: C416 - dict() would hide which is which


def taken_of_offerings(community_id: int, day: date) -> dict[int, int]:
    """How much is taken on this day of each offering of which anything is, in one statement."""
    taken = _select_taken(day).add_columns(Offering.id).join(Offering, Offering.id == match_partner.c.offering_id)
    rows = db.session.execute(taken.where(Offering.community_id == community_id).group_by(Offering.id))
    return {number: int(used) for used, number in rows}


def promised_of_offering(offering_id: int) -> int:
    """What live matches alone take of it: that stays taken when the next period begins."""
    statement = (
        db.select(func.coalesce(func.sum(match_partner.c.quantity), 0))
        .join_from(match_partner, match, match.c.id == match_partner.c.match_id)
        .where(match_partner.c.offering_id == offering_id, match.c.state.in_(LIVE_MATCH_STATES))
    )
    return int(db.session.scalar(statement) or 0)


def when_free_again(offering: Offering, free: int, own: int = 0) -> str:
    """When more than the `free` places can be had; `own` are those that whoever asks holds already."""
    day, period = clock.local_today(), offering.capacity_period
    if period in RENEWED_CAPACITY_PERIODS:
        then = (offering.capacity_number or 0) - promised_of_offering(offering.id) + own
        return renewal_in_words(offering, free_now=free, free_then=then, day=day)
    return renewal_in_words(offering, free_now=free, free_then=free, day=day)
