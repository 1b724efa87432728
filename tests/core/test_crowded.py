"""Who waited for the database in vain is told to try again; every other fault of it is unexpected."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from partner_hub.core.db import db
from partner_hub.core.permissions import public_view
from tests.support.page import CheckedClient

LOCKED = OperationalError("", {}, sqlite3.OperationalError("database is locked"))
BROKEN = OperationalError("", {}, sqlite3.OperationalError("no such table: need"))


@pytest.mark.parametrize(("fault", "status"), [(LOCKED, 503), (PoolTimeout("QueuePool limit"), 503), (BROKEN, 500)])
def test_a_crowded_database_asks_for_another_try(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    @public_view
    def fail() -> str:
        db.session.connection()
        raise fault

    monkeypatch.setitem(app.view_functions, "accounts.home", fail)
    with client.session_transaction() as session:
        session["language"] = "en"
    answer = client.get("/")
    assert answer.status_code == status
    assert ("please press the button again" in answer.text) is (status == 503)
