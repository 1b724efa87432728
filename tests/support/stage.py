"""The settled world of the matrix, and everybody in it with a browser: one request at a time, each as if the first."""

import contextvars
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask.testing import FlaskClient

from partner_hub.core.db import db
from tests.support import matrix
from tests.support.world import World, enter

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

ANONYMOUS = "anonymous"


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
        self.app, self.world, self.ids, self.file = app, world, ids, file
        self._picture = file.with_suffix(".picture")
        self._copy(file, self._picture)
        self.clients: dict[str, FlaskClient] = {}
        self._tokens: dict[str, str] = {}
        self._is_changed = False

    def restore(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self._copy(self._picture, self.file)
        self._is_changed = False

    def ask(self, who: str, method: str, row: Row) -> "TestResponse":
        if method == "POST":
            return self.send(who, self.url(row), matrix.TYPED)
        return self.fetch(who, self.url(row))

    def fetch(self, who: str, url: str) -> "TestResponse":
        if self._is_changed:
            self.restore()
        return self._send(who, "GET", url)

    def send(self, who: str, url: str, data: Mapping[str, Any]) -> "TestResponse":
        """A form with a good token and `data`."""
        if self._is_changed:
            self.restore()
        answer = self._send(who, "POST", url, {**data, "csrf_token": self._token(who)})
        self._is_changed = answer.status_code < HTTPStatus.BAD_REQUEST
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
                self._copy(self.file, self._picture)
        return self.clients[who]

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            page = self._send(who, "GET", "/sign-in").text
            self._tokens[who] = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page)[0]
        return self._tokens[who]

    def _send(self, who: str, method: str, url: str, data: dict[str, Any] | None = None) -> "TestResponse":
        """In an empty context, so that each request has a database session of its own."""
        client = self._client(who)
        return contextvars.Context().run(client.open, url, method=method, data=data)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
            origin.backup(copy)
