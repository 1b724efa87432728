"""Declarative base, constraint naming convention, column types, and the transaction mode of SQLite connections."""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from flask import current_app, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    Table,
    UpdateBase,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from partner_hub.core import clock

View = TypeVar("View", bound=Callable[..., Any])
READS_ONLY = "__reads_only__"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# How long a writer waits for the others before it gives up, in milliseconds. SQLite lets them in by chance and not in
# their order: of sixty at once some wait many times as long as their turn would take.
BUSY_TIMEOUT_MS = 60_000
# What was erased is overwritten in the file, too.
SQLITE_PRAGMAS = (
    *("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=NORMAL"),
    "secure_delete=ON",
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; stored in UTC. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)
COLUMN_TYPES: dict[Any, Any] = {datetime: UtcDateTime(), dict[str, Any]: JSON, list[Any]: JSON, list[str]: JSON}


class Base(DeclarativeBase):
    """Every table's base. Models derive from this and not from db.Model, which type checkers cannot see into."""

    metadata = METADATA
    # Flask-SQLAlchemy copies this class, so the map of types must sit in the registry that both share.
    registry = registry(metadata=METADATA, type_annotation_map=COLUMN_TYPES)

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Timestamped:
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(default=clock.utc_now, onupdate=clock.utc_now, sort_order=91)


class Versioned:
    """Version counter for optimistic locking: see core/optimistic_lock.py and core/transitions.py."""

    version: Mapped[int] = mapped_column(default=1, sort_order=92)


def enum_type(kind: type[enum.StrEnum]) -> Enum:
    """Column type of a StrEnum: its value as text, without a CHECK, so that a new word needs no rebuilt table."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        validate_strings=True,
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )


def text_column(length: int) -> Mapped[str]:
    """A text column that is empty rather than NULL."""
    return mapped_column(String(length), default="", server_default="")


db = SQLAlchemy(model_class=Base)


def rows_changed(statement: UpdateBase) -> int:
    """Run an UPDATE or DELETE and return its row count; a compare-and-set that returns 0 has lost the race."""
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(cast("CursorResult[Any]", result).rowcount)


def insert_of(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """INSERT in the dialect of the current database, for `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(cast("Table", table.__table__))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if type(connection).__module__.partition(".")[0] != "sqlite3":
        return
    # The driver must not open transactions of its own: _begin_transaction below says which kind is wanted.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_transaction(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _is_read_only_request() else "BEGIN IMMEDIATE")


def roll_back_to_read_only() -> None:
    """Roll back and make the request read-only, so that rendering does not hold SQLite's write lock.

    Expires all loaded objects.
    """
    db.session.rollback()
    if has_request_context():
        g.only_reads = True


@contextmanager
def reading_only() -> Iterator[None]:
    """What is read here, however long it takes, keeps no other writer of SQLite waiting.

    Saves what the request has written before; loaded objects expire at both ends.
    """
    if not has_request_context():
        yield
        return
    db.session.commit()
    g.only_reads = True
    try:
        yield
    finally:
        db.session.rollback()
        g.only_reads = False


def reads_only(view: View) -> View:
    """Mark a view that is posted to and saves nothing, so that it never waits for writers, or they for it."""
    setattr(view, READS_ONLY, True)
    return view


def _is_read_only_request() -> bool:
    """Read-only requests take a deferred transaction, so that they do not queue behind writers."""
    return has_request_context() and (
        request.method in SAFE_METHODS or g.get("only_reads", False) or _is_marked_as_read_only()
    )


def _is_marked_as_read_only() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, READS_ONLY)
