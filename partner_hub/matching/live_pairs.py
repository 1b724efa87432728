"""Which need and which offering a live match joins: kept by triggers of the database, so that no code can forget it.

What a pair depends on stands in three tables, which no constraint spans. The triggers (LIVE_PAIR_TRIGGERS) copy the
pairs of a match that is live into `live_pair`, and a unique constraint there refuses the second one. No code writes
to that table. SQLite drops the triggers of a table that a migration makes anew; tests/tooling/test_schema_rules.py
then fails, and the migration has to make them again.
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core.constraints import sentence_at
from partner_hub.core.db import Base


class LivePair(Base):
    __tablename__ = "live_pair"
    __table_args__ = (
        UniqueConstraint(
            "need_id",
            "offering_id",
            info=sentence_at("offering", _l("A live match joins this need and this offering already.")),
        ),
        Index("ix_live_pair_match_id", "match_id"),
        Index("ix_live_pair_offering_id", "offering_id"),
    )

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offering.id"))
