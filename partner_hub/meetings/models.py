"""The quarterly joint meeting: agenda, what was said and decided under each item."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.consents.models import UnitConsent
from partner_hub.core.constraints import in_order, quarter_constraint, sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.matching.models import Match, MatchTabling
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.needs.models import Need
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingKind, MeetingState
from partner_hub.vocabulary.need import NeedState

_ONE_REGULAR = sql_text("kind = 'regular' AND state <> 'cancelled'")


class Meeting(Timestamped, Versioned, Base):
    """`year` and `quarter` (1-4) name the meeting; one regular meeting for each community and quarter.

    `planned_minutes`: how long it is meant to take.
    `calendar_uid`: the UID of its event in everybody's calendar, for its whole life.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("planned_minutes BETWEEN 1 AND 1440", name="planned_minutes"),
        Index(
            "uq_meeting_community_id_year_quarter",
            "community_id",
            "year",
            "quarter",
            unique=True,
            sqlite_where=_ONE_REGULAR,
            postgresql_where=_ONE_REGULAR,
            info=sentence_at("quarter", _l("This quarter already has its meeting.")),
        ),
        quarter_constraint(),
        in_order("actual_start", "ended_at", _l("The meeting cannot end before it began.")),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    kind: Mapped[MeetingKind] = mapped_column(enum_type(MeetingKind), default=MeetingKind.REGULAR)
    state: Mapped[MeetingState] = mapped_column(enum_type(MeetingState), default=MeetingState.PLANNING)
    title: Mapped[str] = mapped_column(String(120))
    theme: Mapped[str] = text_column(120)
    place: Mapped[str] = text_column(120)
    planned_start: Mapped[datetime]
    planned_minutes: Mapped[int | None]
    actual_start: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    chair_name: Mapped[str] = text_column(60)
    chair_title: Mapped[str] = text_column(60)
    recorder_name: Mapped[str] = text_column(60)
    recorder_title: Mapped[str] = text_column(60)
    next_meeting: Mapped[str] = text_column(200)
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    calendar_uid: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid4()), unique=True)

    community: Mapped[Community] = relationship()
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position, AgendaItem.id"
    )
    seats: Mapped[list[Seat]] = relationship(order_by="Seat.sign_in, Seat.position, Seat.id")
    guests: Mapped[list[Guest]] = relationship(order_by="Guest.position, Guest.id", cascade="all, delete-orphan")
    deferred: Mapped[list["DeferredNeed"]] = relationship(
        order_by="DeferredNeed.position", cascade="all, delete-orphan"
    )


class AgendaItem(Timestamped, Versioned, Base):
    """`summary` is what was reported and said. An item that comes back is a new row pointing to its predecessor.

    `need_id`: the item came because this need was deferred, or carried over for the third time.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting_id", "meeting_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind), default=ItemKind.OTHER)
    state: Mapped[ItemState] = mapped_column(enum_type(ItemState), default=ItemState.ACCEPTED)
    title: Mapped[str] = mapped_column(String(120))
    presenter: Mapped[str] = text_column(120)
    minutes_allotted: Mapped[int | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    summary: Mapped[str] = mapped_column(Text, default="", server_default="")

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    decisions: Mapped[list["Decision"]] = relationship(
        order_by="Decision.position, Decision.id", cascade="all, delete-orphan"
    )
    discussions: Mapped[list["Discussion"]] = relationship(
        order_by="Discussion.position, Discussion.id", cascade="all, delete-orphan"
    )
    follow_ups: Mapped[list["FollowUp"]] = relationship(
        order_by="FollowUp.position, FollowUp.id", cascade="all, delete-orphan"
    )
    matches: Mapped[list[Match]] = relationship(order_by="Match.position, Match.id")
    actions: Mapped[list[ActionItem]] = relationship(order_by="ActionItem.position, ActionItem.id")
    past_tablings: Mapped[list[MatchTabling]] = relationship(order_by="MatchTabling.position, MatchTabling.id")
    predecessor: Mapped["AgendaItem | None"] = relationship(remote_side="AgendaItem.id")
    need: Mapped[Need | None] = relationship()


class Decision(Versioned, Base):
    """议定事项; `text` stands in the minutes as it is. `need_id` where it speaks of a need.

    `need_outcome`: what becomes of the need when the minutes are signed (met, partly met, referred, declined), None
    where nothing does; `still_open` is what is left of one that is partly met.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_agenda_item_id", "agenda_item_id"),)

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    need_outcome: Mapped[NeedState | None] = mapped_column(enum_type(NeedState))
    still_open: Mapped[str] = mapped_column(Text, default="", server_default="")

    need: Mapped[Need | None] = relationship()


class Discussion(Versioned, Base):
    """One point that was discussed: `positions` is a list of {"who", "said"}, `outcome` the result."""

    __tablename__ = "discussion"
    __table_args__ = (Index("ix_discussion_agenda_item_id", "agenda_item_id"),)

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    topic: Mapped[str] = mapped_column(String(120))
    positions: Mapped[list[Any]] = mapped_column(default=list)
    outcome: Mapped[str] = mapped_column(Text, default="", server_default="")


class FollowUp(Versioned, Base):
    """What became, by this meeting, of something promised earlier. `action_id` where the action item is on record.

    `consent_id`: the line tells what a unit says of a match that it was given in its absence.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_agenda_item_id", "agenda_item_id"),
        UniqueConstraint("agenda_item_id", "action_id"),
        UniqueConstraint("agenda_item_id", "consent_id"),
    )

    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("unit_consent.id"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = text_column(120)
    support: Mapped[str] = text_column(300)
    status: Mapped[FollowUpStatus] = mapped_column(enum_type(FollowUpStatus))
    status_words: Mapped[str] = text_column(40)
    detail: Mapped[str] = mapped_column(Text, default="", server_default="")
    new_due: Mapped[date | None]

    action: Mapped[ActionItem | None] = relationship()
    consent: Mapped[UnitConsent | None] = relationship()


class DeferredNeed(Versioned, Base):
    """A need that this meeting put off or handed on, and why."""

    __tablename__ = "deferred_need"
    __table_args__ = (Index("ix_deferred_need_meeting_id", "meeting_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    position: Mapped[int] = mapped_column(default=0)
    as_written: Mapped[str] = text_column(120)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    need: Mapped[Need | None] = relationship()
