"""Password changes: by a mailed or handed-over link, or with the present password."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from partner_hub.accounts import mails, passwords, queries
from partner_hub.accounts.link_secrets import LinkEnded, new_secret, sha256_hex
from partner_hub.accounts.models import PasswordLink, User
from partner_hub.accounts.roles import may_manage
from partner_hub.accounts.sign_in_names import normal_sign_in_name
from partner_hub.accounts.throttle import Throttle, forget_failures
from partner_hub.core import clock
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import ExplainedNotFound, NotAllowed
from partner_hub.core.events import record_event

PASSWORD_LINK_LIFE = timedelta(hours=2)
# For somebody new, who may be away when it comes.
FIRST_LINK_LIFE = timedelta(days=14)
# Whoever asks again at once gets no second mail, so that nobody's mailbox can be flooded from the sign-in page.
BETWEEN_MAILS = timedelta(minutes=2)


def mail_password_link(typed: str) -> None:
    """Mail a link when the name is known and has an e-mail address; returns nothing, against user enumeration."""
    user = queries.active_user_named(normal_sign_in_name(typed))
    if user is None or not user.email or _has_recent_link(user):
        return
    mails.send_password_link(user, _new_password_link(user), hours=int(PASSWORD_LINK_LIFE / timedelta(hours=1)))


def issue_password_link(actor: Actor, user: User) -> str:
    """A link to hand over to somebody who cannot receive mail.

    Raises:
        NotAllowed: unless every role of that person is the actor's to manage (the link opens the whole account).
    """
    if not all(may_manage(actor, grant) for grant in queries.live_grants(user)):
        raise NotAllowed(_("This person has other roles as well. Please ask the system administrator."))
    link = _new_password_link(user)
    if user.email:
        mails.send_password_link(user, link, hours=int(PASSWORD_LINK_LIFE / timedelta(hours=1)))
    record_event(actor, user, "hand_out_password_link")
    return link


def first_password_link(actor: Actor, user: User) -> str:
    """For an account that was made a moment ago; lives as long as an invitation.

    Raises:
        NotAllowed: unless every role of that person is the actor's to manage.
    """
    if user.password_hash or not all(may_manage(actor, grant) for grant in queries.live_grants(user)):
        raise NotAllowed
    link = _new_password_link(user, life=FIRST_LINK_LIFE)
    record_event(actor, user, "hand_out_password_link")
    return link


def find_password_link(secret: str) -> PasswordLink:
    """The open link.

    Raises:
        ExplainedNotFound: for an unknown secret or a disabled account.
        LinkEnded: when it was used or has expired.
    """
    link = db.session.scalar(db.select(PasswordLink).where(PasswordLink.secret_hash == sha256_hex(secret)))
    if link is None or not link.user.is_active:
        raise ExplainedNotFound(_("This link is not known. Please copy it as a whole, or ask for a new one."))
    if link.used_at:
        raise LinkEnded(_("This link has been used already, or a newer one has been sent."))
    if link.expires_at <= clock.utc_now():
        raise LinkEnded(_("This link has expired. Please ask for a new one."))
    return link


def set_password_by_link(link: PasswordLink, *, new_password: str) -> User:
    """Set the password; every session and every other link of the person ends.

    Raises:
        DomainError: at new_password.
        LinkEnded: when it was used at the same moment.
    """
    used = update(PasswordLink).where(PasswordLink.id == link.id, PasswordLink.used_at.is_(None))
    password_hash = passwords.hash_password(new_password)
    if rows_changed(used.values(used_at=clock.utc_now())) != 1:
        raise LinkEnded(_("This link has been used already, or a newer one has been sent."))
    _set_password(link.user, password_hash)
    return link.user


def change_own_password(user: User, address: str, throttle: Throttle, *, password: str, new_password: str) -> bool:
    """False when the present password is wrong.

    Raises:
        DomainError: for a bad new password, or while locked out.
    """
    if not knows_password(user, password, address, throttle):
        return False
    _set_password(user, passwords.hash_password(new_password))
    return True


def knows_password(user: User, password: str, address: str, throttle: Throttle) -> bool:
    """Whether this is the user's password; failures count against the sign-in throttle.

    Raises:
        DomainError: while locked out.
    """
    name = f"user {user.id}"
    throttle.check(name, address)
    if passwords.is_password_of(user.password_hash, password):
        forget_failures(name)
        return True
    throttle.note_failure(name, address)
    return False


def _set_password(user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    user.session_epoch += 1
    _end_password_links(user)
    forget_failures(user.email, user.phone, f"user {user.id}")
    db.session.flush()
    record_event(Actor(user.id, user.name, 0), user, "set_password")


def _new_password_link(user: User, life: timedelta = PASSWORD_LINK_LIFE) -> str:
    _end_password_links(user)
    secret, secret_hash = new_secret()
    db.session.add(PasswordLink(user=user, secret_hash=secret_hash, expires_at=clock.utc_now() + life))
    db.session.flush()
    return absolute_url("accounts.set_password", secret=secret)


def _end_password_links(user: User) -> None:
    ended = update(PasswordLink).where(PasswordLink.user_id == user.id, PasswordLink.used_at.is_(None))
    db.session.execute(ended.values(used_at=clock.utc_now()))


def _has_recent_link(user: User) -> bool:
    fresh = db.select(PasswordLink.id).where(
        PasswordLink.user_id == user.id,
        PasswordLink.used_at.is_(None),
        PasswordLink.created_at > clock.utc_now() - BETWEEN_MAILS,
    )
    return db.session.scalar(fresh.limit(1)) is not None
