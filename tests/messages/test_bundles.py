"""Messages by mail: a burst becomes one mail, as often as the reader likes, never twice, and none is lost."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from partner_hub.accounts.models import User
from partner_hub.core import clock, mail_outbox
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.messages import bundles
from partner_hub.messages.bundles import BUNDLE_DELAY, bundle_due_mails
from partner_hub.messages.models import Message
from partner_hub.vocabulary.person import MailRhythm
from tests.messages.conftest import Told
from tests.support.database import on_both_databases
from tests.support.smtp import Mailbox, free_port
from tests.support.world import World

# A Wednesday, 15:00 in China.
NOW = clock.from_local(datetime(2026, 10, 14, 15))  # noqa: DTZ001 - from_local wants a clock on the wall
WAITED = NOW - BUNDLE_DELAY
MORNING = NOW.replace(hour=0)


def bundled(now: datetime = NOW) -> list[tuple[str, str]]:
    """Recipient and subject of the mails that this round wrote."""
    before = db.session.scalar(db.select(db.func.max(OutgoingMail.id))) or 0
    bundle_due_mails(now)
    mails = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.id > before).order_by(OutgoingMail.id))
    return [(mail.recipient.partition("@")[0], mail.subject) for mail in mails]


def person(world: World, who: str) -> User:
    return db.session.get_one(User, world.people[who])


def test_a_single_message_is_a_mail_with_its_subject_its_link_and_the_words_of_the_button(
    app: Flask, world: World, told: Told, mailbox: Mailbox
) -> None:
    person(world, "unit_member").language = "en"
    told("unit_member", created_at=WAITED)
    assert bundle_due_mails(NOW) == 1
    assert mail_outbox.send_pending() == (1, 0)
    (mail,) = mailbox.to("unit_member@example.org")
    assert mail["Subject"] == "义诊就要到期"
    assert mail.get_content().splitlines() == [
        "Hello 陶然,",
        "",
        "义诊就要到期",
        "请在周五前续期",
        f"续期: {app.config['BASE_URL']}/c/{world.community}/offerings/",
        "",
        "When such mails come, you choose in “My account”.",
    ]


def test_a_burst_becomes_one_mail_in_the_readers_language(world: World, told: Told, mailbox: Mailbox) -> None:
    person(world, "unit_member").language = "en"
    told("unit_member", "第一条", created_at=WAITED)
    told("unit_member", "第二条", created_at=NOW - timedelta(seconds=5))
    told("unit_member", "看过的", created_at=WAITED, read_at=NOW)
    assert bundled() == [("unit_member", "2 new messages")]
    mail = db.session.scalars(db.select(OutgoingMail)).one()
    assert mail.body.index("第一条") < mail.body.index("第二条")
    assert mail.body.count("http") == 2
    assert "看过的" not in mail.body
    assert bundled(NOW + timedelta(days=2)) == []


def test_a_young_message_waits_for_others(world: World, told: Told, mailbox: Mailbox) -> None:
    told("unit_member", created_at=WAITED + timedelta(seconds=1))
    assert bundled() == []
    assert bundled(NOW + timedelta(seconds=1)) == [("unit_member", "义诊就要到期")]


@pytest.mark.parametrize(
    ("created_at", "now", "is_due"),
    [
        (MORNING - timedelta(minutes=1), MORNING, True),
        (MORNING - timedelta(minutes=1), MORNING - timedelta(seconds=1), False),
        (MORNING + timedelta(minutes=1), NOW, False),
        (MORNING + timedelta(minutes=1), MORNING + timedelta(days=1), True),
        (MORNING - timedelta(days=9), MORNING - timedelta(hours=5), True),
    ],
)
def test_once_a_day_means_in_the_morning(
    world: World, told: Told, mailbox: Mailbox, created_at: datetime, now: datetime, *, is_due: bool
) -> None:
    person(world, "unit_member").mail_rhythm = MailRhythm.DAILY
    told("unit_member", created_at=created_at)
    assert bool(bundled(now)) == is_due


def test_the_mail_of_the_morning_holds_what_came_since(world: World, told: Told, mailbox: Mailbox) -> None:
    person(world, "unit_member").mail_rhythm = MailRhythm.DAILY
    told("unit_member", created_at=MORNING - timedelta(minutes=1))
    told("unit_member", created_at=NOW)
    assert len(bundled()) == 1
    assert {message.mail_id is None for message in db.session.scalars(db.select(Message))} == {False}


def test_nobody_gets_mail_who_wants_none_or_has_no_address_or_no_account(
    world: World, told: Told, mailbox: Mailbox
) -> None:
    person(world, "unit_member").mail_rhythm = MailRhythm.NEVER
    person(world, "unit_admin").email = None
    for who in ("unit_member", "unit_admin", "staff"):
        told(who, created_at=WAITED)
    person(world, "staff").disabled_at = NOW
    assert bundled() == []
    assert [message.mail_id for message in db.session.scalars(db.select(Message))] == [None] * 3


def test_who_serves_two_communities_reads_which_is_meant(world: World, told: Told, mailbox: Mailbox) -> None:
    told("unit_member", created_at=WAITED)
    told("unit_member", "东塘的事", created_at=WAITED, community_id=world.elsewhere)
    bundle_due_mails(NOW)
    body = db.session.scalars(db.select(OutgoingMail.body)).one()
    assert "义诊就要到期 (柳岸社区)" in body
    assert "东塘的事 (东塘社区)" in body


def test_nothing_is_bundled_while_no_mail_server_is_set(world: World, told: Told) -> None:
    told("unit_member", created_at=WAITED)
    assert bundled() == []


def test_nothing_is_lost_while_the_mail_server_is_down(
    app: Flask, world: World, told: Told, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("unit_member", created_at=WAITED)
    with monkeypatch.context() as down:
        down.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        for _ in range(3):
            bundle_due_mails(NOW)
            assert mail_outbox.send_pending() == (0, 1)
    told("unit_member", "第二条", created_at=WAITED)
    bundle_due_mails(NOW)
    assert mail_outbox.send_pending() == (2, 0)
    assert [mail["Subject"] for mail in mailbox.messages] == ["义诊就要到期", "第二条"]


def test_a_crash_between_leaves_nothing_half_done(
    world: World, told: Told, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("unit_member", created_at=WAITED)
    db.session.commit()
    with monkeypatch.context() as broken:
        broken.setattr(db.session(), "commit", _die)
        with pytest.raises(KeyboardInterrupt):
            bundles._bundle_for(world.people["unit_member"])  # noqa: SLF001 - where the crash is put
    db.session.rollback()
    assert db.session.scalars(db.select(OutgoingMail)).all() == []
    assert bundled() == [("unit_member", "义诊就要到期")]


@on_both_databases
def test_two_bundlers_at_once_mail_nothing_twice(app: Flask, world: World, told: Told, mailbox: Mailbox) -> None:
    for who in world.people:
        for _ in range(3):
            told(who, created_at=WAITED)
    db.session.commit()
    start = threading.Barrier(4)

    def run() -> None:
        with app.app_context():
            start.wait()
            bundle_due_mails(NOW)
            mail_outbox.send_pending()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mail_outbox.send_pending()
    assert sorted(str(mail["To"]) for mail in mailbox.messages) == sorted(f"{who}@example.org" for who in world.people)
    assert {mail.get_content().count("http") for mail in mailbox.messages} == {3}


@on_both_databases
def test_people_can_be_told_while_their_mail_is_written(app: Flask, world: World, told: Told, mailbox: Mailbox) -> None:
    """The bundler holds the reader's row; telling only wants to know that the reader is there."""
    told("unit_member", created_at=WAITED)
    db.session.commit()
    jobs: tuple[Callable[[], object], ...] = (lambda: bundle_due_mails(NOW), lambda: told("unit_member"))
    threads = [threading.Thread(target=_in(app, job)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(db.session.scalars(db.select(OutgoingMail)).all()) == 1
    assert len(db.session.scalars(db.select(Message)).all()) == 2


def _in(app: Flask, what: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            what()
            db.session.commit()

    return run


def _die() -> None:
    raise KeyboardInterrupt
