"""Counts the saves of a row that people edit."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict


def count_save(entity: Any) -> None:
    """Count one save of a Versioned row; raises Conflict when another transaction saved it since it was loaded.

    EditForm.check_version compares with what the person saw; this settles two saves at the same moment.
    """
    kind = type(entity)
    with db.session.no_autoflush:
        statement = update(kind).where(kind.id == entity.id, kind.version == entity.version)
        counted = rows_changed(statement.values(version=kind.version + 1))
    if counted != 1:
        raise Conflict
    set_committed_value(entity, "version", entity.version + 1)
    db.session.flush()
