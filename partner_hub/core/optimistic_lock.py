"""Optimistic lock for saved rows: UPDATE ... WHERE id AND version."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict


def count_save(entity: Any) -> None:
    """Increase the version of a Versioned row.

    EditForm.check_version compares with the version that the person saw; this decides between two saves at once.

    Raises:
        Conflict: when another transaction saved the row since it was loaded.
    """
    kind = type(entity)
    with db.session.no_autoflush:
        statement = update(kind).where(kind.id == entity.id, kind.version == entity.version)
        counted = rows_changed(statement.values(version=kind.version + 1))
    if counted != 1:
        raise Conflict
    set_committed_value(entity, "version", entity.version + 1)
    db.session.flush()
