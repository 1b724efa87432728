"""Mails and the nightly work beside the requests, so that nobody needs to set up cron.

Every process that serves has one such thread. Which of them acts, also of several machines, is settled by the database.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as time_of_day

from flask import Flask

from partner_hub.commands import nightly
from partner_hub.core import clock, job_lease, mail_outbox
from partner_hub.core.db import db
from partner_hub.messages.bundles import bundle_due_mails

log = logging.getLogger(__name__)
PAUSE = timedelta(minutes=1)
# When a new day's work begins, on a Chinese wall clock: offerings are over, and nobody is at work yet.
NIGHT = time_of_day(2, 30)


def start(app: Flask) -> None:
    """Begin, unless the settings say no. Not for commands and tests: wsgi.py calls it where pages are served."""
    if app.extensions["settings"].ticker:
        threading.Thread(target=_run, args=(app,), daemon=True, name="ticker").start()


def _run(app: Flask) -> None:
    while True:
        time.sleep(PAUSE.total_seconds())
        try:
            with app.app_context():
                tick(clock.utc_now())
        except Exception:  # a database that is away for a while must not end the thread
            log.exception("the ticker will try again")


def tick(now: datetime) -> None:
    """Do what is due, if nobody else does it."""
    _do("mail", now - PAUSE / 2, lambda: _send(now))
    _do("nightly", clock.last_at(NIGHT, now), lambda: _work(now))


def _do(name: str, since: datetime, work: Callable[[], None]) -> None:
    if not job_lease.take_lease(name, unless_done_since=since):
        return
    try:
        work()
    finally:
        db.session.rollback()
        job_lease.finish_lease(name)


def _send(now: datetime) -> None:
    bundle_due_mails(now)
    mail_outbox.send_pending()


def _work(now: datetime) -> None:
    for name, result in nightly.run(clock.to_local(now).date()):
        log.info("nightly: %s: %s", name, result)
