"""What has come through the doors that need no sign-in, so that nobody floods them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base


class PublicRequest(Base):
    """One use of a public form, by network address; `door` is need, look_up or join. Rows live for a day."""

    __tablename__ = "public_request"
    __table_args__ = (Index("ix_public_request_community_id_door_address_at", "community_id", "door", "address", "at"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    door: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.now)
