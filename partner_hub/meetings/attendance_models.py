"""Attendance: seats of units, which any delegate of the unit may take, and guests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Answer, Presence


class Seat(Timestamped, Versioned, Base):
    """Answer and presence are two things, each with who recorded it, when and by which way (web, staff, import).

    `sign_in` is the place (1..) in the order in which delegates signed the attendance sheet.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("meeting_id", "partnership_id"),
        Index("ix_seat_partnership_id", "partnership_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    position: Mapped[int] = mapped_column(default=0)
    delegate_name: Mapped[str] = text_column(60)
    delegate_title: Mapped[str] = text_column(60)
    answer: Mapped[Answer] = mapped_column(enum_type(Answer), default=Answer.NONE)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = text_column(60)
    answered_via: Mapped[str] = text_column(20)
    presence: Mapped[Presence] = mapped_column(enum_type(Presence), default=Presence.NOT_RECORDED)
    presence_at: Mapped[datetime | None]
    presence_by: Mapped[str] = text_column(60)
    presence_via: Mapped[str] = text_column(20)
    sign_in: Mapped[int | None]
    reason: Mapped[str] = text_column(200)
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    partnership: Mapped[Partnership] = relationship()


class Guest(Versioned, Base):
    """列席: somebody who was present for no unit. `is_staff` marks the community's own people."""

    __tablename__ = "guest"
    __table_args__ = (Index("ix_guest_meeting_id", "meeting_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = text_column(60)
    organisation: Mapped[str] = text_column(120)
    note: Mapped[str] = text_column(120)
    is_staff: Mapped[bool] = mapped_column(default=False)
