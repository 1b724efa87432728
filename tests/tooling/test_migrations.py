"""The database can go up and down the stairs of its revisions with rows in it, and ends where the models are."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from partner_hub import create_app
from partner_hub.core.db import db
from tests.support.database import KINDS, MIGRATIONS, empty_database, settings

pytestmark = pytest.mark.sweep

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]
ROWS = (1, 2)
VALUES: dict[type, Callable[[int], object]] = {
    bool: lambda number: number == 1,
    int: lambda number: number,
    float: float,
    str: lambda number: f"文{number}",
    bytes: lambda number: bytes([number]),
    datetime: lambda number: datetime(2026, 7, number, tzinfo=UTC),
    date: lambda number: date(2026, 7, number),
    # JSON
    dict: lambda number: {"number": number},
    object: lambda number: {"number": number},
}


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without any table."""
    app = create_app(settings(empty_database(request.param, request.config, tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def upgrade(revision: str = "head") -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision=revision)


def downgrade(revision: str) -> None:
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision=revision)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_revision_can_be_taken_back_and_again_with_rows_in_every_table(empty: Flask, revision: str) -> None:
    upgrade(revision)
    fill_every_table()
    # The database itself keeps some tables by triggers, with rows of its own choice.
    before = count_rows()

    downgrade("-1")
    below = count_rows()
    upgrade(revision)
    above = count_rows()

    assert {table: before.get(table, len(ROWS)) for table in below} == below
    assert {table: above[table] for table in below.keys() & above.keys()} == below


def test_every_revision_can_be_taken_back_to_an_empty_database(empty: Flask) -> None:
    upgrade()
    fill_every_table()

    downgrade("base")

    assert count_rows() == {}


def test_the_migrations_end_where_the_models_are(empty: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def tables() -> list[sa.Table]:
    """What stands in the database now, parents before children."""
    found = sa.MetaData()
    found.reflect(db.engine)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def count_rows() -> dict[str, int]:
    found = tables()
    with db.engine.connect() as connection:
        counts = {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in found}
    return {name: count or 0 for name, count in counts.items()}


def fill_every_table() -> None:
    """Two rows a table; row 1 points at the rows 1 of its parents, row 2 at the rows 2."""
    filled: set[str] = set()
    every = tables()
    with db.engine.begin() as connection:
        for table in every:
            filled.add(table.name)
            for number in ROWS:
                connection.execute(table.insert().values({c.name: value(c, number, filled) for c in table.columns}))


def value(column: sa.Column[Any], number: int, filled: set[str]) -> object:
    for key in column.foreign_keys:
        if key.column.table.name not in filled and column.nullable:
            return None
        return number
    made = VALUES[column.type.python_type](number)
    return made[: getattr(column.type, "length", None)] if isinstance(made, str) else made
