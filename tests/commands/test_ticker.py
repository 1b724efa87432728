"""The thread beside the requests: mails every minute, the nightly work once, by one of however many processes."""

import os
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from partner_hub import ticker
from partner_hub.commands import nightly
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.job_lease import JobLease
from partner_hub.core.mail_outbox import OutgoingMail, queue_mail
from partner_hub.messages import queries
from partner_hub.messages.bundles import BUNDLE_DELAY
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.settings import Settings
from tests.support.database import on_both_databases
from tests.support.smtp import Mailbox
from tests.support.world import World

ROOT = Path(__file__).parents[2]


def done(name: str) -> datetime:
    db.session.expire_all()
    moment = db.session.scalars(db.select(JobLease.done_at).filter_by(name=name)).one()
    assert moment is not None
    return moment


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days whose work was done."""
    found: list[date] = []

    def count(day: date) -> int:
        found.append(day)
        return len(found)

    monkeypatch.setattr(nightly, "NIGHTLY_CHORES", (("Nights", count),))
    return found


@on_both_databases
def test_of_many_processes_one_works_at_night_and_no_mail_goes_twice(
    app: Flask, world: World, mailbox: Mailbox, nights: list[date]
) -> None:
    for number in range(6):
        queue_mail(f"reader{number}@example.org", "信", "…")
    db.session.commit()
    start = threading.Barrier(4)

    def run() -> None:
        with app.app_context():
            start.wait()
            ticker.run_due_jobs(clock.utc_now())

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert nights == [clock.local_today()]
    assert sorted(str(mail["To"]) for mail in mailbox.messages) == [f"reader{n}@example.org" for n in range(6)]


def test_the_night_comes_once_a_day(app: Flask, world: World, nights: list[date]) -> None:
    for _ in range(3):
        ticker.run_due_jobs(clock.utc_now())
    tomorrow = clock.utc_now() + timedelta(days=1)
    ticker.run_due_jobs(tomorrow)
    assert nights == [clock.local_today(), clock.to_local(tomorrow).date()]


def test_a_message_becomes_a_mail_that_arrives(world: World, mailbox: Mailbox) -> None:
    page = TargetPage(world.community, "test", "test", "offerings.index", {})
    person = queries.active_person(world.people["unit_member"])
    notify_people(person, page, subject="义诊就要到期", button="续期")
    db.session.commit()
    ticker.run_due_jobs(clock.utc_now())
    assert mailbox.messages == []
    ticker.run_due_jobs(clock.utc_now() + BUNDLE_DELAY + timedelta(minutes=1))
    assert len(mailbox.messages) == 1


def test_what_fails_is_tried_again_the_next_time(app: Flask, world: World, mailbox: Mailbox) -> None:
    queue_mail("reader@example.org", "信", "…")
    db.session.commit()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(ticker, "bundle_due_mails", _fail)
        with pytest.raises(RuntimeError):
            ticker.run_due_jobs(clock.utc_now())
    ticker.run_due_jobs(done("mail") + ticker.TICK_INTERVAL)
    assert len(mailbox.messages) == 1
    assert db.session.scalars(db.select(OutgoingMail.sent_at)).one() is not None


def test_the_settings_can_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    key = {"PARTNER_HUB_SECRET_KEY": "x" * 32}
    assert Settings.from_environment(key).ticker
    assert not Settings.from_environment(key | {"PARTNER_HUB_TICKER": "no"}).ticker


@pytest.mark.sweep
@pytest.mark.parametrize(("loader", "runs"), [("import wsgi", True), ("from flask.cli import main; main()", False)])
def test_it_runs_where_pages_are_served_and_not_beside_a_command(loader: str, *, runs: bool, tmp_path: Path) -> None:
    """As gunicorn and as `flask` load the application, in a process of its own."""
    tell = "import threading, atexit; atexit.register(lambda: print([t.name for t in threading.enumerate()]))"
    environ = os.environ | {
        "PARTNER_HUB_SECRET_KEY": "x" * 40,
        "PARTNER_HUB_DATABASE_URL": f"sqlite:///{tmp_path}/hub.sqlite3",
        "PARTNER_HUB_TICKER": "yes",
    }
    command = [sys.executable, "-c", f"{tell}; {loader}", "--app", "wsgi", "routes"]
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert ("ticker" in result.stdout.splitlines()[-1]) is runs


def _fail(_now: datetime) -> int:
    raise RuntimeError("the database is away")
