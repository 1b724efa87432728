"""Which matches there are, and which needs and offerings they hold."""

from collections.abc import Collection

from sqlalchemy import func
from sqlalchemy.orm import selectinload

from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.matching.states import LIVE
from partner_hub.needs.models import Need


def hold_needs(need_ids: Collection[int]) -> None:
    """Hold these needs until the transaction ends: nobody else matches them meanwhile."""
    db.session.execute(db.select(Need.id).where(Need.id.in_(need_ids)).order_by(Need.id).with_for_update())


def live_pair(
    need_ids: Collection[int], offering_ids: Collection[int], *, besides: int | None = None
) -> tuple[MatchNeed, MatchPartner] | None:
    """A need and an offering among these that a live match already joins."""
    statement = (
        db.select(MatchNeed, MatchPartner)
        .join(Match, Match.id == MatchNeed.match_id)
        .join(MatchPartner, MatchPartner.match_id == Match.id)
        .where(MatchNeed.need_id.in_(need_ids), MatchPartner.offering_id.in_(offering_ids), Match.state.in_(LIVE))
        .order_by(MatchNeed.id, MatchPartner.id)
        .limit(1)
    )
    row = db.session.execute(statement if besides is None else statement.where(Match.id != besides)).first()
    return (row[0], row[1]) if row else None


def matches_of_item(agenda_item_id: int) -> list[Match]:
    """In the order of their letters, with needs and partners."""
    statement = (
        db.select(Match)
        .where(Match.agenda_item_id == agenda_item_id)
        .order_by(Match.position, Match.id)
        .options(selectinload(Match.needs), selectinload(Match.partners))
    )
    return list(db.session.scalars(statement))


def next_position(agenda_item_id: int | None) -> int:
    last = db.session.scalar(db.select(func.max(Match.position)).where(Match.agenda_item_id == agenda_item_id))
    return (last or 0) + 1
