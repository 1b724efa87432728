"""A need on the list, and what two units can give."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.scoring import word_vectors
from partner_hub.matching.scoring.features import need_features
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from tests.support.gathering import an_offering, unit
from tests.support.records import a_need
from tests.support.world import World


@pytest.fixture
def word_vectors_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Lets the ranking look for its word vectors in another folder, as a process that starts there."""

    def look(folder: Path) -> None:
        monkeypatch.setattr(word_vectors, "WORD_VECTORS_FOLDER", folder)
        forget()

    def forget() -> None:
        word_vectors.load_word_table.cache_clear()
        need_features.cache_clear()

    yield look
    forget()


@pytest.fixture
def hospital(world: World) -> Partnership:
    return unit(world, world.hospital)


@pytest.fixture
def school(world: World) -> Partnership:
    return unit(world, world.school)


@pytest.fixture
def need(world: World) -> Need:
    return a_need(world)


@pytest.fixture
def offering(world: World) -> Offering:
    """Two places."""
    return an_offering(world, "上门陪诊", capacity_number=2, capacity_unit="人", capacity="2人")


@dataclass
class Race:
    """What became of those who pressed the button at the same moment."""

    won: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    broken: list[BaseException] = field(default_factory=list)


Rush = Callable[[Callable[[int], object], int], Race]


@pytest.fixture
def rush(app: Flask) -> Rush:
    """Runs a command in as many threads at once, each in a transaction of its own, with its number."""

    def run(command: Callable[[int], object], people: int) -> Race:
        db.session.commit()
        race, start = Race(), threading.Barrier(people)

        def press(number: int) -> None:
            start.wait()
            with app.app_context(), force_locale("en"):
                try:
                    command(number)
                    db.session.commit()
                except DomainError as refusal:
                    db.session.rollback()
                    race.told.append(str(refusal))
                except Exception as error:  # noqa: BLE001 - whatever else it is, the test is to tell it
                    race.broken.append(error)
                else:
                    race.won.append(number)

        threads = [threading.Thread(target=press, args=(number,)) for number in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        db.session.rollback()
        db.session.expire_all()
        return race

    return run
