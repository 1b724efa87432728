"""Tell people what there is to know or to do, and note what they have read."""

from collections.abc import Collection, Iterable, Mapping
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
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.messages.models import Message

TranslatableText = Any  # a LazyString or a str, which becomes one line of text


def notify_people(  # noqa: PLR0913 - what a message consists of
    people: Iterable[User],
    community_id: int,
    *,
    kind: str,
    key: str,
    endpoint: str,
    values: Mapping[str, Any],
    subject: TranslatableText,
    button: TranslatableText,
    details: TranslatableText = "",
) -> int:
    """A message to each of these people, in the language of each; returns how many had not been told before.

    `key` names the occasion: who has been told of it, also by somebody else at this very moment, is not told again.
    `endpoint` and `values` are the page where it is dealt with, `button` the words of the button there. Texts are
    lazy, so that each reader's language is known when they are made. Two statements, however many people.
    """
    path = path_to(endpoint, community_id=community_id, **values)
    facts = {"community_id": community_id, "kind": kind, "key": key, "path": path}
    texts = {"subject": subject, "details": details, "button": button}
    rows: list[dict[str, Any]] = []
    for language, readers in groupby(sorted(people, key=lambda each: (language_of(each), each.id)), language_of):
        with force_locale(language):
            words = {name: _truncated_line(name, str(text)) for name, text in texts.items()}
        rows += [{"user_id": reader.id} | facts | words for reader in readers]
    # In one order, so that two transactions that tell the same people never wait for each other in a ring.
    return _insert_new_messages(sorted(rows, key=lambda row: row["user_id"]))


def mark_message_read(actor: Actor, message: Message) -> None:
    if message.user_id != actor.user_id:
        raise NotAllowed
    message.read_at = message.read_at or clock.utc_now()


def mark_messages_read(actor: Actor, *, up_to: int) -> int:
    """Everything in this community that was on record when message `up_to` was the newest; returns how many."""
    mine = (Message.user_id == actor.user_id, Message.community_id == actor.community_id)
    statement = update(Message).where(*mine, Message.read_at.is_(None), Message.id <= up_to)
    return rows_changed(statement.values(read_at=clock.utc_now()))


def settle_notifications(
    community_id: int, *, endpoint: str, values: Mapping[str, Any], keys: Collection[str] = ()
) -> int:
    """What was told of this page is settled: whoever has not read it need not, nor get a mail; returns how many.

    For records whose next step is one person's, although several were told. `keys`: only what these occasions told.
    """
    path = path_to(endpoint, community_id=community_id, **values)
    statement = update(Message).where(Message.path == path, Message.read_at.is_(None))
    if keys:
        statement = statement.where(Message.key.in_(keys))
    return rows_changed(statement.values(read_at=clock.utc_now()))


def reword_notifications(paths: Collection[str], old: str, new: str) -> int:
    """Put `new` in the place of the title `old` in what was told of these pages, and in mails that wait with it.

    Returns how many messages.
    """
    told = Message.path.in_(paths)
    for column in (OutgoingMail.subject, OutgoingMail.body):
        waiting = (OutgoingMail.id.in_(select(Message.mail_id).where(told)), OutgoingMail.sent_at.is_(None))
        db.session.execute(update(OutgoingMail).where(*waiting).values({column: _replaced_in_column(column, old, new)}))
    holds = func.replace(Message.subject, old, "") != Message.subject
    return rows_changed(
        update(Message).where(told, holds).values(subject=_replaced_in_column(Message.subject, old, new))
    )


def mark_dealt_with(actor: Actor, path: str) -> None:
    """Something was done at `path`: what told this person of its page needs no reading any more."""
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
