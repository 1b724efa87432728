"""Changes rows by number and remembers how they were, so that all of it can be taken back."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, Table, delete, insert, select, update
from sqlalchemy import Enum as SqlEnum

from partner_hub.core.db import METADATA, UtcDateTime, db


class Journal:
    """`steps`, in order, as JSON.

    {"do": "change", "table", "id", "column", "old", "new", "firm"}: a `firm` one can only be taken back while the new
    value still stands. {"do": "remove", "table", "row"}. {"do": "add", "table", "id"}.
    """

    def __init__(self, steps: list[dict[str, Any]] | None = None) -> None:
        self.steps = steps or []

    def change(self, table: Table, row_id: int, values: dict[str, Any], *, firm: bool = False) -> None:
        """Columns that have the value already are left alone."""
        row = _row_with_id(table, row_id, *values)
        changed = {name: value for name, value in values.items() if row and _as_json(row[name]) != _as_json(value)}
        for name, value in changed.items():
            words = {"old": _as_json(row[name]) if row else None, "new": _as_json(value)}
            self.steps.append(
                {"do": "change", "table": table.name, "id": row_id, "column": name, **words, "firm": firm}
            )
        if changed:
            db.session.execute(update(table).where(table.c.id == row_id).values(changed))

    def change_all(self, table: Table, condition: ColumnElement[bool], column: str, value: Any) -> int:
        """Returns how many rows there were."""
        rows = db.session.execute(select(table.c.id, table.c[column]).where(condition).order_by(table.c.id)).all()
        for row_id, old in rows:
            words = {"old": _as_json(old), "new": _as_json(value)}
            self.steps.append(
                {"do": "change", "table": table.name, "id": row_id, "column": column, **words, "firm": False}
            )
        if rows:
            ids = [row_id for row_id, _old in rows]
            db.session.execute(update(table).where(table.c.id.in_(ids)).values({column: value}))
        return len(rows)

    def remove(self, table: Table, row_id: int) -> None:
        row = _row_with_id(table, row_id) or {}
        self.steps.append(
            {"do": "remove", "table": table.name, "row": {name: _as_json(value) for name, value in row.items()}}
        )
        db.session.execute(delete(table).where(table.c.id == row_id))

    def add(self, table: Table, values: dict[str, Any]) -> None:
        row_id = db.session.scalar(insert(table).values(values).returning(table.c.id))
        self.steps.append({"do": "add", "table": table.name, "id": row_id})

    @property
    def is_disturbed(self) -> bool:
        """Whether something was changed since that can no longer be told apart."""
        firm = [step for step in self.steps if step["do"] == "change" and step["firm"]]
        return any(_value_now(step) != step["new"] for step in firm)

    def take_back(self) -> None:
        """In reverse order. What has another value by now keeps it: somebody has decided so since."""
        for step in reversed(self.steps):
            table = METADATA.tables[step["table"]]
            if step["do"] == "remove":
                row = {name: _from_json(table.c[name], value) for name, value in step["row"].items()}
                db.session.execute(insert(table).values(row))
            elif step["do"] == "add":
                db.session.execute(delete(table).where(table.c.id == step["id"]))
            elif _value_now(step) == step["new"]:
                column = table.c[step["column"]]
                old = {column.name: _from_json(column, step["old"])}
                db.session.execute(update(table).where(table.c.id == step["id"]).values(old))


def _value_now(step: dict[str, Any]) -> Any:
    row = _row_with_id(METADATA.tables[step["table"]], step["id"], step["column"])
    return _as_json(row[step["column"]]) if row else None


def _row_with_id(table: Table, row_id: int, *columns: str) -> dict[str, Any] | None:
    """The whole row without names of columns."""
    wanted = [table.c[name] for name in columns or table.c.keys()]
    found = db.session.execute(select(*wanted).where(table.c.id == row_id)).mappings().first()
    return None if found is None else dict(found)


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _from_json(column: Column[Any], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(column.type, SqlEnum) and column.type.enum_class:
        return column.type.enum_class(value)
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
