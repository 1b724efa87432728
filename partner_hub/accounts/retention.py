"""Nightly deletion of expired links and of old sign-in attempts."""

from datetime import date

from flask import current_app
from sqlalchemy import delete

from partner_hub.accounts.models import Invitation, PasswordLink, SignInAttempt
from partner_hub.core import clock
from partner_hub.core.db import rows_changed

# The longest lock-out is shorter than this.
ATTEMPT_LIFE_DAYS = 1


def drop_old_links(day: date) -> int:
    """Links to set a password when they have expired, invitations so long after it (settings); returns how many."""
    days = current_app.extensions["settings"].keep_messages_days
    links = rows_changed(delete(PasswordLink).where(PasswordLink.expires_at < clock.days_before(day, 0)))
    return links + rows_changed(delete(Invitation).where(Invitation.expires_at < clock.days_before(day, days)))


def drop_old_attempts(day: date) -> int:
    return rows_changed(delete(SignInAttempt).where(SignInAttempt.at < clock.days_before(day, ATTEMPT_LIFE_DAYS)))
