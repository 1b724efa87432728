"""What everybody with a seat was told of a meeting, as it stood at that moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base


class MeetingNotice(Base):
    """Number 1 is the notice that called the meeting, each later one a change list; none is ever changed.

    `facts` is a MeetingFacts as JSON: see notice_facts.py.
    """

    __tablename__ = "meeting_notice"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    sent_by: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
