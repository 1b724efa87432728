"""The matches that hold a need. Their room stands above this one, so only one fact is read here, and no rule."""

from partner_hub.core.db import db
from partner_hub.partners.promises import LIVE, match, match_need


def is_taken(need_id: int) -> bool:
    """Whether a live match joins this need with somebody."""
    statement = (
        db.select(match.c.id)
        .join_from(match, match_need, match.c.id == match_need.c.match_id)
        .where(match_need.c.need_id == need_id, match.c.state.in_(LIVE))
    )
    return db.session.scalar(statement.limit(1)) is not None
