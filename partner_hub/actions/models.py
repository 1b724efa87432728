"""Action items: one row for its whole life; later meetings mention it, they never copy it."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState


class ActionItem(Timestamped, Versioned, Base):
    """What somebody is to do by a day.

    `responsible_id` names a unit; `responsible_words` somebody who is none, for instance 社区党委.
    `expected` is the measurable result. `first_due` keeps the deadline that was first agreed.
    """

    __tablename__ = "action_item"
    __table_args__ = (
        Index("ix_action_item_community_id_state", "community_id", "state"),
        Index("ix_action_item_agenda_item_id", "agenda_item_id"),
        Index("ix_action_item_responsible_id", "responsible_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[ActionState] = mapped_column(enum_type(ActionState), default=ActionState.DRAFT)
    title: Mapped[str] = mapped_column(String(200))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    responsible_words: Mapped[str] = text_column(120)
    due: Mapped[date | None]
    first_due: Mapped[date | None]
    expected: Mapped[str] = text_column(300)
    outcome: Mapped[str] = mapped_column(Text, default="", server_default="")
    done_on: Mapped[date | None]
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    responsible: Mapped[Partnership | None] = relationship()
    supporters: Mapped[list["ActionSupporter"]] = relationship(
        back_populates="action", order_by="ActionSupporter.position", cascade="all, delete-orphan"
    )

    @property
    def responsible_name(self) -> str:
        return self.responsible.name if self.responsible else self.responsible_words

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ACTION_STATES

    def is_overdue(self, day: date) -> bool:
        return self.state in OPEN_ACTION_STATES and self.due is not None and self.due < day


class ActionSupporter(Base):
    """A supporting unit, or the words for a supporter that is none, for instance 三网格."""

    __tablename__ = "action_supporter"
    __table_args__ = (
        Index("ix_action_supporter_action_id", "action_id"),
        Index("ix_action_supporter_partnership_id", "partnership_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    as_written: Mapped[str] = text_column(120)
    position: Mapped[int] = mapped_column(default=0)

    action: Mapped[ActionItem] = relationship(back_populates="supporters")
    partnership: Mapped[Partnership | None] = relationship()

    @property
    def name(self) -> str:
        return self.partnership.name if self.partnership else self.as_written
