"""Append-only event log: actor, record, action, state before and after, reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ForeignKey, Index, String, Text, event, insert
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import Base, db


class Event(Base):
    """`tag` reads noun:action, for instance need:accept; rows are never changed or deleted."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject", "subject", "subject_id"),
        Index("ix_event_community_id_at", "community_id", "at"),
    )

    at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    tag: Mapped[str] = mapped_column(String(60))
    from_state: Mapped[str] = mapped_column(String(32), default="")
    to_state: Mapped[str] = mapped_column(String(32), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Subject(Protocol):
    __tablename__: str

    @property
    def id(self) -> int: ...


def record_event(  # noqa: PLR0913 - an event has that many sides
    actor: Actor, subject: Subject, action: str, *, from_state: str = "", to_state: str = "", reason: str = "",
    on_behalf_of: str = "", details: dict[str, Any] | None = None,
) -> Event:  # fmt: skip
    """Append one event about a row that has been flushed (it needs its id)."""
    noun = subject.__tablename__
    entry = Event(
        community_id=actor.community_id or None,
        user_id=actor.user_id,
        actor_name=actor.name,
        on_behalf_of=on_behalf_of,
        subject=noun,
        subject_id=subject.id,
        tag=f"{noun}:{action}",
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        details=details or {},
    )
    db.session.add(entry)
    return entry


def record_events(
    actor: Actor, table: type[Base], action: str, rows: Iterable[tuple[int, dict[str, Any]]],
    *, from_state: str = "", to_state: str = "",
) -> None:  # fmt: skip
    """Append one event for each (id, details) of a table's rows, in one statement."""
    noun = table.__tablename__
    shared = {
        "at": clock.utc_now(),
        "community_id": actor.community_id or None,
        "user_id": actor.user_id,
        "actor_name": actor.name,
        "subject": noun,
        "tag": f"{noun}:{action}",
        "from_state": from_state,
        "to_state": to_state,
    }
    if values := [shared | {"subject_id": number, "details": details} for number, details in rows]:
        db.session.execute(insert(Event), values)


def history_of(subject: Subject) -> list[Event]:
    """The events of one record, oldest first."""
    statement = (
        db.select(Event)
        .where(Event.subject == subject.__tablename__, Event.subject_id == subject.id)
        .order_by(Event.id)
    )
    return list(db.session.scalars(statement))


def newest_event_of(community_id: int) -> int:
    """The id of what was recorded last in a community: as long as it is the same, nothing has changed there."""
    statement = db.select(Event.id).where(Event.community_id == community_id).order_by(Event.at.desc(), Event.id.desc())
    return db.session.scalars(statement.limit(1)).first() or 0


def _refuse_change(_mapper: Mapper[Any], _connection: object, _target: object) -> None:
    raise RuntimeError("the history is append-only")


event.listen(Event, "before_update", _refuse_change)
event.listen(Event, "before_delete", _refuse_change)
