"""Links and attempts that serve nobody any more."""

from datetime import date

from flask import current_app
from sqlalchemy import delete

from partner_hub.accounts.models import Invitation, PasswordLink, SignInAttempt
from partner_hub.core import clock
from partner_hub.core.db import rows_changed

# A pause after too many attempts is never longer.
ATTEMPTS_LIVE = 1  # day


def drop_old_links(day: date) -> int:
    """Links to set a password when they have expired, invitations so long after it (settings); returns how many."""
    days = current_app.extensions["settings"].keep_messages_days
    links = rows_changed(delete(PasswordLink).where(PasswordLink.expires_at < clock.days_before(day, 0)))
    return links + rows_changed(delete(Invitation).where(Invitation.expires_at < clock.days_before(day, days)))


def drop_old_attempts(day: date) -> int:
    return rows_changed(delete(SignInAttempt).where(SignInAttempt.at < clock.days_before(day, ATTEMPTS_LIVE)))
