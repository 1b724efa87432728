"""The operator's commands: what they say, what they leave behind, and how they end."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from click.testing import Result
from flask import Flask

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.commands.group import hub
from partner_hub.commands.permissions import PERMISSION_MEANINGS, permission_matrix
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import queue_mail
from partner_hub.core.permissions import Permission, Role
from partner_hub.matching.scoring import word_vectors
from partner_hub.minutes.attendance import stroke_table
from tests.support.page import CheckedClient
from tests.support.smtp import Mailbox, free_port
from tests.support.world import World

ROOT = Path(__file__).parents[2]
NEW = "a willow by the river"


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    if "app" in request.fixturenames:
        monkeypatch.setitem(request.getfixturevalue("app").config, "BABEL_DEFAULT_LOCALE", "en")


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["hub", *words])
    db.session.expire_all()
    return result


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("command", commands(hub), ids=" ".join)
def test_every_command_explains_itself(app: Flask, command: tuple[str, ...]) -> None:
    result = run(app, *command, "--help")

    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def test_a_community_is_founded(app: Flask) -> None:
    result = run(app, "create-community", "槐荫社区", "--district", "鼓东区", "--households", "2844")

    assert result.exit_code == 0
    founded = db.session.scalars(db.select(Community)).one()
    assert (founded.name, founded.district, founded.households) == ("槐荫社区", "鼓东区", 2844)
    assert len(founded.categories) == 21


def test_a_refusal_is_one_sentence_and_leaves_nothing(app: Flask, world: World) -> None:
    result = run(app, "create-community", "柳岸社区", "--district", "鼓东区", "--households", "1")

    assert result.exit_code == 1
    assert result.stderr == "Error: There is a community of this name in the district already.\n"


def test_a_file_that_cannot_be_written_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    result = run(app, "permissions", "--output", str(tmp_path / "none" / "permissions.md"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Could not open file")


def test_a_person_is_invited_by_a_printed_link(app: Flask, client: CheckedClient, world: World) -> None:
    result = run(app, "create-user", "--name", "顾小北", "--phone", "13905910001", "--role", "unit_admin",
                 "--community", "柳岸社区", "--unit", "江州市第二医院")  # fmt: skip

    link = urlsplit(re.findall(r"http\S+", result.output)[0]).path
    page = client.page(link).submit("Accept and sign in", new_password=NEW, repeat_password=NEW)
    assert page.url == world.url()
    grant = db.session.scalars(db.select(RoleGrant).join(User).where(User.name == "顾小北")).one()
    assert (grant.role, grant.partnership_id) == (Role.UNIT_ADMIN, world.hospital)


def test_an_account_with_a_password_can_be_used_at_once(app: Flask, client: CheckedClient, world: World) -> None:
    run(
        app,
        "create-user",
        "--name",
        "管理员",
        "--email",
        "root@example.org",
        "--role",
        "system_admin",
        "--password",
        NEW,
    )

    page = client.page("/sign-in").submit("Sign in", name="root@example.org", password=NEW)

    assert page.heading == "Your communities"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "staff"), "The role staff needs --community."),
        (("--role", "staff", "--community", "没有的社区"), "There is no community “没有的社区”."),
        (("--role", "district_observer"), "A district_observer needs --district."),
        (
            ("--role", "unit_admin", "--community", "柳岸社区", "--unit", "没有"),
            "--unit must be one of: 江州市柳岸小学, 江州市第二医院.",
        ),
        (
            ("--role", "staff", "--community", "柳岸社区", "--password", "short"),
            "The password needs at least 10 characters.",
        ),
    ],
)
def test_it_says_what_is_missing(app: Flask, world: World, words: tuple[str, ...], sentence: str) -> None:
    result = run(app, "create-user", "--name", "甲", "--email", "jia@example.org", *words)

    assert (result.exit_code, result.stderr) == (1, f"Error: {sentence}\n")
    assert db.session.scalar(db.select(User.id).filter_by(name="甲")) is None


def test_check_is_content_with_a_working_house(app: Flask) -> None:
    result = run(app, "check", "--format", "json")

    findings = json.loads(result.stdout)
    assert {finding["check"] for finding in findings} == {
        "configuration",
        "fonts",
        "word vectors",
        "strokes",
        "database",
        "mail",
    }
    assert [finding for finding in findings if finding["state"] != "ok"] == []
    assert result.exit_code == 0


def test_check_finds_a_mail_server_that_does_not_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
    result = run(app, "check")

    assert "mail  fault  The mail server does not answer" in result.stdout
    assert result.exit_code == 1


def test_check_finds_missing_word_vectors(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "WORD_VECTORS_FOLDER", tmp_path)
    result = run(app, "check")

    assert "word vectors  fault" in result.stdout
    assert "needs are matched without them: run make machine" in result.stdout
    assert result.exit_code == 1


def test_check_finds_a_missing_table_of_strokes(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stroke_table, "STROKE_TABLE", tmp_path / "stroke_order.txt")
    result = run(app, "check")

    assert "strokes  fault" in result.stdout
    assert "stand in the order of signing in: run make machine" in result.stdout
    assert result.exit_code == 1


def test_check_finds_tables_that_are_not_up_to_date(app: Flask) -> None:
    db.session.execute(db.text("UPDATE alembic_version SET version_num = 'older'"))
    result = run(app, "check")

    assert "Its tables are not up to date: run flask db upgrade." in result.stdout
    assert result.exit_code == 1


def test_waiting_mail_is_sent(app: Flask, mailbox: Mailbox) -> None:
    queue_mail("a@example.org", "信", "…")
    result = run(app, "send-mail")

    assert (result.exit_code, result.stdout) == (0, "Sent: 1. Waiting: 0.\n")
    assert len(mailbox.messages) == 1


def test_mail_that_cannot_be_sent_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    queue_mail("a@example.org", "信", "…")
    assert "No mail server is set" in run(app, "send-mail").stderr
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
    result = run(app, "send-mail")

    assert result.exit_code == 1
    assert "Mails that the server did not take: 1." in result.stderr


def test_the_written_permissions_are_those_of_the_product() -> None:
    """When this fails: flask hub permissions --output docs/permissions.md."""
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == permission_matrix()


def test_every_permission_is_explained() -> None:
    assert set(PERMISSION_MEANINGS) == set(Permission)
