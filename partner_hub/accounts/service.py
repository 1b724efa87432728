"""Commands on accounts and role grants."""

from typing import TypedDict

from flask_babel import gettext as _

from partner_hub.accounts import mails, password_changes, passwords, queries
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.roles import may_manage
from partner_hub.accounts.sign_in_names import normal_email, normal_phone, normal_sign_in_name
from partner_hub.accounts.throttle import Throttle, forget_failures
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Role


class ProfileValues(TypedDict):
    """`password`: the present one, needed for a new email or phone; `mail_rhythm`: a MailRhythm."""

    name: str
    email: str
    phone: str
    language: str
    mail_rhythm: str
    password: str | None


def authenticate_user(typed: str, password: str, address: str, throttle: Throttle) -> User | None:
    """The user, or None when name or password is wrong; unknown and known names take the same time.

    Raises:
        DomainError: while the name or the client's address is locked out.
    """
    name = normal_sign_in_name(typed)
    throttle.check(name, address)
    user = queries.active_user_named(name)
    if not passwords.is_password_of(user.password_hash if user else "", password) or user is None:
        throttle.note_failure(name, address)
        return None
    forget_failures(user.email, user.phone)
    user.last_signed_in_at = clock.utc_now()
    return user


def create_user(
    *, name: str, email: str | None = None, phone: str | None = None, title: str = "", password: str | None = None
) -> User:
    """Create an account. Whether e-mail and phone are free is the caller's to ask.

    Raises:
        DomainError: at email, phone or new_password.
    """
    user = User(
        name=name, email=normal_email(email or "") or None, phone=normal_phone(phone or "") or None, title=title
    )
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


def revoke_grant(actor: Actor, grant: RoleGrant) -> None:
    """End a role grant.

    Raises:
        NotAllowed: for a role that the actor does not manage.
        DomainError: for a role of the actor's own.
    """
    if not may_manage(actor, grant):
        raise NotAllowed(_("You may not take this role away."))
    if grant.user_id == actor.user_id:
        raise DomainError(_("Nobody takes away a role of their own; please ask a colleague."))
    grant.revoked_at = clock.utc_now()
    record_event(actor, grant, "revoke", on_behalf_of=grant.user.name, details={"role": grant.role})


def disable_account(actor: Actor, user: User) -> None:
    """Disable the account and end its sessions.

    Raises:
        NotAllowed: unless the actor manages every role of it.
    """
    _require_account_management(actor, user)
    user.disabled_at = clock.utc_now()
    user.session_epoch += 1
    record_event(actor, user, "disable")


def enable_account(actor: Actor, user: User) -> None:
    """Let a disabled account sign in again.

    Raises:
        NotAllowed: unless the actor manages every role of it.
    """
    _require_account_management(actor, user)
    user.disabled_at = None
    record_event(actor, user, "enable")


def manages_account(actor: Actor, user: User) -> bool:
    """Whether every role of this person is the actor's to manage, so that the account as a whole is."""
    return user.id != actor.user_id and all(may_manage(actor, grant) for grant in queries.live_grants(user))


def end_all_sessions(user: User) -> None:
    user.session_epoch += 1


def update_profile(user: User, address: str, throttle: Throttle, *, data: ProfileValues) -> bool:
    """Set name, e-mail, phone, language and when mails come; False when the present password is needed and wrong.

    It is needed for a new e-mail or phone number: whoever can change these can take the account over. The old e-mail
    address gets a mail.

    Raises:
        DomainError: at email or phone, or while locked out.
    """
    email, phone = normal_email(data["email"]) or None, normal_phone(data["phone"]) or None
    if not (email or phone):
        raise DomainError(_("Please give an e-mail address or a phone number."), field="email")
    if (email, phone) != (user.email, user.phone):
        if not password_changes.knows_password(user, data["password"] or "", address, throttle):
            return False
        _change_sign_in(user, email, phone)
    user.name, user.language, user.mail_rhythm = data["name"], data["language"], data["mail_rhythm"]
    return True


def _change_sign_in(user: User, email: str | None, phone: str | None) -> None:
    old_email, user.email, user.phone = user.email, email, phone
    db.session.flush()
    record_event(Actor(user.id, user.name, 0), user, "change_sign_in")
    if old_email:
        mails.send_changed_address(user, old_email)


def _require_account_management(actor: Actor, user: User) -> None:
    if not manages_account(actor, user):
        raise NotAllowed(_("This account is not yours to manage as a whole. You can take away its role here instead."))
