"""Who relies on a unit. Matches and needs stand above this room: a few facts of theirs are read, no rule."""

from sqlalchemy import column, or_, table

from partner_hub.core.db import db

LIVE = ("proposed", "agreed", "tabled", "confirmed", "deferred")
match = table("match", column("id"), column("state"))
match_need = table("match_need", column("match_id"), column("need_id"))
match_partner = table(
    "match_partner", column("match_id"), column("partnership_id"), column("offering_id"), column("quantity")
)
need = table("need", column("id"), column("public_name"), column("asking_partnership_id"))


def live_needs(partnership_id: int) -> list[tuple[int, str]]:
    """(id, public wording or "") of the needs in live matches that this unit serves, or asked for itself."""
    statement = (
        db.select(need.c.id, need.c.public_name)
        .join_from(match, match_need, match_need.c.match_id == match.c.id)
        .join(need, need.c.id == match_need.c.need_id)
        .join(match_partner, match_partner.c.match_id == match.c.id)
        .where(match.c.state.in_(LIVE))
        .where(or_(match_partner.c.partnership_id == partnership_id, need.c.asking_partnership_id == partnership_id))
    )
    return [(number, words) for number, words in db.session.execute(statement.distinct().order_by(need.c.id))]
