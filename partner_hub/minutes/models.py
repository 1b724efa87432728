"""Minutes: a draft that is edited, and issued versions that never change."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, deferred, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.minutes import MinutesState


class Minutes(Timestamped, Versioned, Base):
    """The text of one meeting's minutes.

    `passages` are the parts of the draft as it was last saved (drafting.stored_passages); `body` is what they say
    together, plain text, one paragraph a line. `choices` are a DraftChoices. `dated` is the day the minutes are issued.
    """

    __tablename__ = "minutes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    state: Mapped[MinutesState] = mapped_column(enum_type(MinutesState), default=MinutesState.DRAFTING)
    body: Mapped[str] = mapped_column(Text, default="", server_default="")
    passages: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    dated: Mapped[date | None]
    edited_by: Mapped[str] = text_column(60)

    meeting: Mapped[Meeting] = relationship()
    issues: Mapped[list["IssuedMinutes"]] = relationship(order_by="IssuedMinutes.revision", back_populates="minutes")


class IssuedMinutes(Base):
    """One signed version: the PDF as issued, its SHA-256, the record it shows, and what made it.

    `number` counts without gaps within a community and year; a correction keeps the number, with the next
    `revision`.
    """

    __tablename__ = "issued_minutes"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number", "revision"),
        UniqueConstraint("minutes_id", "revision"),
    )

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    number: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("issued_minutes.id"))
    reason: Mapped[str] = text_column(500)
    dated: Mapped[date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(String(200))
    pages: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    record: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))
    toolchain: Mapped[dict[str, Any]] = mapped_column(default=dict)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_by: Mapped[str] = mapped_column(String(60))
    signed_at: Mapped[datetime] = mapped_column(default=clock.utc_now)

    minutes: Mapped[Minutes] = relationship(back_populates="issues")

    @property
    def reference(self) -> str:
        """文号, for instance 〔2026〕3号."""
        return f"〔{self.year}〕{self.number}号"


def _refuse_change_of_issue(_mapper: Mapper[Any], _connection: object, _target: object) -> None:
    raise RuntimeError("issued minutes are never changed or deleted")


event.listen(IssuedMinutes, "before_update", _refuse_change_of_issue)
event.listen(IssuedMinutes, "before_delete", _refuse_change_of_issue)
