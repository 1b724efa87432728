"""Mail: nothing lost, nothing sent twice, whatever the server or a second sender does."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from partner_hub.core import clock, mail_outbox
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail, queue_mail, send_pending
from tests.support.database import on_both_databases
from tests.support.smtp import Mailbox, free_port


def write(number: int) -> None:
    for n in range(number):
        queue_mail(f"reader{n}@example.org", f"信 {n}", "各位好。")
    db.session.commit()


def mails() -> list[OutgoingMail]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id)))


def test_a_mail_arrives_with_its_words(mailbox: Mailbox) -> None:
    queue_mail("liaison@example.org", "联席会\r\nBcc: x@example.org", "请于周五前回复。\n谢谢")
    db.session.commit()

    assert send_pending() == (1, 0)
    (message,) = mailbox.messages
    assert message["Subject"] == "联席会 Bcc: x@example.org"
    assert message["Bcc"] is None
    assert (message["Auto-Submitted"], message["Date"].datetime.date()) == ("auto-generated", clock.utc_now().date())
    assert message.get_content().splitlines() == ["请于周五前回复。", "谢谢"]


def test_nothing_is_lost_while_the_server_is_down(
    app: Flask, monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox
) -> None:
    write(3)
    with monkeypatch.context() as down:
        down.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        assert send_pending() == (0, 1), "a server that does not answer is asked once a round"
    assert mail_outbox.count_waiting_mails() == 3
    assert "refused" in mail_outbox.last_mail_error()

    assert send_pending() == (3, 0)
    assert len(mailbox.messages) == 3


def test_a_server_that_is_down_for_weeks_uses_up_no_attempts(
    app: Flask, monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox
) -> None:
    write(1)
    with monkeypatch.context() as down:
        down.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        for _ in range(mail_outbox.MAX_MAIL_ATTEMPTS + 1):
            assert send_pending() == (0, 1)

    assert send_pending() == (1, 0)


def test_a_refused_mail_is_tried_again_after_pauses_that_grow(mailbox: Mailbox) -> None:
    queue_mail("no\naddress", "信", "…")
    db.session.commit()
    assert send_pending() == (0, 1)
    assert send_pending() == (0, 0), "not at once"

    pauses = []
    for _ in range(9):
        (mail,) = mails()
        assert mail.claimed_at is not None
        pauses.append(round((mail.claimed_at + mail_outbox.CLAIM_TIME - clock.utc_now()) / timedelta(minutes=1)))
        mail.claimed_at = clock.utc_now() - mail_outbox.CLAIM_TIME - timedelta(seconds=1)
        db.session.commit()
        assert send_pending() == (0, 1)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 360]


def test_a_server_that_hangs_up_on_one_mail_takes_the_others(mailbox: Mailbox) -> None:
    write(1)
    queue_mail("hangs-up@example.org", "信", "…")
    queue_mail("reader9@example.org", "信", "…")
    db.session.commit()

    assert send_pending() == (2, 1)
    assert [mail.attempts for mail in mails()] == [0, 1, 0]


def test_a_mail_that_was_taken_is_sent_whatever_the_server_says_to_the_farewell(mailbox: Mailbox) -> None:
    mailbox.is_rude = True
    write(1)

    assert send_pending() == (1, 0)
    assert len(mailbox.messages) == 1


def test_without_a_server_mails_wait(app: Flask) -> None:
    write(2)

    assert send_pending() == (0, 0)
    assert mail_outbox.count_waiting_mails() == 2


def test_one_mail_that_cannot_be_sent_does_not_hold_up_the_others(mailbox: Mailbox) -> None:
    queue_mail("no\naddress", "信", "…")
    write(2)

    assert send_pending() == (2, 1)
    assert [mail.sent_at is None for mail in mails()] == [True, False, False]


@on_both_databases
def test_two_senders_at_once_send_nothing_twice(app: Flask, mailbox: Mailbox) -> None:
    write(12)
    counts: list[tuple[int, int]] = []
    start = threading.Barrier(2)

    def send() -> None:
        with app.app_context():
            start.wait()
            counts.append(send_pending())

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sum(sent for sent, _ in counts) == 12
    assert sorted(str(message["To"]) for message in mailbox.messages) == sorted(mail.recipient for mail in mails())


def test_a_sender_that_died_gives_its_mail_free_again(mailbox: Mailbox) -> None:
    write(1)
    (mail,) = mails()
    mail.claimed_at = clock.utc_now()
    db.session.commit()
    assert send_pending() == (0, 0)

    (mail,) = mails()
    mail.claimed_at = clock.utc_now() - timedelta(minutes=6)
    db.session.commit()
    assert send_pending() == (1, 0)


def test_a_mail_that_never_gets_through_is_given_up_at_last(mailbox: Mailbox) -> None:
    write(1)
    (mail,) = mails()
    mail.attempts = mail_outbox.MAX_MAIL_ATTEMPTS
    db.session.commit()

    assert send_pending() == (0, 0)
