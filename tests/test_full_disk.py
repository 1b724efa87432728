"""No success is told before the commit: on a full disk no form of the product says that anything was done."""

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from partner_hub.core.db import db
from tests.support import matrix
from tests.support.database import on_postgresql
from tests.support.disk import full_disk
from tests.support.page import CheckedClient, SignedIn
from tests.support.stage import COMMUNITY, Row, Stage
from tests.support.world import PASSWORD, World

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

WORDS = "_flashes"
PROFILE = Row("accounts.profile", "")


def promised(stage: Stage, who: str, answer: "TestResponse") -> list[str]:
    """What the next page would say in green, and what this one says so."""
    with stage.clients[who].session_transaction() as session:
        later = [text for kind, text in session.pop(WORDS, []) if kind == "success"]
    return [*later, *(["on the page"] if "notice-fine" in answer.text else [])]


def send(stage: Stage, row: Row) -> tuple[int, list[str]]:
    """By whoever may first: the status, and what was promised."""
    who = matrix.ROLES[row.letters.index("y")]
    # Whoever is at work has the database open: what is saved fails no sooner than at the commit.
    stage.ask(who, "GET", PROFILE)
    answer = stage.ask(who, "POST", row)
    return answer.status_code, promised(stage, who, answer)


def saves(stage: Stage, row: Row) -> bool:
    """Whether this form is told to have been done, and did change the database."""
    stage.restore()
    with closing(sqlite3.connect(stage.file)) as watcher:
        before = watcher.execute("PRAGMA data_version").fetchone()
        status, words = send(stage, row)
        return status < 400 and bool(words) and watcher.execute("PRAGMA data_version").fetchone() != before


def test_on_a_full_disk_no_form_says_that_anything_was_done(stage: Stage) -> None:
    rows = [row for row in COMMUNITY if "POST" in stage.methods(row) and "y" in row.letters]
    saving = [row for row in rows if saves(stage, row)]
    assert len(saving) > 30
    for row in saving:
        stage.restore()
        with full_disk():
            assert send(stage, row) == (500, []), row


def test_a_resident_is_given_no_code_for_a_need_that_was_not_saved(client: CheckedClient, world: World) -> None:
    form = client.page(f"/p/{world.community}/needs/new")
    with full_disk():
        page = form.submit("提交", content="楼道灯坏了", consent=True, status=500)

    assert "楼道灯坏了" in page.text
    with client.session_transaction() as session:
        assert "sent" not in session
    assert client.page(f"/p/{world.community}/needs/sent").url == f"/p/{world.community}/"


def test_the_outbox_of_a_phone_is_told_that_its_draft_did_not_arrive(signed_in: SignedIn, world: World) -> None:
    client = signed_in("grid_worker")
    token = client.get(world.url("needs/drafts")).get_json()["csrf_token"]
    draft = {
        "content": "换灯泡",
        "grid_id": world.grid,
        "urgency": "一般",
        "beneficiary_unit": "人",
        "writer": world.people["grid_worker"],
    }
    key = "11111111-1111-4111-8111-111111111111"
    with full_disk():
        answer = client.post(world.url("needs/drafts"), data=draft | {"csrf_token": token, "client_key": key})

    assert answer.status_code == 500
    assert "arrived" not in answer.text
    assert client.get(world.url("needs/drafts"), query_string={"key": key}).get_json()["arrived"] == {}


def test_a_sign_in_that_was_not_saved_is_none(client: CheckedClient, world: World) -> None:
    form = client.page("/sign-in")
    with full_disk():
        page = form.submit("登录", name="staff@example.org", password=PASSWORD, status=500)

    assert "丁一鸣" not in page.response.text
    assert client.page(world.url()).url.startswith("/sign-in")


@on_postgresql
def test_a_database_that_is_only_to_be_read_says_of_nothing_that_it_was_done(signed_in: SignedIn, world: World) -> None:
    client = signed_in("staff")
    forms = {
        "needs/new": ("Record the need", {"What is needed": "换灯泡"}),
        "people/invite": (
            "Invite",
            {
                "Full name": "林秀",
                "email": "a@example.org",
                "role": "unit_member",
                "partnership_id": str(world.hospital),
            },
        ),
    }
    pages = {path: client.page(world.url(path)) for path in forms}
    name = db.engine.url.database
    db.session.execute(db.text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    db.session.commit()
    db.engine.dispose()

    for path, (button, typed) in forms.items():
        page = pages[path].submit(button, typed, status=500)
        assert "notice-fine" not in page.response.text
        assert next(iter(typed.values())) in page.text
    assert "notice-fine" not in client.page(world.url()).response.text
