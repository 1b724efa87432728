"""Fixtures for everybody. What they hand out is explained in tests/support."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale
from playwright.sync_api import Browser

from partner_hub import create_app
from partner_hub.core.db import db
from tests.support import postgres
from tests.support.browser import Browse, Visitor, chromium, visit
from tests.support.database import KINDS, Database, open_database, settings
from tests.support.page import CheckedClient, SignedIn
from tests.support.sample import settle_sample
from tests.support.server import Server
from tests.support.smtp import Mailbox, free_port
from tests.support.stage import Stage
from tests.support.unsaved import watch_for_unsaved
from tests.support.world import World, enter, settle

# Names of which a module of tests imports one when it prints minutes, or has them signed.
PRINTERS = frozenset({"Printed", "render_minutes", "IssuedMinutes"})

# Fixtures that fetch pages, each of which is checked whole.
CLIENTS = frozenset({"client", "signed_in"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=KINDS, default=KINDS[0], help="for tests that do not name theirs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in marks_of_test(item):
            item.add_marker(marker)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: the collector of garbage need not look through them again and again."""
    gc.collect()
    gc.freeze()


def marks_of_test(item: pytest.Item) -> Iterator[str]:
    """By what a test asks for, so that nobody forgets to say that it uses the browser or PostgreSQL.

    What lies at the top of tests/ goes over the whole product.
    """
    fixtures = getattr(item, "fixturenames", ())
    if "browser" in fixtures:
        yield "browser"
    if not CLIENTS.isdisjoint(fixtures):
        yield "pages"
    if "settled" in fixtures or item.path.parent == Path(__file__).parent:
        yield "sweep"
    if "postgresql" in getattr(getattr(item, "callspec", None), "params", {}).values():
        yield "postgres"
    if not PRINTERS.isdisjoint(vars(getattr(item, "module", None) or object)):
        yield "pdf"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        postgres.stop(session.config)


@dataclass
class House:
    """An application and its database; made once for each kind of database, brought back to empty for each test."""

    app: Flask
    database: Database
    port: int

    @cached_property
    def server(self) -> Server:
        return Server(self.app, self.port)

    def renew(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self.database.renew()

    def close(self) -> None:
        if "server" in self.__dict__:
            self.server.stop()
        with self.app.app_context():
            db.engine.dispose()


HouseOf = Callable[[str], House]


@pytest.fixture(scope="session")
def house_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseOf]:
    houses: dict[str, House] = {}

    def house(kind: str) -> House:
        if kind not in houses:
            database, port = open_database(kind, request.config, tmp_path_factory.mktemp(kind)), free_port()
            app = create_app(settings(database.url, base_url=f"http://127.0.0.1:{port}"))
            app.testing = True
            app.test_client_class = CheckedClient
            watch_for_unsaved(app)
            houses[kind] = House(app, database, port)
        return houses[kind]

    yield house
    for each in houses.values():
        each.close()


@pytest.fixture
def house(request: pytest.FixtureRequest, house_of: HouseOf) -> House:
    """The house of this test's database: SQLite unless the test, or the command line, says otherwise."""
    return house_of(getattr(request, "param", request.config.getoption("--database")))


@pytest.fixture
def app(house: House) -> Iterator[Flask]:
    """The application on a fresh database; its context is open, so services and queries can be called.

    What they refuse is said in the words that stand in the code; requests have a context and a language of their own.
    """
    house.renew()
    with house.app.app_context(), force_locale("en"):
        yield house.app


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """Somebody's browser without a picture; app.test_client() makes more of them."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


@pytest.fixture
def world(app: Flask) -> World:
    """Two communities with a person in every role: see tests/support/world.py."""
    return settle()


@pytest.fixture
def signed_in(app: Flask, world: World) -> SignedIn:
    """The browsers of the people of the world, by their keys; pages speak the words that stand in the code."""

    def client_of(who: str) -> CheckedClient:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        enter(client, world, who, language="en")
        return client

    return client_of


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server for this test; without it mails stay in the outbox."""
    mailbox = Mailbox()
    mailbox.start()
    monkeypatch.setitem(app.config, "MAIL_URL", mailbox.url)
    yield mailbox
    # Mail that a request left to its outbox must not reach into the next test's database.
    for thread in threading.enumerate():
        if thread.name == "mail-outbox":
            thread.join(timeout=5)
    mailbox.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browse(app: Flask, house: House, browser: Browser) -> Iterator[Browse]:
    """Brings as many people as a test wants to a screen: "phone" or "desk", and javascript=False for those without."""
    with ExitStack() as stack:
        yield lambda screen, **options: stack.enter_context(visit(browser, house.server.url, screen, **options))


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browse: Browse) -> Visitor:
    """One person, at a desk unless the test is marked with on_both_screens."""
    return browse(getattr(request, "param", "desk"))


@pytest.fixture(scope="module")
def settled(house_of: HouseOf) -> Stage:
    """The world of the matrix on SQLite; for what needs no request of its own, `stage` else."""
    house = house_of("sqlite")
    house.renew()
    with house.app.app_context():
        world = settle()
        ids = settle_sample(world)
        file = Path(db.engine.url.database or "")
        db.session.remove()
    return Stage(house.app, file, world, ids)


@pytest.fixture
def stage(settled: Stage) -> Stage:
    """Other tests of the run use the same database file in between."""
    settled.restore()
    settled.clients.clear()
    settled._tokens.clear()  # noqa: SLF001 - the fixture is part of the stage
    return settled
