"""Fresh databases: each kind is migrated once a run, and every test gets a copy.

Tests marked with on_both_databases run twice; everything they ask for follows, the client as well as the app.
"""

import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Protocol

import flask_migrate
import pytest

from partner_hub import create_app
from partner_hub.core.db import db
from partner_hub.settings import Settings
from tests.support import postgres
from tests.support.once import alone, shared_folder

KINDS = ("sqlite", "postgresql")
MIGRATIONS = Path(__file__).parents[2] / "migrations"

on_both_databases = pytest.mark.parametrize("house", KINDS, indirect=True)
on_postgresql = pytest.mark.parametrize("house", ["postgresql"], indirect=True)


class Database(Protocol):
    url: str

    def renew(self) -> None:
        """Bring it back to freshly migrated; nobody may be connected any more."""


class Sqlite:
    def __init__(self, config: pytest.Config, folder: Path) -> None:
        self._file = folder / "hub.sqlite3"
        self.url = f"sqlite:///{self._file}"
        self._template = shared_folder(config) / "template.sqlite3"
        with alone(shared_folder(config), "sqlite"):
            if not self._template.exists():
                migrate(f"sqlite:///{self._template}")

    def renew(self) -> None:
        # SQLite's own copying keeps to its locks: a transaction that a test left open is found out here.
        with closing(sqlite3.connect(self._template)) as template, closing(sqlite3.connect(self._file)) as target:
            template.backup(target)


class Postgres:
    def __init__(self, config: pytest.Config) -> None:
        self._cluster = postgres.cluster(config)
        self._name = f"hub_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        self.url = self._cluster.url(self._name)
        with alone(shared_folder(config), "postgresql"):
            done = shared_folder(config) / "template.postgresql"
            if not done.exists():
                self._cluster.execute("CREATE DATABASE template_hub")
                migrate(self._cluster.url("template_hub"))
                done.touch()

    def renew(self) -> None:
        self._cluster.clone("template_hub", self._name)


def open_database(kind: str, config: pytest.Config, folder: Path) -> Database:
    return Sqlite(config, folder) if kind == "sqlite" else Postgres(config)


def empty_database(kind: str, config: pytest.Config, folder: Path) -> str:
    """The address of a database without any table, for this test alone."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'empty.sqlite3'}"
    cluster, name = postgres.cluster(config), f"empty_{uuid.uuid4().hex}"
    cluster.execute(f"CREATE DATABASE {name}")
    return cluster.url(name)


def settings(database_url: str, base_url: str = "http://localhost") -> Settings:
    return Settings(secret_key="for tests only, " * 4, database_url=database_url, base_url=base_url, erasure_ledger="")


def migrate(url: str) -> None:
    """Run all migrations on an empty database."""
    with create_app(settings(url)).app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS))
        db.engine.dispose()
