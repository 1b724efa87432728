"""Anonymise an account. Its row stays, because events refer to it."""

from sqlalchemy import delete

from partner_hub.accounts.models import CalendarLink, KeptText, PasswordLink, SignIn, User
from partner_hub.accounts.queries import live_grants
from partner_hub.accounts.service import disable_account
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.events import record_event

# A word of the record, so it is Chinese like the other names.
CLOSED_ACCOUNT_NAME = "已删除账号"


def close_account(actor: Actor, user: User) -> None:
    """Revoke every role, end every session, and remove name, title, address, telephone and password.

    Raises:
        NotAllowed: for an account that is not the actor's to manage as a whole, and for the own one.
    """
    disable_account(actor, user)
    for grant in live_grants(user):
        grant.revoked_at = clock.utc_now()
    for kind in (CalendarLink, PasswordLink, SignIn, KeptText):
        db.session.execute(delete(kind).where(kind.user_id == user.id))
    user.name, user.title, user.email, user.phone, user.password_hash = CLOSED_ACCOUNT_NAME, "", None, None, ""
    db.session.flush()
    record_event(actor, user, "close")
