"""Commands about people: sign in, invite, set a password."""

import hashlib
import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, or_

from partner_hub.accounts import passwords
from partner_hub.accounts.models import AccessLink, LinkPurpose, RoleGrant, SignInAttempt, User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.permissions import Role

# An address may belong to a whole office, so it is granted more attempts than one name.
ATTEMPTS_PER_ADDRESS = 10
LINK_LIFE = {LinkPurpose.INVITATION: timedelta(days=14), LinkPurpose.RESET: timedelta(hours=2)}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def normal_name(typed: str) -> str:
    """E-mail in lower case; of a phone number the digits."""
    return typed.strip().lower() if "@" in typed else "".join(c for c in typed if c.isdigit())


def sign_in(typed: str, password: str, address: str, *, attempts: int, pause: timedelta) -> User | None:
    """The person, or None when name or password is wrong; raises DomainError while locked out."""
    name = normal_name(typed)
    since = clock.now() - pause
    if (
        _failures(SignInAttempt.name_hash == sha256(name), since) >= attempts
        or _failures(SignInAttempt.address == address, since) >= attempts * ATTEMPTS_PER_ADDRESS
    ):
        raise DomainError(
            _(
                "Too many attempts. Please wait %(n)s minutes, or set a new password.",
                n=int(pause.total_seconds() // 60),
            )
        )
    user = (
        db.session.scalar(
            db.select(User).where(or_(User.email == name, User.phone == name), User.disabled_at.is_(None))
        )
        if name
        else None
    )
    if not passwords.matches(user.password_hash if user else "", password) or user is None:
        db.session.add(SignInAttempt(name_hash=sha256(name), address=address))
        return None
    user.last_signed_in_at = clock.now()
    return user


def _failures(condition: object, since: object) -> int:
    statement = db.select(func.count(SignInAttempt.id)).where(condition, SignInAttempt.at > since)  # type: ignore[arg-type,operator]
    return db.session.scalar(statement) or 0


def create_user(
    *, name: str, email: str | None = None, phone: str | None = None, title: str = "", password: str | None = None
) -> User:
    user = User(name=name, email=email.lower() if email else None, phone=phone or None, title=title)
    if password is not None:
        user.password_hash = passwords.hash_password(password)
    db.session.add(user)
    db.session.flush()
    return user


def grant_role(
    user: User,
    role: Role,
    *,
    community_id: int | None = None,
    partnership_id: int | None = None,
    grid_id: int | None = None,
    district: str = "",
) -> RoleGrant:
    grant = RoleGrant(
        user=user,
        role=role,
        community_id=community_id,
        partnership_id=partnership_id,
        grid_id=grid_id,
        district=district,
    )
    db.session.add(grant)
    db.session.flush()
    return grant


def create_link(user: User, purpose: LinkPurpose) -> str:
    """A fresh secret for a link; older unused ones of the same purpose end. Only its hash is stored."""
    secret = secrets.token_urlsafe(32)
    for link in db.session.scalars(
        db.select(AccessLink).where(
            AccessLink.user_id == user.id, AccessLink.purpose == purpose, AccessLink.used_at.is_(None)
        )
    ):
        link.used_at = clock.now()
    db.session.add(
        AccessLink(user=user, purpose=purpose, secret_hash=sha256(secret), expires_at=clock.now() + LINK_LIFE[purpose])
    )
    db.session.flush()
    return secret
