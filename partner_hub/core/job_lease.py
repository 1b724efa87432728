"""Database lease for periodic jobs: exactly one process, on whatever machine, runs a job.

A lease that was not finished expires after LEASE_TIME.
"""

from datetime import datetime, timedelta

from sqlalchemy import String, or_, update
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base, db, insert_of, rows_changed

# A holder that has not finished within this time is presumed dead, and another process may take the lease.
LEASE_TIME = timedelta(minutes=10)


class JobLease(Base):
    """`taken_at`: the job began; `done_at`: it was finished."""

    __tablename__ = "duty"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    taken_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


def take_lease(name: str, *, unless_done_since: datetime) -> bool:
    """Try to take the lease of the job `name`; commits.

    Returns True when the caller must run the job now and call finish_lease at the end; False when another process
    holds the lease or the job was done at or after `unless_done_since`.
    """
    now = clock.utc_now()
    db.session.execute(insert_of(JobLease).on_conflict_do_nothing(index_elements=["name"]), {"name": name})
    is_due = or_(JobLease.done_at.is_(None), JobLease.done_at < unless_done_since)
    # A finished run holds no lease.
    is_free = or_(
        JobLease.taken_at.is_(None), JobLease.taken_at < now - LEASE_TIME, JobLease.taken_at <= JobLease.done_at
    )
    won = rows_changed(update(JobLease).where(JobLease.name == name, is_due, is_free).values(taken_at=now)) == 1
    db.session.commit()
    return won


def finish_lease(name: str) -> None:
    """Record that the job is done and give the lease back; commits."""
    db.session.execute(update(JobLease).where(JobLease.name == name).values(done_at=clock.utc_now()))
    db.session.commit()
