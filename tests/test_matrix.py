"""Every page with every role, as the table in tests/support/matrix.py says; and no page that the table forgets."""

import contextvars
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from partner_hub.core.db import db
from partner_hub.core.permissions import PUBLIC as PUBLIC_MARKER
from partner_hub.core.permissions import SIGNED_IN as SIGNED_IN_MARKER
from partner_hub.core.permissions import Permission, marker_of
from tests.support import matrix
from tests.support.sample import settle_sample
from tests.support.world import World, enter, settle

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

ANONYMOUS = "anonymous"
STATUS = {403: "n", 404: "."}
REFUSED = {401, 405}


@dataclass(frozen=True)
class Row:
    endpoint: str
    target: str
    letters: str = ""

    @classmethod
    def parse(cls, line: str) -> "Row":
        endpoint, *rest = line.split()
        target = rest.pop(0) if rest and "=" in rest[0] else ""
        return cls(endpoint, target, "".join(rest))

    def values(self, ids: dict[str, int]) -> dict[str, object]:
        """The values in the address: ids of sample records, or the words themselves."""
        pairs = (part.split("=") for part in self.target.split(",") if part)
        return {name: ids.get(value, value) for name, value in pairs}

    def __str__(self) -> str:
        return f"{self.endpoint} {self.target}".strip()


def rows(text: str) -> list[Row]:
    return [Row.parse(line) for line in text.splitlines() if line.strip()]


COMMUNITY, SIGNED_IN, PUBLIC = rows(matrix.COMMUNITY), rows(matrix.SIGNED_IN), rows(matrix.PUBLIC)


class Stage:
    """The settled world, brought back after every request that may have changed it; browsers of everybody in it."""

    def __init__(self, app: Flask, file: Path, world: World, ids: dict[str, int]) -> None:
        self.app, self.world, self.ids, self._file = app, world, ids, file
        self._picture = file.with_suffix(".picture")
        self._copy(file, self._picture)
        self.clients: dict[str, FlaskClient] = {}
        self._tokens: dict[str, str] = {}
        self._is_changed = False

    def restore(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self._copy(self._picture, self._file)
        self._is_changed = False

    def ask(self, who: str, method: str, row: Row) -> "TestResponse":
        if self._is_changed:
            self.restore()
        typed = matrix.TYPED | {"csrf_token": self._token(who)} if method == "POST" else None
        answer = self._send(who, method, self.url(row), typed)
        self._is_changed = method == "POST" and answer.status_code < HTTPStatus.BAD_REQUEST
        return answer

    def url(self, row: Row) -> str:
        values = {"community_id": self.world.community} | row.values(self.ids)
        if not self.app.url_map.is_endpoint_expecting(row.endpoint, "community_id"):
            del values["community_id"]
        return self.app.url_map.bind("localhost").build(row.endpoint, values)

    def methods(self, row: Row) -> list[str]:
        found = {m for rule in self.app.url_map.iter_rules(row.endpoint) for m in rule.methods or ()}
        return sorted(found - {"HEAD", "OPTIONS"})

    def _client(self, who: str) -> FlaskClient:
        if who not in self.clients:
            self.clients[who] = FlaskClient(self.app, self.app.response_class)
            if who != ANONYMOUS:
                enter(self.clients[who], self.world, who)
                # The sign-in stands in the database: it must outlive what puts that back.
                self._copy(self._file, self._picture)
        return self.clients[who]

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            page = self._send(who, "GET", "/sign-in").text
            self._tokens[who] = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page)[0]
        return self._tokens[who]

    def _send(self, who: str, method: str, url: str, data: dict[str, str] | None = None) -> "TestResponse":
        """In an empty context, so that each request has a database session of its own."""
        client = self._client(who)
        return contextvars.Context().run(client.open, url, method=method, data=data)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
            origin.backup(copy)


@pytest.fixture(scope="module")
def settled(house_of: Callable[[str], object]) -> Stage:
    house = house_of("sqlite")
    house.renew()  # type: ignore[attr-defined]
    app: Flask = house.app  # type: ignore[attr-defined]
    with app.app_context():
        world = settle()
        ids = settle_sample(world)
        file = Path(db.engine.url.database or "")
        db.session.remove()
    return Stage(app, file, world, ids)


@pytest.fixture
def stage(settled: Stage) -> Stage:
    """Other tests of the run use the same database file in between."""
    settled.restore()
    settled.clients.clear()
    settled._tokens.clear()  # noqa: SLF001 - the fixture is part of the stage
    return settled


def letter(answer: "TestResponse") -> str:
    """y, n or . as in the table; anything that is none of them is told as it is."""
    if answer.status_code in STATUS:
        return STATUS[answer.status_code]
    is_strange = answer.status_code in REFUSED or answer.status_code >= 500
    return str(answer.status_code) if is_strange or is_sent_to_sign_in(answer) else "y"


def is_sent_to_sign_in(answer: "TestResponse") -> bool:
    return answer.status_code == 302 and answer.location.startswith("/sign-in")


@pytest.mark.parametrize("row", COMMUNITY, ids=str)
def test_each_role_meets_what_the_table_says(stage: Stage, row: Row) -> None:
    met = {
        method: "".join(letter(stage.ask(who, method, row)) for who in matrix.ROLES) for method in stage.methods(row)
    }

    assert met == dict.fromkeys(met, row.letters)


@pytest.mark.parametrize("row", COMMUNITY, ids=str)
def test_strangers_find_nothing_and_the_nameless_are_sent_to_sign_in(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        assert [letter(stage.ask(who, method, row)) for who in matrix.STRANGERS] == [".", "."]
        assert is_sent_to_sign_in(stage.ask(ANONYMOUS, method, row))


@pytest.mark.parametrize("row", SIGNED_IN, ids=str)
def test_pages_of_ones_own_need_a_sign_in_and_no_role(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        assert is_sent_to_sign_in(stage.ask(ANONYMOUS, method, row))
        answer = stage.ask("stranger_unit", method, row)
        assert letter(answer) == "y" or row.endpoint == "accounts.sign_out_everywhere"


@pytest.mark.parametrize("row", PUBLIC, ids=str)
def test_public_pages_are_open_to_everybody(stage: Stage, row: Row) -> None:
    for method in stage.methods(row):
        for who in ("staff", "stranger_unit", ANONYMOUS):
            assert stage.ask(who, method, row).status_code in {200, 302, 422}


def test_no_page_is_missing_in_the_table(settled: Stage) -> None:
    pages = {rule.endpoint for rule in settled.app.url_map.iter_rules() if not rule.endpoint.endswith("static")}

    assert pages == {row.endpoint for row in [*COMMUNITY, *SIGNED_IN, *PUBLIC]}


def test_every_row_says_something_about_every_role() -> None:
    assert [row for row in COMMUNITY if len(row.letters) != len(matrix.ROLES) or set(row.letters) - set("yn.")] == []


def test_every_page_carries_a_marker_that_fits_its_part_of_the_table(settled: Stage) -> None:
    views = settled.app.view_functions

    assert {marker_of(views[row.endpoint]) for row in PUBLIC} == {PUBLIC_MARKER}
    assert {marker_of(views[row.endpoint]) for row in SIGNED_IN} == {SIGNED_IN_MARKER}
    assert {marker_of(views[row.endpoint]) for row in COMMUNITY} <= set(Permission)
