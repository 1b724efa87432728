"""Regular work: of several that are ready to do it one takes it, and nobody's death stops it for good."""

import threading
from datetime import timedelta

from flask import Flask

from partner_hub.core import clock, job_lease
from partner_hub.core.db import db
from partner_hub.core.job_lease import JobLease
from tests.support.database import on_both_databases


def later(name: str, column: str, by: timedelta) -> None:
    """As if what was noted there had happened earlier."""
    row = db.session.scalars(db.select(JobLease).filter_by(name=name)).one()
    setattr(row, column, getattr(row, column) - by)
    db.session.commit()


@on_both_databases
def test_of_many_one_takes_it(app: Flask) -> None:
    wins: list[bool] = []
    start = threading.Barrier(8)

    def ask() -> None:
        with app.app_context():
            start.wait()
            wins.append(job_lease.take_lease("nightly", unless_done_since=clock.utc_now()))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins) == [False] * 7 + [True]


def test_what_is_done_is_done_until_its_time_comes_again(app: Flask) -> None:
    mark = clock.utc_now()
    assert job_lease.take_lease("nightly", unless_done_since=mark)
    job_lease.finish_lease("nightly")
    assert not job_lease.take_lease("nightly", unless_done_since=mark)
    assert job_lease.take_lease("nightly", unless_done_since=clock.utc_now() + timedelta(seconds=1))
    assert job_lease.take_lease("mail", unless_done_since=mark), "another duty is another's business"


def test_somebody_else_begins_anew_when_the_first_died(app: Flask) -> None:
    assert job_lease.take_lease("nightly", unless_done_since=clock.utc_now())
    assert not job_lease.take_lease("nightly", unless_done_since=clock.utc_now())
    later("nightly", "taken_at", job_lease.LEASE_TIME + timedelta(seconds=1))
    assert job_lease.take_lease("nightly", unless_done_since=clock.utc_now())
