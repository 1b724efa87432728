"""What others say to minutes: units to a draft, the next meeting to what was signed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.meetings.models import AgendaItem
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.partners.models import Partnership
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


class MinutesReview(Timestamped, Base):
    """A draft is shown to the units, to each its own part; they comment until that day, the day included.

    Of several reviews of one meeting's minutes the newest counts.
    """

    __tablename__ = "minutes_review"
    __table_args__ = (Index("ix_minutes_review_minutes_id", "minutes_id"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    until: Mapped[date]
    opened_by: Mapped[str] = text_column(100)

    minutes: Mapped[Minutes] = relationship()
    comments: Mapped[list["MinutesComment"]] = relationship(order_by="MinutesComment.id", back_populates="review")


class MinutesComment(Versioned, Base):
    """One thing that a unit said to its part; without words it agrees. `taken_over` is None until staff settle it."""

    __tablename__ = "minutes_comment"
    __table_args__ = (
        Index("ix_minutes_comment_review_id", "review_id"),
        Index("ix_minutes_comment_partnership_id", "partnership_id"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("minutes_review.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    said_by: Mapped[str] = text_column(100)
    said_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    taken_over: Mapped[bool | None]
    answer: Mapped[str] = text_column(500)
    settled_by: Mapped[str] = text_column(100)
    settled_at: Mapped[datetime | None]

    review: Mapped[MinutesReview] = relationship(back_populates="comments")
    partnership: Mapped[Partnership] = relationship()

    @property
    def is_open(self) -> bool:
        return bool(self.words) and self.taken_over is None
