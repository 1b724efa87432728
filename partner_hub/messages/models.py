"""Messages in the application; what is not read soon also goes by mail, bundled."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.db import Base, text_column


class Message(Base):
    """One thing to know or to do, for one person, in that person's language.

    `key` names the occasion (offering-ends:12:2026-12-31), unique for each person. `path` leads to
    the one page where it is dealt with, `button` holds the words of the button there. `mail_id` is the mail that it
    went out with; `attachment` goes along (core/mail_outbox.py:MailAttachment), and is empty from then on.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_message_user_id_read_at", "user_id", "read_at"),
        Index("ix_message_mail_id", "mail_id"),
        Index("ix_message_path", "path"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = text_column(500)
    path: Mapped[str] = mapped_column(String(300))
    button: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    read_at: Mapped[datetime | None]
    attachment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id"))

    user: Mapped[User] = relationship()
