"""Record of answered data-subject requests, without the person's data."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base, enum_type, text_column
from partner_hub.vocabulary.data_request import RequestKind


class DataRequest(Base):
    """One request of a person that was answered.

    `keys` are keyed digests of what was looked for (person_matcher.Key), `needs` the needs that were named besides, as
    [id, moment of recording]. `spared` are the rows that were found and left, as [table, id]; `counts` the number of
    rows given out or erased, by table. `uid` names an erasure in the ledger; `repeated_at`: it was done from there.
    """

    __tablename__ = "data_request"
    __table_args__ = (Index("ix_data_request_community_id", "community_id"),)

    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    reason: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    made_by: Mapped[str] = text_column(100)
    keys: Mapped[list[Any]] = mapped_column(default=list)
    needs: Mapped[list[Any]] = mapped_column(default=list)
    spared: Mapped[list[Any]] = mapped_column(default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    repeated_at: Mapped[datetime | None]

    @property
    def number(self) -> int:
        """Of rows given out or erased."""
        return sum(self.counts.values())
