"""What others say to minutes: the next meeting's confirmation."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.db import Base, Timestamped, enum_type
from partner_hub.meetings.models import AgendaItem
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.vocabulary.minutes import ConfirmationOutcome


class MinutesConfirmation(Timestamped, Base):
    """That an item of the next meeting confirmed a signed version, written when that meeting's minutes are signed.

    `changes`: which, one a line. The version itself is never touched.
    """

    __tablename__ = "minutes_confirmation"
    __table_args__ = (Index("ix_minutes_confirmation_issued_id", "issued_id"),)

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_minutes.id"))
    outcome: Mapped[ConfirmationOutcome] = mapped_column(enum_type(ConfirmationOutcome))
    changes: Mapped[str] = mapped_column(Text, default="", server_default="")

    item: Mapped[AgendaItem] = relationship()
    issued: Mapped[IssuedMinutes] = relationship()
