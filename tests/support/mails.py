"""Messages and the mails that they become."""

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.messages.bundles import BUNDLE_DELAY, bundle_due_mails
from partner_hub.messages.models import Message


def told() -> list[tuple[str, str]]:
    """(who, subject) of every message, in the order of people."""
    statement = db.select(User.email, Message.subject).join(Message, Message.user_id == User.id)
    rows = db.session.execute(statement.order_by(User.email, Message.id))
    return [((email or "").partition("@")[0], subject) for email, subject in rows]


def speak_english() -> None:
    """Everybody's messages in the words that stand in the code."""
    db.session.execute(db.update(User).values(language="en"))


def bundled() -> list[OutgoingMail]:
    """The mails when everybody's messages have waited long enough, by recipient; needs the mailbox fixture."""
    bundle_due_mails(clock.utc_now() + BUNDLE_DELAY)
    return list(db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.recipient)))
