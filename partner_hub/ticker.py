"""Scheduler thread for mails and nightly chores, so that no cron is needed.

Every serving process has one; a lease in the database (core/job_lease.py) decides which of them runs a job.
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
TICK_INTERVAL = timedelta(minutes=1)
# Asia/Shanghai; after midnight, when offerings have ended, and before anybody is at work.
NIGHTLY_HOUR = time_of_day(2, 30)


def start_ticker(app: Flask) -> None:
    """Start the thread unless PARTNER_HUB_TICKER is off. Called by wsgi.py only, not by commands and tests."""
    if app.extensions["settings"].ticker:
        threading.Thread(target=_run_forever, args=(app,), daemon=True, name="ticker").start()


def _run_forever(app: Flask) -> None:
    while True:
        time.sleep(TICK_INTERVAL.total_seconds())
        try:
            with app.app_context():
                run_due_jobs(clock.utc_now())
        except Exception:  # a database that is away for a while must not end the thread
            log.exception("the ticker will try again")


def run_due_jobs(now: datetime) -> None:
    """Run the jobs that are due and whose lease can be taken."""
    _run_leased_job("mail", now - TICK_INTERVAL / 2, lambda: _bundle_and_send_mail(now))
    _run_leased_job("nightly", clock.last_at(NIGHTLY_HOUR, now), lambda: _run_nightly_chores(now))


def _run_leased_job(name: str, since: datetime, work: Callable[[], None]) -> None:
    if not job_lease.take_lease(name, unless_done_since=since):
        return
    try:
        work()
    finally:
        db.session.rollback()
        job_lease.finish_lease(name)


def _bundle_and_send_mail(now: datetime) -> None:
    bundle_due_mails(now)
    mail_outbox.send_pending()


def _run_nightly_chores(now: datetime) -> None:
    for name, result in nightly.run_chores(clock.to_local(now).date()):
        log.info("nightly: %s: %s", name, result)
