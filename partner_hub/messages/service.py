"""Notify people of what there is to know or to do, and record what they have read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, cast

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import ColumnElement, String, func, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, insert_of, rows_changed
from partner_hub.core.errors import NotAllowed
from partner_hub.core.locale import LANGUAGES
from partner_hub.core.mail_outbox import MailAttachment, OutgoingMail
from partner_hub.messages.models import Message

TranslatableText = Any  # a LazyString or a str, which becomes one line of text


@dataclass(frozen=True)
class TargetPage:
    """The page that a notification leads to, where its subject is dealt with.

    `key` names the occasion (match:12:claim): nobody is notified of one occasion twice. `kind` is the sort of record.
    `endpoint` and `values` make the address inside the community.
    """

    community_id: int
    kind: str
    key: str
    endpoint: str
    values: Mapping[str, int | str]

    def at(self, occasion: str) -> "TargetPage":
        """The same page for one occasion of its record."""
        return replace(self, key=f"{self.key}:{occasion}")

    @property
    def path(self) -> str:
        return path_to(self.endpoint, community_id=self.community_id, **self.values)


def notify_people(
    people: Iterable[User],
    page: TargetPage,
    *,
    subject: TranslatableText,
    button: TranslatableText,
    details: TranslatableText = "",
    attachment: MailAttachment | None = None,
    by: Actor | None = None,
) -> int:
    """A message to each of these people in the language of each; returns how many had not been notified before.

    Who was notified of this occasion, also by another transaction at this very moment, is not notified again. Texts
    are lazy, so that each reader's language is known when they are made. Two statements, however many people.

    Args:
        button: the words of the button on the page.
        attachment: goes along when the message is mailed; of several with one name in one mail the newest alone.
        by: whose act this is; nobody is notified of what they did themselves.
    """
    facts = {"community_id": page.community_id, "kind": page.kind, "key": page.key, "path": page.path}
    texts = {"subject": subject, "details": details, "button": button}
    others = {person.id: person for person in people if by is None or person.id != by.user_id}
    rows: list[dict[str, Any]] = []
    by_language = sorted(others.values(), key=lambda each: (language_of(each), each.id))
    for language, readers in groupby(by_language, language_of):
        with force_locale(language):
            words: dict[str, Any] = {name: _truncated_line(name, str(text)) for name, text in texts.items()}
            words["attachment"] = attachment.to_json() if attachment else None
        rows += [{"user_id": reader.id} | facts | words for reader in readers]
    # In one order, so that two transactions that notify the same people never wait for each other in a ring.
    return _insert_new_messages(sorted(rows, key=lambda row: row["user_id"]))


def mark_message_read(actor: Actor, message: Message) -> None:
    """Raises NotAllowed for a message of somebody else."""
    if message.user_id != actor.user_id:
        raise NotAllowed
    message.read_at = message.read_at or clock.utc_now()


def mark_messages_read(actor: Actor, *, up_to: int) -> int:
    """Mark as read everything in this community up to the message with id `up_to`; returns how many."""
    mine = (Message.user_id == actor.user_id, Message.community_id == actor.community_id)
    statement = update(Message).where(*mine, Message.read_at.is_(None), Message.id <= up_to)
    return rows_changed(statement.values(read_at=clock.utc_now()))


def settle_notifications(page: TargetPage, *occasions: str) -> int:
    """Mark as read what leads to this page: who has not read it need not, nor get a mail; returns how many.

    For records whose next step is one person's, although several were notified. With `occasions` only these.
    """
    statement = update(Message).where(Message.path == page.path, Message.read_at.is_(None))
    if occasions:
        statement = statement.where(Message.key.in_([page.at(occasion).key for occasion in occasions]))
    return rows_changed(statement.values(read_at=clock.utc_now()))


def reword_notifications(paths: Collection[str], old: str, new: str) -> int:
    """Replace the title `old` by `new` in messages that lead to these pages, and in unsent mails that bundle them.

    Returns how many messages.
    """
    about = Message.path.in_(paths)
    for column in (OutgoingMail.subject, OutgoingMail.body):
        waiting = (OutgoingMail.id.in_(select(Message.mail_id).where(about)), OutgoingMail.sent_at.is_(None))
        db.session.execute(update(OutgoingMail).where(*waiting).values({column: _replaced_in_column(column, old, new)}))
    holds = func.replace(Message.subject, old, "") != Message.subject
    return rows_changed(
        update(Message).where(about, holds).values(subject=_replaced_in_column(Message.subject, old, new))
    )


def mark_dealt_with(actor: Actor, path: str) -> None:
    """Mark as read this person's messages that lead to `path` or to a page above it, where something was done."""
    there = or_(Message.path == path, literal(path).like(Message.path + "/%"))
    statement = update(Message).where(Message.user_id == actor.user_id, Message.read_at.is_(None), there)
    rows_changed(statement.values(read_at=clock.utc_now()))


def language_of(person: User) -> str:
    """The locale of somebody's language, Chinese when none was chosen."""
    return LANGUAGES.get(person.language, str(current_app.config["BABEL_DEFAULT_LOCALE"]))


def _replaced_in_column(column: InstrumentedAttribute[str], old: str, new: str) -> ColumnElement[str]:
    """As much of it as fits into the column."""
    text: ColumnElement[str] = func.replace(column, old, new)
    length = getattr(column.type, "length", None)
    return func.substr(text, 1, length) if length else text


def _truncated_line(name: str, text: str) -> str:
    """A line that fits its column: titles of records are as long as theirs."""
    line, length = " ".join(text.split()), cast("String", Message.__table__.c[name].type).length or 0
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _insert_new_messages(rows: list[dict[str, Any]]) -> int:
    """The database itself leaves out what it has, so that of two transactions none fails."""
    if not rows:
        return 0
    db.session.flush()
    new = insert_of(Message).on_conflict_do_nothing(index_elements=["user_id", "key"])
    return len(db.session.execute(new.returning(Message.id), rows).all())
