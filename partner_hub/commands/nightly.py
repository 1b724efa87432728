"""Nightly chores, in order: state changes by the calendar come before the chores that depend on them."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime

import click
from flask import current_app

from partner_hub.accounts import rescued_forms, sign_ins
from partner_hub.accounts.retention import drop_old_attempts, drop_old_links
from partner_hub.actions.consent_chores import note_silent_units, remind_of_open_consents
from partner_hub.actions.service import remind_of_due_actions
from partner_hub.commands.group import hub
from partner_hub.communities.public_rate_limit import drop_old_requests
from partner_hub.core import clock, mail_outbox
from partner_hub.core.db import db
from partner_hub.imports.retention import empty_old_files, rewrite_stored_files
from partner_hub.matching.commands.answers import lapse_unanswered_matches
from partner_hub.matching.commands.invitations import notify_of_opened_halls
from partner_hub.matching.learning.service import learn_from_choices
from partner_hub.meetings.calling import remind_unanswered, seat_late_units_everywhere
from partner_hub.messages.retention import empty_old_messages
from partner_hub.needs.retention import forget_old_reporters
from partner_hub.offerings.reminders import remind_of_ending_offerings
from partner_hub.offerings.service import expire_due_offerings
from partner_hub.partners.agreements import remind_of_due_reviews
from partner_hub.partners.service import ask_for_due_checks
from partner_hub.quarters.call import remind_of_calls
from partner_hub.unit_merges.chores import forget_journals, gather_late_rows

log = logging.getLogger(__name__)
Chore = Callable[[date], int]


def _forget_old_recipients(day: date) -> int:
    return mail_outbox.forget_old_recipients(day, current_app.extensions["settings"].keep_messages_days)


# (label of the report, chore): a chore takes the day, returns how many rows it changed, and is idempotent.
NIGHTLY_CHORES: tuple[tuple[str, Chore], ...] = (
    ("Offerings expired", expire_due_offerings),
    ("Units asked for the yearly check", ask_for_due_checks),
    ("Matches lapsed without an answer", lapse_unanswered_matches),
    ("Units noted as silent", note_silent_units),
    ("People told of needs that are open to every unit now", notify_of_opened_halls),
    ("People told of offerings that end soon", remind_of_ending_offerings),
    ("People told of reviews of agreements", remind_of_due_reviews),
    ("People told of deadlines", remind_of_due_actions),
    ("People reminded of what their unit is to confirm", remind_of_open_consents),
    ("Units given a seat at a meeting that was called before", seat_late_units_everywhere),
    ("Units asked to answer an invitation", remind_unanswered),
    ("People told that the call of a quarter ends", remind_of_calls),
    ("Communities whose suggestions learnt something", learn_from_choices),
    ("Rows of merged units gathered", gather_late_rows),
    ("Old sign-ins cleared", sign_ins.delete_old_sign_ins),
    ("Texts cleared that were kept for their writers", rescued_forms.delete_expired_forms),
    ("Uploaded files of an earlier version cleaned", rewrite_stored_files),
    # Retention (docs/retention.md) comes last, so that nothing above misses what is deleted.
    ("Uploaded files emptied", empty_old_files),
    ("Merges of units that cannot be undone any more", forget_journals),
    ("Needs whose reporter and recorded words were let go", forget_old_reporters),
    ("Messages emptied", empty_old_messages),
    ("Unsent mails given up", mail_outbox.empty_given_up),
    ("Addresses of old mails let go", _forget_old_recipients),
    ("Old links and invitations dropped", drop_old_links),
    ("Old sign-in attempts dropped", drop_old_attempts),
    ("Old uses of public forms dropped", drop_old_requests),
)


def run_chores(day: date) -> Iterator[tuple[str, int | Exception]]:
    """Run every chore in a transaction of its own; yields (label, count or exception) and goes on after a failure."""
    for name, chore in NIGHTLY_CHORES:
        try:
            number = chore(day)
            db.session.commit()
        except Exception as error:  # the next chore has nothing to do with it
            db.session.rollback()
            log.exception("nightly: %s", name)
            yield name, error
        else:
            yield name, number


@hub.command("nightly")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Do the work of this day instead of today's.")
def run_nightly_command(day: datetime | None) -> None:
    """Do what is to be done once a day: expiries, reminders, deadlines.

    The running server does this by itself (see PARTNER_HUB_TICKER); where it does not, run this every night, for
    instance by cron. A second time on one day changes nothing. Exit status 1 when a part failed; the rest is done.
    """
    failed = 0
    for name, result in run_chores(day.date() if day else clock.local_today()):
        failed += isinstance(result, Exception)
        click.echo(f"{name}: {f'FAILED, {result}' if isinstance(result, Exception) else result}")
    if failed:
        raise click.ClickException(f"Parts that failed: {failed}. The log tells why.")
