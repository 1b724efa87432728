"""Whether somebody relies on an offering."""

from partner_hub.core.db import db
from partner_hub.partners.promises import LIVE, match, match_partner


def is_promised(offering_id: int) -> bool:
    """Whether a live match uses the offering."""
    statement = (
        db.select(match.c.id)
        .join_from(match, match_partner, match_partner.c.match_id == match.c.id)
        .where(match_partner.c.offering_id == offering_id, match.c.state.in_(LIVE))
        .limit(1)
    )
    return db.session.scalar(statement) is not None
