"""What the pages of one community cost when its database holds a whole district, and two statements in two forms.

    .venv/bin/python -m benchmarks.district [COMMUNITIES YEARS [URL]]

The demonstration community and copies of it, 69 in all, as many as a district has; in SQLite in a temporary folder, or
in the empty database at URL. The history of the first community is repeated as if it had gone on for YEARS (25). Time
by the clock, the median of RUNS; the two forms of a statement are run in turns, so that whatever else the machine does
slows both.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    UniqueConstraint,
    exists,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.orm import RelationshipProperty

from benchmarks.pages import measure, settled, signed_in
from partner_hub.accounts.models import RoleGrant
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.events import Event
from partner_hub.core.permissions import Role
from partner_hub.demo import load
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import visible_units
from partner_hub.reports import figures
from partner_hub.vocabulary.meeting import Presence
from partner_hub.vocabulary.unit import ACTIVE_UNIT_STATES

COMMUNITIES, YEARS = 69, 25
# Meetings, lists and matches of a year, of which the demonstration holds half.
HALF_YEARS_A_YEAR = 2
RUNS = 9
# Ids of a copy are those of the original plus a multiple of this.
STEP = 1_000_000
# A copied text that has to be unique is cut, so that it fits with its suffix (a hash has 64 characters).
CUT = 50
PAGES = ("", "partners/", "offerings/", "needs/", "meetings/", "meetings/3/attendance", "actions/", "board")
Statement = Callable[[], Select[Any]]


def main() -> None:
    communities, years = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (COMMUNITIES, YEARS)  # noqa: PLR2004
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[3] if len(sys.argv) > 3 else f"sqlite:///{Path(folder) / 'hub.sqlite3'}"  # noqa: PLR2004
        app = settled(url)
        with app.app_context():
            multiply(communities, years)
        client = signed_in(app, next(each["sign_in"] for each in load.demo_accounts() if each["role"] == "secretary"))
        compare_pages(app, client)
        with app.app_context():
            compare_silence()


def multiply(communities: int, years: int) -> None:
    """Copy everything that belongs to a community, and the first community's history."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA foreign_keys=OFF"))
    else:
        db.session.execute(text("SET session_replication_role = replica"))
    for table in METADATA.sorted_tables:
        if "id" in table.columns:
            for number in range(1, communities):
                db.session.execute(copy_of(table, number))
    db.session.execute(grants_of_units(communities))
    for number in range(communities, communities + years * HALF_YEARS_A_YEAR - 1):
        db.session.execute(copy_of_history(number, communities))
    db.session.commit()
    count = {table: db.session.scalar(select(func.count()).select_from(METADATA.tables[table])) for table in COUNTED}
    print(*(f"{number} {table}" for table, number in count.items()), sep=", ")  # noqa: T201


COUNTED = ("community", "partnership", "offering", "need", "match", "event")


def copy_of(table: Table, number: int) -> Any:
    values = {column.name: copied(column, number) for column in table.columns}
    return insert(table).from_select(list(values), select(*values.values()).where(table.c.id < STEP))


def copied(column: ColumnElement[Any], number: int) -> ColumnElement[Any]:
    """Ids are moved on; a text that has to be unique gets a suffix, and everything else stays."""
    if column.primary_key or column.foreign_keys or column.name == "subject_id":
        return column + number * STEP
    return func.substr(column, 1, CUT).concat(f"-{number}") if is_unique_text(column) else column


def is_unique_text(column: Any) -> bool:
    """Unique by itself, or only together with other texts."""
    if not isinstance(column.type, String):
        return False
    rules = [list(rule.columns) for rule in column.table.constraints if isinstance(rule, UniqueConstraint)]
    return bool(column.unique) or any(
        column in rule and all(isinstance(each.type, String) for each in rule) for rule in rules
    )


def grants_of_units(communities: int) -> Any:
    """Somebody acts for each unit of the first community: the first person of one of the copies."""
    units, grants = METADATA.tables["partnership"], METADATA.tables["role_grant"]
    person = (units.c.id % communities) * STEP + 1
    values = (units.c.id * STEP + STEP - 1, person, literal(Role.UNIT_MEMBER.value), units.c.community_id, units.c.id)
    columns = ("id", "user_id", "role", "community_id", "partnership_id")
    return insert(grants).from_select(columns, select(*values).where(units.c.id < STEP), include_defaults=True)


def copy_of_history(number: int, communities: int) -> Any:
    """The events of the first community once more, by the people of one of its units; every fourth unit is silent."""
    table = METADATA.tables["event"]
    unit = number % communities // 4 * 4
    values: dict[str, ColumnElement[Any]] = {column.name: column for column in table.columns}
    values |= {"id": table.c.id + number * STEP, "user_id": literal(unit * STEP + 1)}
    return insert(table).from_select(list(values), select(*values.values()).where(table.c.id < STEP))


def compare_pages(app: Flask, client: FlaskClient) -> None:
    """A unit comes with its name: by a join inside the outer join to the unit, or by one beside it."""
    for form in (True, "unnested", True, "unnested"):
        print(f"Partnership.unit with innerjoin={form!r}")  # noqa: T201
        with app.app_context():
            join_names(form=form)
        for page in PAGES:
            measure(client, "secretary", f"/c/1/{page}", RUNS)


def join_names(*, form: Literal["unnested"] | bool) -> None:
    cast("RelationshipProperty[Any]", Partnership.unit.property).innerjoin = form  # type: ignore[assignment]
    db.engine.clear_compiled_cache()


def compare_silence() -> None:
    """Who has fallen silent: asked of each unit by itself, or of all units at once."""
    actor, day = Actor.of_operator(1), clock.local_today()
    forms: dict[str, Statement] = {
        "at once": partial(figures.silent_units, actor, day),
        "each by itself": partial(asked_each, actor),
    }
    seconds: dict[str, list[float]] = {name: [] for name in forms}
    found = {}
    for _ in range(RUNS):
        for name, statement in forms.items():
            start = time.perf_counter()
            found[name] = [each.id for each in db.session.scalars(statement())]
            seconds[name].append(time.perf_counter() - start)
            db.session.rollback()
    for name, all_seconds in seconds.items():
        print(f"silent units, {name}: {1000 * statistics.median(all_seconds):.1f} ms, {len(found[name])} units")  # noqa: T201


def asked_each(actor: Actor) -> Select[Partnership]:
    """As the figures asked it before: three correlated EXISTS."""
    since = clock.from_local(datetime.combine(figures.first_day_of_silence(clock.local_today()), time_of_day()))
    spoke = exists().where(
        RoleGrant.partnership_id == Partnership.id, Event.user_id == RoleGrant.user_id, Event.at >= since,
        Event.community_id == Partnership.community_id,
    )  # fmt: skip
    came = exists().where(
        Seat.partnership_id == Partnership.id, Seat.presence == Presence.PRESENT,
        Seat.meeting_id == Meeting.id, Meeting.planned_start >= since,
    )  # fmt: skip
    matched = exists().where(
        MatchPartner.partnership_id == Partnership.id, Match.id == MatchPartner.match_id, Match.created_at >= since
    )
    return visible_units(actor).where(Partnership.state.in_(ACTIVE_UNIT_STATES), ~spoke, ~came, ~matched)


if __name__ == "__main__":
    main()
