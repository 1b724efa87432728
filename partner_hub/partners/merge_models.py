"""That two records of one unit were made one, and what to do to undo it."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.db import Base, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import UnitState

TIME_TO_UNDO: Final = timedelta(hours=24)


class UnitMerge(Base):
    """`state_before` is the state of the merged one. `counts`: how many rows of each table moved.

    `steps` is the journal (unit_merges/journal.py), emptied when the time to undo is over. `folded` maps rows that
    became part of another one, by table: {"seat": {"12": 7}}.
    """

    __tablename__ = "unit_merge"
    __table_args__ = (Index("ix_unit_merge_kept_id", "kept_id"), Index("ix_unit_merge_merged_id", "merged_id"))

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    state_before: Mapped[UnitState] = mapped_column(enum_type(UnitState))
    steps: Mapped[list[Any]] = mapped_column(default=list)
    folded: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    merged_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    merged_by: Mapped[str] = text_column(100)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = text_column(100)

    kept: Mapped[Partnership] = relationship(foreign_keys=[kept_id])
    merged: Mapped[Partnership] = relationship(foreign_keys=[merged_id])

    @property
    def moves_rights(self) -> bool:
        """People of a unit that had left get none back."""
        return self.state_before is not UnitState.WITHDRAWN

    @property
    def undoable_until(self) -> datetime:
        return self.merged_at + TIME_TO_UNDO
