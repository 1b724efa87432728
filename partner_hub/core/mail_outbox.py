"""Transactional mail outbox: a mail is stored in the transaction that causes it and sent after the commit."""

import logging
import smtplib
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from sqlalchemy import ColumnElement, String, Text, and_, func, insert, or_, update
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core import clock
from partner_hub.core.db import Base, db, rows_changed

log = logging.getLogger(__name__)
SMTP_TIMEOUT = 20  # seconds
# The claim of a sender that died expires after this time.
CLAIM_TIME = timedelta(minutes=5)
# A mail that is refused is tried again after 2, 4, 8 ... minutes, later every six hours: ten days in all.
MAX_RETRY_PAUSE = timedelta(hours=6)
MAX_MAIL_ATTEMPTS = 50
MAX_WAIT_DAYS = 30  # days


class MailServerUnavailable(OSError):
    """The mail server cannot be reached or refuses the login; not counted as an attempt of the mail."""


@dataclass(frozen=True)
class MailAttachment:
    """A file of text; `text` may be lazy, for messages that are written in the language of each reader."""

    name: str
    media_type: str
    text: Any
    parameters: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "media_type": self.media_type,
            "text": str(self.text),
            "parameters": dict(self.parameters),
        }


class OutgoingMail(Base):
    """`claimed_at`: a sender has claimed it for CLAIM_TIME; for a refused mail it lies in the future (back-off).

    `attempts` counts the refusals. `body` is empty once the mail is sent or given up: links stand in it, and names;
    so is `attachments`, a list of MailAttachment as JSON.
    """

    __tablename__ = "outgoing_mail"

    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")


def queue_mail(recipient: str, subject: str, body: str, *, attachments: Sequence[dict[str, Any]] = ()) -> OutgoingMail:
    """Put a mail into the outbox of the running transaction. `body` is plain text; see MailAttachment.to_json."""
    words = " ".join(subject.split())
    mail = OutgoingMail(recipient=recipient, subject=words, body=body, attachments=list(attachments))
    db.session.add(mail)
    db.session.info["mail"] = True
    return mail


def queue_mails(mails: Sequence[tuple[str, str, str]], *, attachments: Sequence[dict[str, Any]] = ()) -> None:
    """The same for many (recipient, subject, body) in one statement."""
    shared = {"attachments": list(attachments)}
    rows = [{"recipient": to, "subject": " ".join(words.split()), "body": body} | shared for to, words, body in mails]
    if rows:
        db.session.execute(insert(OutgoingMail), rows)
        db.session.info["mail"] = True


def has_new_mail() -> bool:
    return bool(db.session.info.pop("mail", False))


def send_in_background() -> None:
    """Send pending mails in a thread of their own; does nothing while no mail server is set."""
    if current_app.config["MAIL_URL"]:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        threading.Thread(target=_send_pending_in, args=(app,), daemon=True, name="mail-outbox").start()


def send_pending() -> tuple[int, int]:
    """Send every waiting mail once; returns (sent, failed). Commits after each, so that none is sent twice.

    The round ends early when the server itself does not answer: the mails behind would only wait for it in turn.
    """
    sent = failed = 0
    for mail_id in _sendable_mail_ids() if current_app.config["MAIL_URL"] else []:
        if not _claim_mail(mail_id):
            continue
        fault = _deliver_mail(mail_id)
        sent, failed = sent + (fault is None), failed + (fault is not None)
        if isinstance(fault, MailServerUnavailable):
            break
    return sent, failed


def count_waiting_mails() -> int:
    """Number of mails that will still be tried."""
    waiting = (OutgoingMail.sent_at.is_(None), OutgoingMail.attempts < MAX_MAIL_ATTEMPTS)
    return db.session.scalar(db.select(func.count(OutgoingMail.id)).where(*waiting)) or 0


def last_mail_error() -> str:
    """What the server said to the newest mail that it did not take."""
    failed = db.select(OutgoingMail.last_error).where(OutgoingMail.sent_at.is_(None), OutgoingMail.last_error != "")
    return db.session.scalar(failed.order_by(OutgoingMail.id.desc()).limit(1)) or ""


def empty_given_up(day: date) -> int:
    """Nobody will send these any more: refused too often, or waiting for a month, longer than any link in them lives.

    Returns how many bodies were emptied. For the nightly work.
    """
    waited = OutgoingMail.created_at < clock.days_before(day, MAX_WAIT_DAYS)
    hopeless = or_(OutgoingMail.attempts >= MAX_MAIL_ATTEMPTS, waited)
    statement = update(OutgoingMail).where(OutgoingMail.sent_at.is_(None), OutgoingMail.body != "", hopeless)
    return rows_changed(statement.values(body="", attachments=[], attempts=MAX_MAIL_ATTEMPTS))


def forget_old_recipients(day: date, days: int) -> int:
    """Of mails so many days old stays that one was sent, and when; returns how many."""
    over = or_(OutgoingMail.sent_at.is_not(None), OutgoingMail.attempts >= MAX_MAIL_ATTEMPTS)
    statement = update(OutgoingMail).where(over, OutgoingMail.created_at < clock.days_before(day, days))
    return rows_changed(statement.where(OutgoingMail.recipient != "").values(recipient="", subject="", last_error=""))


def _send_pending_in(app: Flask) -> None:
    with app.app_context():
        send_pending()


def _is_sendable() -> ColumnElement[bool]:
    unclaimed = or_(OutgoingMail.claimed_at.is_(None), OutgoingMail.claimed_at < clock.utc_now() - CLAIM_TIME)
    return and_(OutgoingMail.sent_at.is_(None), OutgoingMail.attempts < MAX_MAIL_ATTEMPTS, unclaimed)


def _sendable_mail_ids() -> list[int]:
    ids = list(db.session.scalars(db.select(OutgoingMail.id).where(_is_sendable()).order_by(OutgoingMail.id)))
    db.session.commit()
    return ids


def _claim_mail(mail_id: int) -> bool:
    statement = update(OutgoingMail).where(OutgoingMail.id == mail_id, _is_sendable())
    won = rows_changed(statement.values(claimed_at=clock.utc_now())) == 1
    db.session.commit()
    return won


def _deliver_mail(mail_id: int) -> Exception | None:
    """Hand one claimed mail to the server; returns what went wrong."""
    mail = db.session.get_one(OutgoingMail, mail_id)
    fault: Exception | None = None
    try:
        message = _email_message(mail)
        # No transaction stays open while the server is waited for.
        db.session.commit()
        with smtp_connection() as server:
            server.send_message(message)
    except (OSError, ValueError) as error:
        log.warning("mail %s was not sent: %s", mail_id, error)
        fault = error
        _schedule_retry(mail, error)
    else:
        mail.last_error, mail.sent_at, mail.body, mail.attachments = "", clock.utc_now(), "", []
    db.session.commit()
    return fault


def _schedule_retry(mail: OutgoingMail, fault: Exception) -> None:
    mail.last_error = str(fault)
    if isinstance(fault, MailServerUnavailable):
        mail.claimed_at = None
        return
    mail.attempts += 1
    pause = min(timedelta(minutes=2 ** min(mail.attempts, 10)), MAX_RETRY_PAUSE)
    mail.claimed_at = clock.utc_now() + pause - CLAIM_TIME


def _email_message(mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = current_app.config["MAIL_FROM"], mail.recipient, mail.subject
    message["Message-ID"], message["Date"] = f"<outbox-{mail.id}@partner-hub>", mail.created_at
    # Nobody's holiday notice answers it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    for attached in mail.attachments:
        maintype, subtype = attached["media_type"].split("/")
        message.add_attachment(
            attached["text"].encode(),
            maintype=maintype,
            subtype=subtype,
            filename=attached["name"],
            params={"charset": "utf-8", **attached["parameters"]},
        )
    return message


@contextmanager
def smtp_connection() -> Iterator[smtplib.SMTP]:
    """An open connection to the mail server of the settings; raises NoServer when there is none to be had."""
    try:
        server = _open_smtp()
    except OSError as error:  # SMTPException is one
        raise MailServerUnavailable(str(error)) from error
    try:
        yield server
    finally:
        _close_smtp(server)


def _open_smtp() -> smtplib.SMTP:
    url = urlsplit(current_app.config["MAIL_URL"])
    host, port = url.hostname or "localhost", url.port or (465 if url.scheme == "smtps" else 25)
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SMTP_TIMEOUT, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=SMTP_TIMEOUT)
    try:
        if url.username:
            if url.scheme == "smtp":
                server.starttls(context=ssl.create_default_context())
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _close_smtp(server: smtplib.SMTP) -> None:
    """A mail that the server has taken is sent, whatever becomes of the farewell."""
    try:
        server.quit()
    except OSError:
        server.close()
