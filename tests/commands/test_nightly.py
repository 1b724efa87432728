"""The work of a night: everything once, in order, whatever a part of it does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result
from flask import Flask

from partner_hub.commands import nightly
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.events import Event
from partner_hub.messages.models import Message
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from tests.support.database import on_both_databases
from tests.support.mails import told
from tests.support.records import PUBLIC, RECORDED, a_need, an_action
from tests.support.world import World

TODAY = clock.local_today()


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*words: str) -> Result:
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["hub", "nightly", *words])
        db.session.expire_all()
        return result

    return run


def an_offering(world: World, name: str, last_day: date) -> Offering:
    here = {"community_id": world.community, "partnership_id": world.hospital}
    offering = Offering(**here, name=name, state=OfferingState.LISTED, valid_to=last_day)
    db.session.add(offering)
    db.session.flush()
    return offering


@on_both_databases
def test_each_part_says_what_it_met_and_the_second_time_there_is_nothing(
    world: World, run: Callable[..., Result]
) -> None:
    over = an_offering(world, "过期的", TODAY - timedelta(days=1))
    an_offering(world, "快到期的", TODAY + timedelta(days=5))
    an_action(world, title="晚了", due=TODAY - timedelta(days=1))
    first = run()
    assert first.exit_code == 0
    assert [line for line in first.output.splitlines() if not line.endswith(": 0")] == [
        "Offerings expired: 1",
        "People told of offerings that end soon: 2",
        "People told of deadlines: 2",
    ]
    assert over.state == OfferingState.EXPIRED
    assert {who for who, _subject in told()} == {"unit_admin", "unit_member"}

    second = run()
    assert second.exit_code == 0
    assert {line.rpartition(": ")[2] for line in second.output.splitlines()} == {"0"}
    assert len(told()) == 4


def test_the_committee_is_told_once_when_a_need_lies_open_to_every_unit(
    world: World, run: Callable[..., Result]
) -> None:
    for hours in (-48, 48):
        a_need(world, hall_from=clock.utc_now() + timedelta(hours=hours))
    a_need(world, hall_from=clock.utc_now() - timedelta(hours=48), state=NeedState.CLOSED)
    assert "People told of needs that are open to every unit now: 2" in run().output
    assert "People told of needs that are open to every unit now: 0" in run().output
    assert [who for who, _subject in told()] == ["secretary", "staff"]
    assert {PUBLIC in subject and RECORDED not in subject for _who, subject in told()} == {True}


def test_it_can_be_run_for_another_day(world: World, run: Callable[..., Result]) -> None:
    offering, states = an_offering(world, "义诊", date(2030, 5, 1)), []
    for day in ("2030-05-01", "2030-05-02"):
        run("--on", day)
        states.append(offering.state)
    assert states == [OfferingState.LISTED, OfferingState.EXPIRED]
    assert run("--on", "tomorrow").exit_code == 2


def test_a_part_that_fails_leaves_nothing_and_does_not_hold_up_the_others(
    world: World, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_day: date) -> int:
        db.session.add(Event(community_id=world.community, actor_name="x", subject="x", subject_id=1, tag="x:y"))
        db.session.flush()
        raise RuntimeError("it broke")

    monkeypatch.setattr(nightly, "NIGHTLY_CHORES", (("What fails", fail), *nightly.NIGHTLY_CHORES))
    over = an_offering(world, "过期的", TODAY - timedelta(days=1))
    result = run()
    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == ["What fails: FAILED, it broke", "Offerings expired: 1"]
    assert over.state == OfferingState.EXPIRED
    assert db.session.scalars(db.select(Event).filter_by(tag="x:y")).all() == []
    assert db.session.scalars(db.select(Message)).all() == []
