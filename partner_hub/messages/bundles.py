"""Messages by mail: one mail to each person with everything that is still unread and has not been mailed.

A mail is written into the outbox in the same transaction that marks its messages, so that a crash leaves both or none.
"""

from datetime import datetime, time, timedelta

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from partner_hub.accounts.models import User
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import queue_mail
from partner_hub.messages.models import Message
from partner_hub.messages.service import language_of
from partner_hub.vocabulary.person import MailRhythm

# How long the oldest message waits for others, so that a burst becomes one mail.
BUNDLE_DELAY = timedelta(minutes=10)
# When those who want one mail a day get it, Asia/Shanghai.
DAILY_MAIL_TIME = time(8)


def bundle_due_mails(now: datetime) -> int:
    """Write the mails that are due into the outbox; returns their number. Commits after each person.

    Without a mail server nothing is bundled: when one is set, there is one mail to each person and not a hundred.
    """
    if not current_app.config["MAIL_URL"]:
        return 0
    people = list(db.session.scalars(_people_with_due_mail(now)))
    db.session.commit()
    return sum(_bundle_for(user_id) for user_id in people)


def _people_with_due_mail(now: datetime) -> Select[int]:
    """The people whose oldest message has waited long enough for their rhythm."""
    oldest = func.min(Message.created_at)
    waited = or_(
        and_(User.mail_rhythm == MailRhythm.SOON, oldest <= now - BUNDLE_DELAY),
        and_(User.mail_rhythm == MailRhythm.DAILY, oldest <= clock.last_at(DAILY_MAIL_TIME, now)),
    )
    reachable = (User.disabled_at.is_(None), User.email.is_not(None))
    people = select(User.id).join(Message, Message.user_id == User.id).where(_is_unmailed(), *reachable)
    return people.group_by(User.id, User.mail_rhythm).having(waited).order_by(User.id)


def _is_unmailed() -> ColumnElement[bool]:
    return and_(Message.read_at.is_(None), Message.mail_id.is_(None))


def _bundle_for(user_id: int) -> bool:
    """Whether there was still something to mail: of two processes at once, the second finds nothing."""
    # Without the key: new messages to this person, which only refer to the row, need not wait.
    person = db.session.scalar(select(User).where(User.id == user_id).with_for_update(key_share=True))
    waiting = select(Message, Community.name).join(Community, Community.id == Message.community_id)
    rows = db.session.execute(waiting.where(Message.user_id == user_id, _is_unmailed()).order_by(Message.id)).all()
    if person and person.email and rows:
        messages = [message for message, _place in rows]
        places = {place for _message, place in rows}
        base = current_app.config["BASE_URL"]
        with force_locale(language_of(person)):
            subject = messages[0].subject if len(rows) == 1 else _("%(number)s new messages", number=len(rows))
            words = {"person": person, "rows": rows, "several_places": len(places) > 1, "base_url": base}
            attached = {each.attachment["name"]: each.attachment for each in messages if each.attachment}
            body = render_template("mail/messages.txt", **words)
            mail = queue_mail(person.email, subject, body, attachments=list(attached.values()))
        db.session.flush()
        for message in messages:
            message.mail_id, message.attachment = mail.id, None
    db.session.commit()
    return bool(rows)
