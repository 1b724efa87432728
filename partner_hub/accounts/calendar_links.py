"""The secret address of a person's calendar: one at a time, shown once, until it is renewed or ended."""

from sqlalchemy import delete

from partner_hub.accounts.link_secrets import new_secret, sha256_hex
from partner_hub.accounts.models import CalendarLink, User
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import NotFound


def renew_calendar_link(user: User) -> str:
    """A new address for this person's calendar; the one before leads nowhere from now on."""
    end_calendar_link(user)
    secret, secret_hash = new_secret()
    db.session.add(CalendarLink(user_id=user.id, secret_hash=secret_hash))
    db.session.flush()
    return absolute_url("calendars.feed", secret=secret)


def end_calendar_link(user: User) -> bool:
    """Whether there was one."""
    return rows_changed(delete(CalendarLink).where(CalendarLink.user_id == user.id)) > 0


def calendar_link_of(user: User) -> CalendarLink | None:
    return db.session.scalar(db.select(CalendarLink).where(CalendarLink.user_id == user.id))


def user_of_calendar_link(secret: str) -> User:
    """Raises NotFound for an address that is not, or no more, known, and for one of a disabled account."""
    known = (CalendarLink.secret_hash == sha256_hex(secret), User.disabled_at.is_(None))
    user = db.session.scalar(db.select(User).join(CalendarLink, CalendarLink.user_id == User.id).where(*known))
    if user is None:
        raise NotFound
    return user
