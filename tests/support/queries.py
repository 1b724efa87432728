"""Which SQL statements a piece of a test needs, so that a page's number of them can be held."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

# What the driver says around the work, not the work.
FRAME = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect every SQL statement that any engine of this process executes meanwhile."""
    seen: list[str] = []

    def note(
        _connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: object
    ) -> None:
        if not statement.upper().startswith(FRAME):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
