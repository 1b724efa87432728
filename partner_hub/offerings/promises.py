"""Whether somebody relies on an offering. Matches stand above this room: a few facts of theirs are read, no rule."""

from sqlalchemy import column, table

from partner_hub.core.db import db

LIVE = ("proposed", "agreed", "tabled", "confirmed", "deferred")
match = table("match", column("id"), column("state"))
match_partner = table("match_partner", column("match_id"), column("offering_id"), column("quantity"))


def is_promised(offering_id: int) -> bool:
    """Whether a live match uses the offering."""
    statement = (
        db.select(match.c.id)
        .join_from(match, match_partner, match_partner.c.match_id == match.c.id)
        .where(match_partner.c.offering_id == offering_id, match.c.state.in_(LIVE))
        .limit(1)
    )
    return db.session.scalar(statement) is not None
