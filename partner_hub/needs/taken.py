"""The matches that hold a need. Their room stands above this one, so only one fact is read here, and no rule."""

from sqlalchemy import column, table

from partner_hub.core.db import db

match = table("match", column("id"), column("state"))
match_need = table("match_need", column("match_id"), column("need_id"))
# matching.states.LIVE; a test holds the two together.
LIVE = ("proposed", "agreed", "tabled", "confirmed", "deferred")


def is_taken(need_id: int) -> bool:
    """Whether a live match joins this need with somebody."""
    statement = (
        db.select(match.c.id)
        .join_from(match, match_need, match.c.id == match_need.c.match_id)
        .where(match_need.c.need_id == need_id, match.c.state.in_(LIVE))
    )
    return db.session.scalar(statement.limit(1)) is not None
