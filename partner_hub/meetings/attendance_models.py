"""Attendance: seats of units, which any delegate of the unit may take, and guests."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.constraints import in_order
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, Presence


class Seat(Timestamped, Versioned, Base):
    """Answer and presence are two things, each with who recorded it, when and by which way (web, staff, import).

    The answer is the one of `SeatAnswer` that holds now. `told_at`: when the notice reached the unit, by which way and
    who says so; `reminded_on`: the day on which it was asked for its answer last.
    `sign_in` is the place (1..) in the order in which delegates signed the attendance sheet.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("meeting_id", "partnership_id"),
        Index("ix_seat_partnership_id", "partnership_id"),
        in_order("arrived_at", "left_at", _l("Nobody leaves before arriving.")),
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
    told_at: Mapped[datetime | None]
    told_by: Mapped[str] = text_column(60)
    told_via: Mapped[str] = text_column(20)
    reminded_on: Mapped[date | None]

    partnership: Mapped[Partnership] = relationship()


class SeatAnswer(Base):
    """One answer to the invitation as it was given; a seat keeps all of them.

    `said_by` is who spoke for the unit, `noted_by` who of the committee wrote it down. An answer by the link for
    everybody waits until the committee has seen it (`seen_at`). `is_dismissed`: it holds no more, or never did.
    """

    __tablename__ = "seat_answer"
    __table_args__ = (Index("ix_seat_answer_seat_id", "seat_id"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    answer: Mapped[Answer] = mapped_column(enum_type(Answer))
    delegate_name: Mapped[str] = text_column(60)
    delegate_title: Mapped[str] = text_column(60)
    reason: Mapped[str] = text_column(200)
    said_by: Mapped[str] = text_column(60)
    via: Mapped[AnswerChannel] = mapped_column(enum_type(AnswerChannel))
    noted_by: Mapped[str] = text_column(60)
    given_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str] = text_column(60)
    is_dismissed: Mapped[bool] = mapped_column(default=False, server_default=false())

    seat: Mapped[Seat] = relationship()

    @property
    def is_verified(self) -> bool:
        return self.seen_at is not None and not self.is_dismissed


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
