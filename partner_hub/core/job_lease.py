"""Regular work that several processes, also on several machines, are ready to do: one of them takes it."""

from datetime import datetime, timedelta

from sqlalchemy import String, or_, update
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base, db, insert_of, rows_changed

# Whoever took it and has not finished within this time is taken for dead, and somebody else begins anew.
LEASE = timedelta(minutes=10)


class Duty(Base):
    """`taken_at` is set by whoever begins, `done_at` at the end."""

    __tablename__ = "duty"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    taken_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


def take(name: str, *, unless_done_since: datetime) -> bool:
    """Whether it is the caller who does it now; commits. Whoever gets True says `finish` at the end."""
    now = clock.utc_now()
    db.session.execute(insert_of(Duty).on_conflict_do_nothing(index_elements=["name"]), {"name": name})
    is_due = or_(Duty.done_at.is_(None), Duty.done_at < unless_done_since)
    # What has been finished since it was taken holds nobody up.
    is_free = or_(Duty.taken_at.is_(None), Duty.taken_at < now - LEASE, Duty.taken_at <= Duty.done_at)
    won = rows_changed(update(Duty).where(Duty.name == name, is_due, is_free).values(taken_at=now)) == 1
    db.session.commit()
    return won


def finish(name: str) -> None:
    """The work is done until somebody asks for it again; commits."""
    db.session.execute(update(Duty).where(Duty.name == name).values(done_at=clock.utc_now()))
    db.session.commit()
