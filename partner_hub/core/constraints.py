"""What a person reads when the database refuses a row: the sentence stands with its constraint, in `info`."""

from collections.abc import Iterator
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, Constraint, Index
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import ColumnCollectionConstraint

from partner_hub.core.db import METADATA

_KEY = "sentence_at_field"


def sentence_at(field: str, sentence: LazyString) -> dict[str, Any]:
    """The `info` of a constraint that people can break; `field` of the form, "" for the whole form."""
    return {_KEY: (field, sentence)}


def quarter_constraint() -> CheckConstraint:
    return CheckConstraint(
        "quarter BETWEEN 1 AND 4", name="quarter", info=sentence_at("quarter", _l("A year has four quarters."))
    )


def at_least_one(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} >= 1", name=column, info=sentence_at(column, _l("At least one.")))


def in_order(first: str, last: str, sentence: LazyString) -> CheckConstraint:
    """`last` (a day or moment, told at the field of its name) is not before `first`; either may be missing."""
    return CheckConstraint(f"{last} >= {first}", name=last, info=sentence_at(last, sentence))


def find_broken_constraint(error: IntegrityError) -> tuple[str, LazyString] | None:
    """(field, sentence) of the constraint that was broken; None for one that nobody at a screen can break."""
    return next(
        (entry.info[_KEY] for entry in _constraints_with_sentence() if _was_constraint_broken(error, entry)), None
    )


def _constraints_with_sentence() -> Iterator[Constraint | Index]:
    for table in METADATA.tables.values():
        entries: list[Constraint | Index] = [*table.constraints, *table.indexes]
        yield from (entry for entry in entries if _KEY in entry.info)


def _was_constraint_broken(error: IntegrityError, entry: Constraint | Index) -> bool:
    """PostgreSQL gives its name, SQLite that of a CHECK and the columns of what must be unique."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return bool(diagnosis.constraint_name == entry.name)
    words = str(error.orig).rpartition(": ")[2]
    return words == (str(entry.name) if isinstance(entry, CheckConstraint) else _columns_in_sqlite(entry))


def _columns_in_sqlite(entry: Constraint | Index) -> str:
    """As SQLite writes them: table.column, table.column."""
    columns = entry.columns if isinstance(entry, ColumnCollectionConstraint | Index) else ()
    return ", ".join(f"{column.table.name}.{column.name}" for column in columns)
