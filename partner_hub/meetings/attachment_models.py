"""Papers that belong to an item of the agenda, or to one that a unit proposes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.db import Base, Timestamped, Versioned, text_column
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.proposal_models import AgendaProposal


class Attachment(Timestamped, Versioned, Base):
    """One paper in all its revisions. That of a proposal belongs to its item, too, once it stands on an agenda."""

    __tablename__ = "agenda_attachment"
    __table_args__ = (
        Index("ix_agenda_attachment_item_id", "item_id"),
        Index("ix_agenda_attachment_proposal_id", "proposal_id"),
        CheckConstraint("item_id IS NOT NULL OR proposal_id IS NOT NULL", name="owner"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_proposal.id"))
    title: Mapped[str] = mapped_column(String(120))

    item: Mapped[AgendaItem | None] = relationship()
    proposal: Mapped[AgendaProposal | None] = relationship()
    revisions: Mapped[list["AttachmentRevision"]] = relationship(
        order_by="AttachmentRevision.number", cascade="all, delete-orphan", back_populates="attachment"
    )

    @property
    def newest(self) -> "AttachmentRevision":
        return self.revisions[-1]


class AttachmentRevision(Base):
    """A file as it was uploaded; never changed. `tabled_at`: it is the one that lay on the table of the meeting."""

    __tablename__ = "attachment_revision"
    __table_args__ = (UniqueConstraint("attachment_id", "number"), CheckConstraint("number >= 1", name="number"))

    attachment_id: Mapped[int] = mapped_column(ForeignKey("agenda_attachment.id"))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(200))
    mime: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    uploaded_by: Mapped[str] = text_column(100)
    tabled_at: Mapped[datetime | None]

    attachment: Mapped[Attachment] = relationship(back_populates="revisions")
