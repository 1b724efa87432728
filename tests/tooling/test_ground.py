"""What the fixtures promise: fresh databases, requests that stand on their own, a browser that sees faults."""

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core import mail_outbox
from partner_hub.core.db import db
from tests.support.browser import Browse
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient
from tests.support.queries import statements
from tests.support.smtp import Mailbox
from tests.support.world import World


def communities() -> list[str]:
    return list(db.session.scalars(db.select(Community.name)))


@on_both_databases
@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_begins_with_a_migrated_and_empty_database(app: Flask, time: str) -> None:
    assert communities() == []

    db.session.add(Community(name=f"柳岸社区 {time}", households=1200))
    db.session.commit()


@on_both_databases
def test_a_page_sees_what_the_test_has_written(client: CheckedClient, world: World) -> None:
    with statements() as seen:
        page = client.page("/")

    assert page.heading
    assert seen == [] or all(statement.startswith("SELECT") for statement in seen)


def test_a_request_that_leaves_something_unsaved_is_found_out(app: Flask) -> None:
    request = app.test_request_context("/")
    request.push()
    db.session.add(Community(name="柳岸社区", households=1200))
    db.session.flush()

    with pytest.raises(AssertionError, match="flushed and never committed"):
        request.pop()


def test_mail_goes_over_the_wire_to_the_mailbox(mailbox: Mailbox) -> None:
    mail_outbox.queue_mail("liaison@example.org", "联席会通知", "请于周五前回复。")
    db.session.commit()

    assert mail_outbox.send_pending() == (1, 0)

    (message,) = mailbox.to("liaison@example.org")
    assert message["Subject"] == "联席会通知"
    assert message.get_content().strip() == "请于周五前回复。"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_at_a_screen_sees_the_application(browse: Browse, *, javascript: bool) -> None:
    visitor = browse("phone", javascript=javascript)

    visitor.open("/")

    visitor.check("first-page")
    assert visitor.page.get_by_role("heading", level=1).is_visible()
