"""How long the first pages of a role take, how many SQL statements and how many bytes, on the demonstration community.

    .venv/bin/python -m benchmarks.pages [RUNS]

One process, SQLite in a temporary folder, no network: the median of RUNS requests (20), each page asked once before.
"""

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.engine import Engine

from partner_hub import create_app
from partner_hub.core.db import db
from partner_hub.demo import load
from partner_hub.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = (
    "",
    "partners/",
    "offerings/",
    "needs/",
    "meetings/",
    "meetings/3",
    "meetings/3/attendance",
    "actions/",
    "minutes/",
)
ROLES = ("secretary", "unit_admin", "grid_worker")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        app = settled(f"sqlite:///{Path(folder) / 'hub.sqlite3'}")
        for role in ROLES:
            client = signed_in(app, next(each["sign_in"] for each in load.demo_accounts() if each["role"] == role))
            for page in PAGES:
                measure(client, role, f"/c/1/{page}", runs)


def settled(url: str) -> Flask:
    """The demonstration community in the empty database at `url`."""
    app = create_app(Settings(secret_key="b" * 40, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        load.load_demo_community()
        db.session.commit()
    return app


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"name": name, "password": load.DEMO_PASSWORD})
    return client


def measure(client: FlaskClient, role: str, url: str, runs: int) -> None:
    if client.get(url).status_code != 200:  # noqa: PLR2004 - not this role's page
        return
    statements, seconds, body = 0, [], b""

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(Engine, "before_cursor_execute", count)
    for _ in range(runs):
        start = time.perf_counter()
        body = client.get(url).data
        seconds.append(time.perf_counter() - start)
    event.remove(Engine, "before_cursor_execute", count)
    milliseconds = 1000 * statistics.median(seconds)
    size = len(gzip.compress(body)) / 1024
    print(f"{role:12} {url:26} {milliseconds:7.1f} ms {statements // runs:4} statements {size:6.1f} KB compressed")  # noqa: T201


if __name__ == "__main__":
    main()
