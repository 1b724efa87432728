"""What belongs to making an agenda, beside its items."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core.db import Base, Timestamped, enum_type
from partner_hub.vocabulary.meeting import AgendaSource


class AgendaOmission(Timestamped, Base):
    """What comes onto an agenda by itself and was taken off it: it does not come again unless it is asked for.

    `subject_id`: of the task, the match, the need, or the item of an earlier meeting.
    """

    __tablename__ = "agenda_omission"
    __table_args__ = (UniqueConstraint("meeting_id", "source", "subject_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    source: Mapped[AgendaSource] = mapped_column(enum_type(AgendaSource))
    subject_id: Mapped[int]
