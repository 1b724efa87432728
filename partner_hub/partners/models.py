"""Partner units, and each unit as one community knows it."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.communities.models import Community
from partner_hub.core.db import Base, Timestamped, Versioned, choice, words
from partner_hub.partners.credit_code import is_valid
from partner_hub.partners.states import ACTIVE, UnitState


class PartnerUnit(Timestamped, Base):
    """近邻合伙人: the legal entity. `credit_code` is what was written (normalised), right or wrong; "" if unknown."""

    __tablename__ = "partner_unit"

    name: Mapped[str] = mapped_column(String(120), index=True)
    credit_code: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)

    @property
    def credit_code_valid(self) -> bool:
        return is_valid(self.credit_code)


class Partnership(Timestamped, Versioned, Base):
    """A unit as one community knows it; offerings, seats and users hang on this, never on the unit itself.

    `joined` is YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known. `kind` is one of UNIT_KINDS or the file's word.
    `source` tells where an imported row came from: {"file", "sheet", "row", "duplicate_rows"}.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        UniqueConstraint("community_id", "unit_id"),
        Index("ix_partnership_community_id_state", "community_id", "state"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("partner_unit.id"))
    state: Mapped[UnitState] = mapped_column(choice(UnitState), default=UnitState.APPROVED)
    kind: Mapped[str] = words(40)
    address: Mapped[str] = words(200)
    party_organisation: Mapped[str] = words(120)
    party_leader: Mapped[str] = words(60)
    contact: Mapped[str] = words(60)
    phones: Mapped[list[str]] = mapped_column(default=list)
    joined: Mapped[str] = words(10)
    remark: Mapped[str] = mapped_column(Text, default="", server_default="")
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    unit: Mapped[PartnerUnit] = relationship(lazy="joined", innerjoin=True)
    community: Mapped[Community] = relationship()
    aliases: Mapped[list["UnitAlias"]] = relationship(
        back_populates="partnership", order_by="UnitAlias.id", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        return self.unit.name

    @property
    def credit_code(self) -> str:
        return self.unit.credit_code

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


class UnitAlias(Base):
    """A short name under which the unit was written, for instance 市四医院."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("partnership_id", "name"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    name: Mapped[str] = mapped_column(String(120))

    partnership: Mapped[Partnership] = relationship(back_populates="aliases")

    def __str__(self) -> str:
        return self.name
