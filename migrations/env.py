"""Runs migrations over the application's own engine; each revision in one transaction."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum

from partner_hub.core.db import METADATA, UtcDateTime


def options() -> dict[str, Any]:
    return {"target_metadata": METADATA, "render_item": plain_type, **current_app.extensions["migrate"].configure_args}


def plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Revisions name database types only, so that they run long after the application's own types have moved."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        watch_references(connection, on=False)
        context.configure(connection=connection, transaction_per_migration=True, **options())
        with context.begin_transaction():
            context.run_migrations()
        watch_references(connection, on=True)


def watch_references(connection: Connection, *, on: bool) -> None:
    """SQLite changes a table by making it anew, which it refuses while other rows refer to the old one."""
    if connection.dialect.name == "sqlite":
        # Inside a transaction the switch would do nothing.
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def print_sql() -> None:
    url = current_app.extensions["migrate"].db.engine.url
    context.configure(dialect_name=url.get_backend_name(), literal_binds=True, **options())
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    print_sql()
else:
    run()
