"""Database base: naming convention, column types, and how SQLite is spoken to."""

import enum
from datetime import UTC, datetime
from typing import Any, cast

from flask import g, has_request_context, request
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

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# How long a writer waits for the others before it gives up, in milliseconds. SQLite lets them in by chance and not in
# their order: of sixty at once some wait many times as long as their turn would take.
BUSY_TIMEOUT = 60_000
# What was erased is overwritten in the file, too.
PRAGMAS = (
    *("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}", "synchronous=NORMAL"),
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
    """Counts the saves of a row, so that nobody overwrites what somebody else saved meanwhile."""

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
    """Run an UPDATE or DELETE that says itself which rows it means, and count them: who wins a race finds one."""
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(cast("CursorResult[Any]", result).rowcount)


def insert_of(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT in the words of the database at hand, which can leave out what is there (on_conflict_do_nothing)."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(cast("Table", table.__table__))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if type(connection).__module__.partition(".")[0] != "sqlite3":
        return
    # The driver must not open transactions of its own: _begin below says which kind is wanted.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_transaction(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _only_reads() else "BEGIN IMMEDIATE")


def roll_back_to_read_only() -> None:
    """Nothing of this request is to be saved: let others write while its page is made. What was read is read anew."""
    db.session.rollback()
    if has_request_context():
        g.only_reads = True


def _only_reads() -> bool:
    """A page that only reads must not queue behind writers."""
    return has_request_context() and (request.method in SAFE_METHODS or g.get("only_reads", False))
