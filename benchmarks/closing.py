"""How long closing a quarter takes, and its preview, for few needs and for many; the number of SQL statements of each.

    .venv/bin/python -m benchmarks.closing [URL]

The demonstration community, whose fourth quarter gets 30, 300 and 3,000 needs in turn; in SQLite in a temporary folder,
or in the empty database at URL. Every closing is rolled back.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event, insert
from sqlalchemy.engine import Engine

from benchmarks.pages import settled
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.needs.models import Need
from partner_hub.quarters.closing import close_quarter, preview_closing
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.need import NeedState

QUARTER = (2027, 1)
SIZES = (30, 300, 3000)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'hub.sqlite3'}"
        app = settled(url)
        with app.app_context():
            community = db.session.get_one(Community, 1)
            for size in SIZES:
                add_needs(size)
                report(f"preview, {size} needs", lambda: preview_closing(community, QUARTER))
                report(f"closing, {size} needs", lambda: close_quarter(Actor.of_operator(1), community, QUARTER))
                db.session.rollback()


def add_needs(number: int) -> None:
    """Needs on the quarter's list, and its meeting with signed minutes."""
    row = {
        "community_id": 1, "state": NeedState.PUBLISHED, "year": QUARTER[0], "quarter": QUARTER[1], "name": "需求",
        "public_name": "需求",
    }  # fmt: skip
    db.session.execute(insert(Need), [row] * number)
    start = datetime(2027, 3, 10, 7, tzinfo=UTC)
    meeting = Meeting(community_id=1, year=QUARTER[0], quarter=QUARTER[1], title="联席会", planned_start=start)
    meeting.state = MeetingState.MINUTES_SIGNED
    db.session.add(meeting)
    db.session.flush()


def report(what: str, command: Callable[[], object]) -> None:
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(Engine, "before_cursor_execute", count)
    start = time.perf_counter()
    command()
    db.session.flush()
    seconds = time.perf_counter() - start
    event.remove(Engine, "before_cursor_execute", count)
    print(f"{what:24} {1000 * seconds:8.1f} ms {statements:4} statements")  # noqa: T201


if __name__ == "__main__":
    main()
