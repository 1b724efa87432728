"""Revision 0003 on a database of before: what nobody ever read goes back to review, and the way down restores it."""

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
# id -> (state, events with the fields that an edit changed, public wording)
UNREAD, PROPOSED, ACCEPTED, REWORDED, AT_WORK, AGAIN, AFTER = range(1, 8)
NEEDS: dict[int, tuple[str, list[tuple[str, list[str]]], str]] = {
    UNREAD: ("published", [("import", [])], "独居老人周秋菊"),
    PROPOSED: ("submitted", [("import", [])], "某某要人陪"),
    ACCEPTED: ("published", [("import", []), ("accept", [])], "路灯坏了"),
    REWORDED: ("published", [("import", []), ("edit", ["public_name", "urgency"])], "照明维修"),
    AT_WORK: ("in_project", [("import", []), ("start", [])], "何桂英透析接送"),
    # Changed by a second spreadsheet: the program wrote both.
    AGAIN: ("published", [("import", []), ("edit", ["name", "public_name"])], "三楼漏水"),
    # The same after a person had accepted another wording.
    AFTER: ("published", [("import", []), ("accept", []), ("edit", ["content", "public_text"])], "老周家没人做饭"),
}


@pytest.fixture(params=KINDS)
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A community with these needs, their list and a message about one of them, as revision 0002 knew them."""
    app = create_app(settings(empty_database(request.param, request.config, tmp_path)))
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0002")
        settle()
        yield app
        db.session.remove()
        db.engine.dispose()


def settle() -> None:
    insert("community", id=1, name="柳岸社区", district="鼓峰区")
    insert("user", id=1, name="陶然", password_hash="", session_epoch=1)
    for number, (state, events, words) in NEEDS.items():
        insert("need", id=number, community_id=1, state=state, year=2026, quarter=3, name=words, content=words,
               public_name=words, public_text=words)  # fmt: skip
        for action, fields in events:
            insert("event", community_id=1, actor_name="丁一鸣", subject="need", subject_id=number,
                   tag=f"need:{action}", details={"fields": fields})  # fmt: skip
    rows = [
        {"need_id": number, "name": words} for number, (state, _events, words) in NEEDS.items() if state != "submitted"
    ]
    insert("needs_list", community_id=1, year=2026, quarter=3, number=1, published_by="丁一鸣", rows=rows)
    insert("message", user_id=1, community_id=1, kind="match", key="k", path="/", button="看",
           subject="社区请贵单位承接“独居老人周秋菊”")  # fmt: skip
    for sent in (None, NOW):
        insert("outgoing_mail", recipient="a@b.example", subject="新任务", body="请承接“独居老人周秋菊”", sent_at=sent)


def listed() -> dict[int, str]:
    return {number: words for number, (state, _events, words) in NEEDS.items() if state != "submitted"}


def insert(table_name: str, /, **values: Any) -> None:
    """A row in which whatever must be there and is not given is empty."""
    with db.engine.begin() as connection:
        table = sa.Table(table_name, sa.MetaData(), autoload_with=connection)
        blanks = {
            column.name: blank(column)
            for column in table.columns
            if not (column.nullable or column.primary_key or column.server_default is not None)
        }
        connection.execute(table.insert().values(blanks | values))


def blank(column: sa.Column[Any]) -> object:
    kinds: dict[type, object] = {int: 0, bool: False, datetime: NOW, str: ""}
    return kinds.get(column.type.python_type, [] if column.name == "audiences" else {})


def rows_of(query: str) -> list[Any]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def states() -> dict[int, str]:
    return dict(rows_of("SELECT id, state FROM need"))


def test_what_nobody_read_is_public_no_more(before: Flask) -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0003")
    worded = rows_of("SELECT id, visibility FROM need WHERE public_name <> '' ORDER BY id")
    assert worded == [(ACCEPTED, "public"), (REWORDED, "public")]
    back = {UNREAD: "submitted", AGAIN: "submitted", AFTER: "submitted", AT_WORK: "in_project"}
    assert {number: states()[number] for number in back} == back
    told = "SELECT subject_id, from_state FROM event WHERE tag = 'need:return_to_review'"
    assert dict(rows_of(told)) == {number: NEEDS[number][0] for number in (UNREAD, PROPOSED, AT_WORK, AGAIN, AFTER)}


def test_a_new_version_of_the_list_says_so(before: Flask) -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0003")
    table = sa.Table("needs_list", sa.MetaData(), autoload_with=db.engine)
    with db.engine.connect() as connection:
        first, second = connection.execute(sa.select(table).order_by(table.c.number)).all()
    assert (first.note, second.number, "退回审核" in second.note) == ("", 2, True)
    assert [row["need_id"] for row in second.rows] == [ACCEPTED, REWORDED]
    assert len(first.rows) == len(NEEDS) - 1


def test_messages_about_it_bear_its_words_no_more(before: Flask) -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0003")
    assert rows_of("SELECT subject FROM message") == [("社区请贵单位承接“一条待审核的需求”",)]
    waiting = rows_of("SELECT body FROM outgoing_mail WHERE sent_at IS NULL")
    assert waiting == [("请承接“一条待审核的需求”",)]


def test_the_way_down_restores_every_state(before: Flask) -> None:
    then = rows_of("SELECT id, state, year, quarter FROM need ORDER BY id")
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0003")
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0002")
    assert rows_of("SELECT id, state, year, quarter FROM need ORDER BY id") == then
    public = dict(rows_of("SELECT id, public_name FROM need WHERE state <> 'submitted'"))
    assert public == listed()
    assert rows_of("SELECT number FROM needs_list") == [(1,)]


def test_the_way_down_makes_public_nothing_that_was_accepted_for_fewer(before: Flask) -> None:
    flask_migrate.upgrade(directory=str(MIGRATIONS), revision="0003")
    insert("need", id=90, community_id=1, state="published", year=2026, quarter=3, name="债务纠纷", content="欠款八万",
           public_name="家庭矛盾调解", public_text="需要调解", visibility="committee")  # fmt: skip
    rows = [{"need_id": 90, "name": "家庭矛盾调解", "visibility": "members"}, {"need_id": ACCEPTED, "name": "路灯"}]
    insert("needs_list", community_id=1, year=2026, quarter=4, number=1, published_by="丁一鸣", rows=rows)
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0002")
    assert rows_of("SELECT state, public_name, public_text FROM need WHERE id = 90") == [
        ("published", "一条不公开的需求", "")
    ]
    table = sa.Table("needs_list", sa.MetaData(), autoload_with=db.engine)
    with db.engine.connect() as connection:
        (left,) = connection.scalars(sa.select(table.c.rows).where(table.c.quarter == 4))
    assert left == [{"need_id": ACCEPTED, "name": "路灯"}]
