"""Revision 0011 on a database of before: needs that ended say how by their history, also those that are closed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from partner_hub import create_app
from partner_hub.core.db import db
from tests.support.database import KINDS, MIGRATIONS, empty_database, settings

NOW = datetime(2026, 7, 1, tzinfo=UTC)
# id -> (state, what the history tells, how it ended)
NEEDS: dict[int, tuple[str, tuple[str, ...], str | None]] = {
    1: ("met", ("met",), "met"),
    2: ("partly_met", ("partly_met",), "partly_met"),
    3: ("closed", ("partly_met", "close"), "partly_met"),
    4: ("closed", ("partly_met", "reopen", "met", "close"), "met"),
    5: ("closed", (), "met"),
    6: ("in_project", ("met", "reopen"), None),
}


@pytest.fixture(params=KINDS)
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings(empty_database(request.param, request.config, tmp_path)))
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0010")
        insert("community", id=1, name="柳岸社区", district="鼓峰区")
        for number, (state, actions, _ended) in NEEDS.items():
            insert("need", id=number, community_id=1, state=state, name="路灯")
            for action in actions:
                insert("event", community_id=1, subject="need", subject_id=number, tag=f"need:{action}")
        yield app
        db.session.remove()
        db.engine.dispose()


def insert(table_name: str, /, **values: Any) -> None:
    """A row in which whatever must be there and is not given is empty."""
    with db.engine.begin() as connection:
        table = sa.Table(table_name, sa.MetaData(), autoload_with=connection)
        wanted = [each for each in table.columns if not (each.nullable or each.primary_key or each.server_default)]
        blanks: dict[type, object] = {int: 0, bool: False, datetime: NOW, str: ""}
        row = {each.name: blanks.get(each.type.python_type, [] if each.name == "audiences" else {}) for each in wanted}
        connection.execute(table.insert().values(row | values))


def test_the_history_says_how_they_ended(before: Flask) -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0011")
    with db.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT id, ended_as FROM need")).all()
    assert {row.id: row.ended_as for row in found} == {number: ended for number, (_s, _a, ended) in NEEDS.items()}
