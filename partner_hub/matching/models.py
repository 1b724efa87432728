"""A match (对接): needs met by one or several units, from their offerings or by a bare promise."""

from string import ascii_lowercase
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.db import Base, Timestamped, Versioned, choice, words
from partner_hub.matching.states import MatchState
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership


class Match(Timestamped, Versioned, Base):
    """`promise` is what was promised, in words that stand in the minutes. Exactly one of `partners` leads."""

    __tablename__ = "match"
    __table_args__ = (
        Index("ix_match_community_id_state", "community_id", "state"),
        Index("ix_match_agenda_item_id", "agenda_item_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[MatchState] = mapped_column(choice(MatchState), default=MatchState.PROPOSED)
    promise: Mapped[str] = mapped_column(String(500), default="", server_default="")
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    needs: Mapped[list["MatchNeed"]] = relationship(
        back_populates="match", order_by="MatchNeed.position", cascade="all, delete-orphan"
    )
    partners: Mapped[list["MatchPartner"]] = relationship(
        back_populates="match", order_by="MatchPartner.position", cascade="all, delete-orphan"
    )

    @property
    def letter(self) -> str:
        """How people at the table call it: a to z, then aa, ab and so on."""
        tens, unit = divmod(max(self.position, 1) - 1, len(ascii_lowercase))
        return (ascii_lowercase[tens - 1] if tens else "") + ascii_lowercase[unit]

    @property
    def lead(self) -> "MatchPartner | None":
        return next((partner for partner in self.partners if partner.is_lead), None)


class MatchNeed(Base):
    __tablename__ = "match_need"
    __table_args__ = (UniqueConstraint("match_id", "need_id"), Index("ix_match_need_need_id", "need_id"))

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    position: Mapped[int] = mapped_column(default=0)

    match: Mapped[Match] = relationship(back_populates="needs")
    need: Mapped[Need] = relationship()


class MatchPartner(Base):
    """A unit in a match, with the offering it gives (None: a bare promise)."""

    __tablename__ = "match_partner"
    __table_args__ = (
        UniqueConstraint("match_id", "partnership_id", "offering_id"),
        Index("ix_match_partner_partnership_id", "partnership_id"),
        Index("ix_match_partner_offering_id", "offering_id"),
    )

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    is_lead: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    as_written: Mapped[str] = words(120)

    match: Mapped[Match] = relationship(back_populates="partners")
    partnership: Mapped[Partnership | None] = relationship()
    offering: Mapped[Offering | None] = relationship()
