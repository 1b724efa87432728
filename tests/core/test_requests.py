"""One commit for each request, at one place; an error leaves nothing behind and is told in one page."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import public_view
from partner_hub.core.static_files import static_url
from tests.support.database import on_both_databases, on_postgresql
from tests.support.page import CheckedClient, SignedIn
from tests.support.smtp import Mailbox
from tests.support.world import World


def written() -> int:
    names = db.session.scalars(db.select(Community.name).where(Community.name == "半途社区")).all()
    mails = db.session.scalars(db.select(OutgoingMail)).all()
    assert len(names) == len(mails)
    return len(names)


def test_what_a_request_wrote_is_there_afterwards(client: CheckedClient, trial: str, app: Flask) -> None:
    client.page(trial + "finish").submit("Go")

    assert written() == 1


@pytest.mark.parametrize(("ending", "status"), [("refuse", 409), ("several", 422), ("break", 500)])
def test_an_error_leaves_nothing_behind(client: CheckedClient, trial: str, ending: str, status: int) -> None:
    client.page(trial + ending).submit("Go", status=status)

    assert written() == 0


@on_postgresql
def test_a_commit_that_fails_tells_no_success_and_leaves_none_behind(
    client: CheckedClient, mailbox: Mailbox, trial: str
) -> None:
    page = client.page(trial + "cut").submit("Go", note="我写的一段话", status=500)

    assert "Nothing was saved; the fault has been noted." in page.text
    assert "我写的一段话" in page.text
    assert "It is done." not in page.response.text
    with client.session_transaction() as session:
        assert not {"_flashes", "code"} & session.keys()
    assert "It is done." not in client.page(trial + "finish").text
    assert (written(), mailbox.messages) == (0, [])


def test_an_error_after_a_promise_takes_it_back(client: CheckedClient, trial: str) -> None:
    assert "It is done." not in client.page(trial + "break").submit("Go", status=500).response.text
    assert "It is done." not in client.page(trial + "finish").response.text


def test_a_fault_of_ours_is_logged_and_admits_nothing_else(
    client: CheckedClient, trial: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.page(trial + "break").submit("Go", note="我写的一段话", status=500)

    assert "Nothing was saved; the fault has been noted." in page.text
    assert "我写的一段话" in page.text
    assert "ZeroDivisionError" not in page.response.text
    (entry,) = [entry for entry in caplog.records if entry.levelno == logging.ERROR]
    assert entry.exc_info is not None
    assert entry.exc_info[0] is ZeroDivisionError
    assert "POST /trial/break" in entry.getMessage()


@on_both_databases
def test_what_people_typed_stands_in_no_log(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"phone": "13905061234"}

    @public_view
    def fail() -> str:
        return str(db.session.scalar(db.text("SELECT name FROM nowhere WHERE phone = :phone"), typed))

    monkeypatch.setitem(app.view_functions, "accounts.home", fail)
    assert client.get("/").status_code == 500
    assert "FROM nowhere" in caplog.text
    assert typed["phone"] not in caplog.text


def test_without_a_working_database_a_bare_sentence_must_do(signed_in: SignedIn) -> None:
    client = signed_in("staff")
    db.session.execute(db.text("ALTER TABLE role_grant RENAME TO gone"))
    db.session.execute(db.text('ALTER TABLE "user" RENAME TO nobody'))

    answer = client.get("/profile")

    assert answer.status_code == 500
    assert answer.text == "Something went wrong here. Nothing was saved; the fault has been noted."


def test_several_faults_are_listed_with_links(client: CheckedClient, trial: str) -> None:
    page = client.page(trial + "several").submit("Go", status=422)

    assert page.links()["Two"] == "/"


def test_a_page_without_a_marker_is_refused_to_everybody(client: CheckedClient, trial: str, world: World) -> None:
    client.page("/unmarked", status=404)


def test_a_page_that_is_not_there(client: CheckedClient) -> None:
    assert "There is no such page" in client.page("/nowhere", status=404).text


def test_a_wrong_method_is_told(client: CheckedClient) -> None:
    assert client.get("/sign-out").status_code == 405


def test_mail_goes_out_after_the_commit_and_never_after_a_rollback(
    client: CheckedClient, mailbox: Mailbox, trial: str
) -> None:
    client.page(trial + "break").submit("Go", status=500)
    client.page(trial + "finish").submit("Go")

    assert [message["Subject"] for message in mailbox.wait()] == ["Half way"]
    assert len(mailbox.messages) == 1


def test_a_form_without_its_token_is_refused(client: CheckedClient, trial: str) -> None:
    assert client.post(trial + "finish", data={"note": "我写的一段话"}).status_code == 400
    assert written() == 0


def test_pages_are_kept_by_nobody_and_may_load_nothing_from_outside(client: CheckedClient, trial: str) -> None:
    headers = client.get(trial + "finish").headers

    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_static_file_is_kept_for_a_year_under_the_mark_of_its_content(client: CheckedClient) -> None:
    sheets = [link.get("href") for link in client.page("/sign-in").all("link", rel="stylesheet")]
    assert all("?v=" in sheet for sheet in sheets)

    for sheet in sheets:
        assert "immutable" in client.get(sheet).headers["Cache-Control"]
        assert "immutable" not in client.get(sheet.partition("?")[0]).headers["Cache-Control"]


def test_the_mark_follows_the_content(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    for name, content in {"a": "1", "b": "1", "c": "2"}.items():
        (tmp_path / name).write_text(content)

    with app.test_request_context():
        marks = [static_url(name).partition("?")[2] for name in "abc"]

    assert marks[0] == marks[1] != marks[2]


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", ""])
def test_the_switches_lead_back_to_own_pages_only(client: CheckedClient, path: str) -> None:
    token = client.page("/sign-in").document.one("input", id="csrf_token").value
    answer = client.post("/language/en", data={"csrf_token": token, "next": path})

    assert answer.location == "/"


def test_the_switches_lead_back_to_where_they_were_pressed(client: CheckedClient) -> None:
    page = client.page("/password?x=1").submit("Large text")

    assert page.url == "/password?x=1"
    assert "Normal text" in page.buttons()
