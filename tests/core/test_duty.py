"""Regular work: of several that are ready to do it one takes it, and nobody's death stops it for good."""

import threading
from datetime import timedelta

from flask import Flask

from partner_hub.core import clock, duty
from partner_hub.core.db import db
from partner_hub.core.duty import Duty
from tests.support.database import on_both_databases


def later(name: str, column: str, by: timedelta) -> None:
    """As if what was noted there had happened earlier."""
    row = db.session.scalars(db.select(Duty).filter_by(name=name)).one()
    setattr(row, column, getattr(row, column) - by)
    db.session.commit()


@on_both_databases
def test_of_many_one_takes_it(app: Flask) -> None:
    wins: list[bool] = []
    start = threading.Barrier(8)

    def ask() -> None:
        with app.app_context():
            start.wait()
            wins.append(duty.take("nightly", unless_done_since=clock.now()))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins) == [False] * 7 + [True]


def test_what_is_done_is_done_until_its_time_comes_again(app: Flask) -> None:
    mark = clock.now()
    assert duty.take("nightly", unless_done_since=mark)
    duty.finish("nightly")
    assert not duty.take("nightly", unless_done_since=mark)
    assert duty.take("nightly", unless_done_since=clock.now() + timedelta(seconds=1))
    assert duty.take("mail", unless_done_since=mark), "another duty is another's business"


def test_somebody_else_begins_anew_when_the_first_died(app: Flask) -> None:
    assert duty.take("nightly", unless_done_since=clock.now())
    assert not duty.take("nightly", unless_done_since=clock.now())
    later("nightly", "taken_at", duty.LEASE + timedelta(seconds=1))
    assert duty.take("nightly", unless_done_since=clock.now())
