"""Makes a settled database ten times as large: every row gets copies, under the same records whose pages are read."""

from typing import Any

from sqlalchemy import Integer, Table, UniqueConstraint, func, insert, select

from partner_hub.core.db import METADATA, db

COPIES = 9
# Copies hang under the same one of these, so that its pages grow.
PINNED = frozenset({"community", "user", "meeting", "agenda_item", "minutes", "import", "category", "grid_cell"})
# There is one for each meeting or person, or a list that a settings page edits as a whole, or none is ever listed.
ONCE = frozenset(
    {"community", "category", "minutes", "invitation", "password_link", "sign_in_attempt", "calendar_link"}
)


def grow() -> None:
    """Copy every row that is there COPIES times; one commit."""
    originals = {
        table: [row._asdict() for row in db.session.execute(select(table).order_by(table.c.id))]
        for table in METADATA.sorted_tables
        if table.name not in ONCE
    }
    for number in range(1, COPIES + 1):
        copies: dict[tuple[str, int], int] = {}
        for table, rows in originals.items():
            _copy(table, rows, number, copies)
    db.session.commit()


def _copy(table: Table, rows: list[dict[str, Any]], number: int, copies: dict[tuple[str, int], int]) -> None:
    free = (db.session.scalar(select(func.max(table.c.id))) or 0) + 1
    for new_id, row in enumerate(rows, start=free):
        copies[table.name, row["id"]] = new_id
        values = row | {"id": new_id} | _links(table, row, copies)
        db.session.execute(insert(table).values(_made_unique(table, row, values, number)))


def _links(table: Table, row: dict[str, Any], copies: dict[tuple[str, int], int]) -> dict[str, int]:
    """A copy refers to the copies of its own round, but to pinned records themselves."""
    found = {}
    for column in table.columns:
        for key in column.foreign_keys:
            target = (key.column.table.name, row[column.name])
            if target[0] not in PINNED and target in copies:
                found[column.name] = copies[target]
    return found


def _made_unique(table: Table, row: dict[str, Any], values: dict[str, Any], number: int) -> dict[str, Any]:
    """Change what would stand twice in a unique column: a text gets an ending, a number moves far away."""
    for names in _unique(table):
        if all(values[name] == row[name] is not None for name in names):
            # A quarter is one of four, so it is the year that moves.
            name = "year" if "year" in names else names[-1]
            is_number = isinstance(table.c[name].type, Integer)
            values[name] = values[name] + 1000 * number if is_number else f"{values[name]}{number}"[-64:]
    return values


def _unique(table: Table) -> list[list[str]]:
    found = [list(entry.columns.keys()) for entry in table.constraints if isinstance(entry, UniqueConstraint)]
    return found + [list(entry.columns.keys()) for entry in table.indexes if entry.unique]
