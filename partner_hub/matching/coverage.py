"""How far agreed matches cover a need: one rule, in Python for pages and in SQL for lists."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, case, func, or_

from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, SERVED_MATCH_STATES
from partner_hub.vocabulary.need import NeedState


class Coverage(enum.StrEnum):
    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


COVERAGE_LABELS = {
    Coverage.NONE: _l("Nobody takes it yet"),
    Coverage.PARTIAL: _l("Taken in part"),
    Coverage.FULL: _l("Taken"),
}
COVERAGE_TONES = {Coverage.NONE: "soon", Coverage.PARTIAL: "soon", Coverage.FULL: "fine"}
COVERAGE_RULE = _l(
    "Counted are the matches that both sides agreed to, and what was delivered. Where the need and the offerings count "
    "in the same unit, their quantities are added up; where they cannot be compared, one match takes the whole need."
)


@dataclass(frozen=True)
class Promised:
    """How much one partner promised, and in which unit ("" for a bare promise)."""

    quantity: int
    unit: str


def coverage_of_promises(count: int | None, unit: str, promises: Sequence[Promised]) -> Coverage:
    """`count` people or households need it, counted in `unit`; `promises` are those that both sides agreed to.

    Where the need has a number, and promises are counted in its unit, these are added up; else one takes it whole.
    """
    if not promises:
        return Coverage.NONE
    comparable = [each.quantity for each in promises if unit and each.unit == unit]
    if count is None or not comparable or sum(comparable) >= count:
        return Coverage.FULL
    return Coverage.PARTIAL


def counts_for_need() -> ColumnElement[bool]:
    """Of a match and its need: both sides agreed, or it was delivered and the need is not on the list again."""
    served = and_(Match.state.in_(SERVED_MATCH_STATES), Need.state != NeedState.PUBLISHED)
    return or_(Match.state.in_(AGREED_MATCH_STATES), served)


def _quantity_given() -> ColumnElement[int]:
    return func.coalesce(MatchPartner.delivered_quantity, MatchPartner.quantity)


def coverage_of_needs(need_ids: Collection[int]) -> dict[int, Coverage]:
    """Of each of these needs; one statement."""
    statement = (
        db.select(Need.id, Need.beneficiary_count, Need.beneficiary_unit, _quantity_given(), Offering.capacity_unit)
        .join(MatchNeed, MatchNeed.need_id == Need.id)
        .join(Match, and_(Match.id == MatchNeed.match_id, counts_for_need()))
        .join(MatchPartner, and_(MatchPartner.match_id == Match.id, MatchPartner.is_waiting.is_(False)))
        .outerjoin(Offering, Offering.id == MatchPartner.offering_id)
        .where(Need.id.in_(set(need_ids)))
    )
    wanted: dict[int, tuple[int | None, str]] = {}
    promised: dict[int, list[Promised]] = {}
    for need_id, count, unit, quantity, counted_in in db.session.execute(statement):
        wanted[need_id] = (count, unit)
        promised.setdefault(need_id, []).append(Promised(quantity, counted_in or ""))
    found = {need_id: coverage_of_promises(*wanted[need_id], promises) for need_id, promises in promised.items()}
    return {need_id: found.get(need_id, Coverage.NONE) for need_id in need_ids}


def is_fully_covered() -> ColumnElement[bool]:
    """The same in SQL, for a statement over needs."""
    same_unit = and_(Need.beneficiary_unit != "", Offering.capacity_unit == Need.beneficiary_unit)
    comparable = case((same_unit, _quantity_given()))
    total, number = func.sum(comparable), func.count(comparable)
    takes_whole = or_(Need.beneficiary_count.is_(None), number == 0, total >= Need.beneficiary_count)
    # Grouped, so that a need without any match has no row at all.
    return (
        db.select(MatchNeed.need_id)
        .join(Match, and_(Match.id == MatchNeed.match_id, counts_for_need()))
        .join(MatchPartner, and_(MatchPartner.match_id == Match.id, MatchPartner.is_waiting.is_(False)))
        .outerjoin(Offering, Offering.id == MatchPartner.offering_id)
        .where(MatchNeed.need_id == Need.id)
        .group_by(MatchNeed.need_id)
        .having(takes_whole)
        .correlate(Need)
        .exists()
    )
