"""Sign-ins end on the server: a copied cookie is worth nothing once its owner has signed out."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, update

from partner_hub.accounts.link_secrets import new_secret, sha256
from partner_hub.accounts.models import SignIn, User
from partner_hub.core import clock
from partner_hub.core.db import db, rows_changed

# However busy somebody is: after this time everybody signs in anew. Idle time ends a session by its cookie.
LONGEST = timedelta(days=7)


def begin_sign_in(user: User) -> str:
    """The secret for the cookie."""
    secret, secret_hash = new_secret()
    db.session.add(SignIn(user_id=user.id, secret_hash=secret_hash, epoch=user.session_epoch))
    db.session.flush()
    return secret


def user_with(secret: str) -> User | None:
    """Who has this secret: unless signed out, there or everywhere, unless it is too long ago, and unless disabled."""
    statement = (
        db.select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.secret_hash == sha256(secret),
            SignIn.ended_at.is_(None),
            SignIn.created_at > _oldest(clock.utc_now()),
            SignIn.epoch == User.session_epoch,
            User.disabled_at.is_(None),
        )
    )
    return db.session.scalar(statement)


def end_sign_in(secret: str) -> None:
    ended = update(SignIn).where(SignIn.secret_hash == sha256(secret), SignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.utc_now()))


def clear_old(_day: date) -> int:
    """Forget the sign-ins that count no longer for their age."""
    return rows_changed(delete(SignIn).where(SignIn.created_at <= _oldest(clock.utc_now())))


def _oldest(now: datetime) -> datetime:
    return now - LONGEST
