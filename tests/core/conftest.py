"""A few pages that do what no page of the product does: fail, leave work undone, forget their marker."""

from collections.abc import Iterator

import pytest
from flask import Flask, flash, render_template_string, request, session

from partner_hub.communities.models import Community
from partner_hub.core import mail_outbox
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, SeveralFaults
from partner_hub.core.permissions import public_view


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests read sentences, as a person does who chose English."""
    if "app" in request.fixturenames:
        monkeypatch.setitem(request.getfixturevalue("app").config, "BABEL_DEFAULT_LOCALE", "en")


PAGE = """{% extends "base.html" %}{% block title %}Try{% endblock %}{% block main %}<h1>Try</h1>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="note">Note</label><input id="note" name="note"><button>Go</button></form>{% endblock %}"""


@public_view
def write_and(what: str) -> str:
    """Writes a community and a mail; then ends as the address says."""
    if request.method == "POST":
        db.session.add(Community(name="半途社区", households=1))
        mail_outbox.queue_mail("a@example.org", "Half way", "…")
        db.session.flush()
        endings = {
            "refuse": Conflict("Somebody else was faster."),
            "several": SeveralFaults("Two.", [("One", ""), ("Two", "/")]),
        }
        if what in endings:
            raise endings[what]
        if what == "break":
            flash("It is done.", "success")
            raise ZeroDivisionError
        if what == "cut":
            flash("It is done.", "success")
            session["code"] = "ABCD"
            _cut_the_line()
    return render_template_string(PAGE)


def _cut_the_line() -> None:
    """The server of the database goes, with everything that was written since the last commit."""
    number = db.session.scalar(db.text("SELECT pg_backend_pid()"))
    with db.engine.connect() as other:
        other.execute(db.text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})


def unmarked() -> str:
    return "nobody sees this"


@pytest.fixture
def trial(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the pages, put up for one test and taken down again."""
    rules = [
        app.url_rule_class("/trial/<what>", endpoint="trial", methods=["GET", "POST"]),
        app.url_rule_class("/unmarked", endpoint="unmarked", methods=["GET"]),
    ]
    kept = app.url_map
    app.url_map = type(kept)([rule.empty() for rule in kept.iter_rules()] + rules, host_matching=False)
    app.url_map.converters = kept.converters
    monkeypatch.setitem(app.view_functions, "trial", write_and)
    monkeypatch.setitem(app.view_functions, "unmarked", unmarked)
    yield "/trial/"
    app.url_map = kept
