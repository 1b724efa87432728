"""The demonstration community: rich enough to show everything, and settled only where nothing is."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.demo import load
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.needs.models import Need, NeedsList
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import MeetingState
from tests.support.page import CheckedClient


def count(kind: type) -> int:
    return db.session.scalar(db.select(func.count()).select_from(kind)) or 0


@pytest.fixture
def settled(app: Flask) -> Flask:
    load.load_demo_community()
    db.session.commit()
    return app


def test_residents_find_the_lists_of_its_quarters(settled: Flask, client: CheckedClient) -> None:
    number = db.session.scalars(db.select(Community.id)).one()
    page = client.page(f"/p/{number}/needs")
    assert len(page.rows()) > 10
    assert count(NeedsList) > 1


def test_it_is_as_rich_as_a_real_community(settled: Flask) -> None:
    # One unit has applied, and two residents have written.
    assert (count(Partnership), count(Offering), count(Need)) == (41, 120, 72)
    states = db.session.scalars(db.select(Meeting.state).order_by(Meeting.planned_start)).all()
    assert states == [MeetingState.MINUTES_SIGNED, MeetingState.MINUTES_SIGNED, MeetingState.CALLED]
    references = [
        version.reference for version in db.session.scalars(db.select(IssuedMinutes).order_by(IssuedMinutes.id))
    ]
    assert references == ["〔2026〕1号", "〔2026〕2号"]
    late = [
        action.title for action in db.session.scalars(db.select(ActionItem)) if action.is_overdue(date(2026, 11, 23))
    ]
    assert late


def test_nobody_is_written_to(settled: Flask) -> None:
    assert count(OutgoingMail) == 0


def test_the_command_prints_accounts_that_can_sign_in(app: Flask, client: CheckedClient) -> None:
    runner = app.test_cli_runner()
    first, second = (runner.invoke(args=["hub", "demo"]) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == second.output
    name = next(word for word in first.output.split() if "@" in word)
    assert count(Community) == 1
    page = client.page("/sign-in").submit("登录", name=name, password=load.DEMO_PASSWORD)
    assert "听橹社区" in page.document.one("body").text


def test_it_leaves_a_database_alone_that_holds_something(app: Flask) -> None:
    db.session.add(Community(name="柳岸社区", district="鼓东区"))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["hub", "demo"])
    assert (result.exit_code, count(Community), count(Partnership)) == (0, 1, 0)
