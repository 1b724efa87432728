"""What is settled about needs and offerings already: live matches and dismissals."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from partner_hub.core.db import db
from partner_hub.matching.models import Dismissal, Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import LIVE_MATCH_STATES


def dismissals_of_need(need: Need) -> list[Dismissal]:
    """With their offerings and units."""
    statement = (
        select(Dismissal)
        .where(Dismissal.need_id == need.id)
        .options(joinedload(Dismissal.offering).joinedload(Offering.partnership))
    )
    return list(db.session.scalars(statement.order_by(Dismissal.id)))


def dismissed_offerings_by_need(community_id: int) -> dict[int, set[int]]:
    """Need -> the offerings that were put aside for it."""
    found: dict[int, set[int]] = {}
    pairs = select(Dismissal.need_id, Dismissal.offering_id).where(Dismissal.community_id == community_id)
    for need_id, offering_id in db.session.execute(pairs):
        found.setdefault(need_id, set()).add(offering_id)
    return found


def live_offerings_by_need(community_id: int) -> dict[int, set[int]]:
    """Need -> the offerings that live matches join with it; a need with a bare promise has an empty set."""
    found: dict[int, set[int]] = {}
    pairs = _select_live(MatchNeed.need_id, MatchPartner.offering_id).where(Match.community_id == community_id)
    for need_id, offering_id in db.session.execute(pairs):
        found.setdefault(need_id, set()).update({offering_id} - {None})
    return found


def live_matches_by_offering(need_id: int) -> dict[int, Match]:
    """Offering -> the live match that joins it with the need."""
    rows = db.session.execute(_select_live(Match, MatchPartner.offering_id).where(MatchNeed.need_id == need_id))
    return {number: match for match, number in rows if number is not None}


def live_matches_of_offerings(offering_ids: Collection[int]) -> dict[tuple[int, int], Match]:
    """(need, offering) -> the live match that joins them."""
    statement = _select_live(Match, MatchNeed.need_id, MatchPartner.offering_id)
    rows = db.session.execute(statement.where(MatchPartner.offering_id.in_(offering_ids)))
    return {(need_id, number): match for match, need_id, number in rows}


def dismissals_by_offering(offering_ids: Collection[int]) -> dict[int, set[int]]:
    """Offering -> the needs for which it was put aside."""
    found: dict[int, set[int]] = {}
    pairs = select(Dismissal.offering_id, Dismissal.need_id).where(Dismissal.offering_id.in_(offering_ids))
    for offering_id, need_id in db.session.execute(pairs):
        found.setdefault(offering_id, set()).add(need_id)
    return found


def _select_live(*columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(Match).join(MatchNeed, MatchNeed.match_id == Match.id)
    return joined.join(MatchPartner, MatchPartner.match_id == Match.id).where(Match.state.in_(LIVE_MATCH_STATES))
