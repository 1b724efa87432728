"""Offerings that were there before capacities had a period."""

from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa

from partner_hub import create_app
from partner_hub.core.db import db
from tests.support.database import MIGRATIONS, empty_database, settings


def test_rows_of_earlier_days_get_the_period_that_their_words_say(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    words = {
        "每周二次": "week", "每月2场，每场30人": "month", "每季度": "quarter", "全年6场": "year", "长期": "at_a_time",
        "每次可容纳30人": "at_a_time", "共20个名额": "in_all", "一次性": "in_all", "": "in_all", "20人": "in_all",
    }  # fmt: skip
    app = create_app(settings(empty_database("sqlite", request.config, tmp_path)))
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0015")
        now = "2026-01-01 00:00:00"
        insert_community(now)
        for number, said in enumerate(words, start=1):
            db.session.execute(
                sa.text(
                    "INSERT INTO offering (id, community_id, state, name, audiences, capacity, source, version, "
                    "created_at, updated_at) VALUES (:id, 1, 'listed', 'x', '[]', :said, '{}', 1, :now, :now)"
                ),
                {"id": number, "said": said, "now": now},
            )
        db.session.commit()
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0016")
        found = db.session.execute(sa.text("SELECT capacity, capacity_period FROM offering")).all()
        db.session.remove()
        db.engine.dispose()
    assert {row.capacity: row.capacity_period for row in found} == words


def insert_community(now: str) -> None:
    """A row with whatever the table of that day asks for."""
    columns = sa.inspect(db.engine).get_columns("community")
    needed = {
        each["name"]: each["type"].python_type for each in columns if not each["nullable"] and not each["default"]
    }
    values = {name: now if "_at" in name else 1 if kind is int else "x" for name, kind in needed.items()}
    table = sa.table("community", *map(sa.column, values))
    db.session.execute(table.insert().values(values))
