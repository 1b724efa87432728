"""Action items: one row for its whole life; later meetings mention it, they never copy it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.matching.models import Match
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.action import OPEN_ACTION_STATES, ActionState

_OPEN_REQUEST = sql_text("answered_at IS NULL")


class ActionItem(Timestamped, Versioned, Base):
    """What somebody is to do by a day.

    `responsible_id` names a unit; `responsible_words` somebody who is none, for instance 社区党委.
    `match_id` names the match that the task carries out. `expected` is the measurable result. `first_due` keeps the
    deadline that was first agreed.
    """

    __tablename__ = "action_item"
    __table_args__ = (
        Index("ix_action_item_community_id_state", "community_id", "state"),
        Index("ix_action_item_agenda_item_id", "agenda_item_id"),
        Index("ix_action_item_responsible_id", "responsible_id"),
        Index("ix_action_item_match_id", "match_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id"))
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
    match: Mapped[Match | None] = relationship()
    supporters: Mapped[list["ActionSupporter"]] = relationship(
        back_populates="action", order_by="ActionSupporter.position", cascade="all, delete-orphan"
    )

    deadline_requests: Mapped[list["DeadlineRequest"]] = relationship(
        back_populates="action", order_by="DeadlineRequest.id", cascade="all, delete-orphan"
    )
    consents: Mapped[list[UnitConsent]] = relationship(order_by=UnitConsent.id)

    photographs: Mapped[list["ActionPhotograph"]] = relationship(
        order_by="ActionPhotograph.id", cascade="all, delete-orphan"
    )

    @property
    def responsible_name(self) -> str:
        return self.responsible.name if self.responsible else self.responsible_words

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ACTION_STATES

    @property
    def open_deadline_request(self) -> "DeadlineRequest | None":
        return next((each for each in self.deadline_requests if each.is_open), None)

    def is_overdue(self, day: date) -> bool:
        return self.state in OPEN_ACTION_STATES and self.due is not None and self.due < day


class ActionSupporter(Base):
    """A supporting unit, or the words for a supporter that is none, for instance 三网格.

    `report` is what it said last of its own part.
    """

    __tablename__ = "action_supporter"
    __table_args__ = (
        Index("ix_action_supporter_action_id", "action_id"),
        Index("ix_action_supporter_partnership_id", "partnership_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    as_written: Mapped[str] = text_column(120)
    position: Mapped[int] = mapped_column(default=0)
    report: Mapped[str] = text_column(500)
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[str] = text_column(100)

    action: Mapped[ActionItem] = relationship(back_populates="supporters")
    partnership: Mapped[Partnership | None] = relationship()

    @property
    def name(self) -> str:
        return self.partnership.name if self.partnership else self.as_written


class DeadlineRequest(Base):
    """The responsible unit asks for a later date; `is_granted` is None while it is open and when the task ended first.

    At most one request of a task is open.
    """

    __tablename__ = "deadline_request"
    __table_args__ = (
        Index(
            "uq_deadline_request_action_id",
            "action_id",
            unique=True,
            sqlite_where=_OPEN_REQUEST,
            postgresql_where=_OPEN_REQUEST,
        ),
        Index("ix_deadline_request_action_id", "action_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    asked_due: Mapped[date]
    reason: Mapped[str] = text_column(500)
    asked_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_by: Mapped[str] = text_column(100)
    is_granted: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = text_column(100)
    answer_words: Mapped[str] = text_column(500)

    action: Mapped[ActionItem] = relationship(back_populates="deadline_requests")

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


class ActionPhotograph(Base):
    """A picture that shows what was done; `supporter_id` names the part that it belongs to, if to one.

    Both sizes are JPEG without metadata: see core/photographs.py. `sha256` is that of the large one.
    """

    __tablename__ = "action_photograph"
    __table_args__ = (
        Index("ix_action_photograph_action_id", "action_id"),
        Index("ix_action_photograph_supporter_id", "supporter_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    supporter_id: Mapped[int | None] = mapped_column(ForeignKey("action_supporter.id"))
    added_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_by: Mapped[str] = text_column(100)
    sha256: Mapped[str] = mapped_column(String(64))
    thumbnail_width: Mapped[int]
    thumbnail_height: Mapped[int]
    thumbnail: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    picture: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
