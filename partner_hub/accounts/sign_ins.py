"""Server-side record of sign-ins, so that a copied cookie is worthless after signing out."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, update

from partner_hub.accounts.link_secrets import new_secret, sha256_hex
from partner_hub.accounts.models import SignIn, User
from partner_hub.core import clock
from partner_hub.core.db import db, rows_changed

# Absolute lifetime; the idle timeout is that of the cookie.
MAX_SIGN_IN_AGE = timedelta(days=7)


def begin_sign_in(user: User) -> str:
    """Record a sign-in; returns the secret for the cookie."""
    secret, secret_hash = new_secret()
    db.session.add(SignIn(user_id=user.id, secret_hash=secret_hash, epoch=user.session_epoch))
    db.session.flush()
    return secret


def user_of_sign_in(secret: str) -> User | None:
    """The user of a live sign-in: not ended, not older than MAX_SIGN_IN_AGE, same session epoch, not disabled."""
    statement = (
        db.select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.secret_hash == sha256_hex(secret),
            SignIn.ended_at.is_(None),
            SignIn.created_at > _oldest_live_sign_in(clock.utc_now()),
            SignIn.epoch == User.session_epoch,
            User.disabled_at.is_(None),
        )
    )
    return db.session.scalar(statement)


def end_sign_in(secret: str) -> None:
    ended = update(SignIn).where(SignIn.secret_hash == sha256_hex(secret), SignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.utc_now()))


def delete_old_sign_ins(_day: date) -> int:
    """Delete sign-ins past their absolute lifetime; returns how many."""
    return rows_changed(delete(SignIn).where(SignIn.created_at <= _oldest_live_sign_in(clock.utc_now())))


def _oldest_live_sign_in(now: datetime) -> datetime:
    return now - MAX_SIGN_IN_AGE
