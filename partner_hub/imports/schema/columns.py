"""The columns of the database behind the fields of a list: what is written to them, and what they hold."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from sqlalchemy import Date, String
from sqlalchemy.orm import InstrumentedAttribute

from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.records import SCHEMAS, Record

Column = InstrumentedAttribute[Any]
MODEL_OF_NAME: Final = {model.__name__: model for model in (PartnerUnit, Partnership, Offering, Need)}


def column_named(name: str) -> Column:
    """Of "Partnership.address" the column."""
    model, _dot, attribute = name.partition(".")
    column: Column = getattr(MODEL_OF_NAME[model], attribute)
    return column


# Field -> column, of the fields that are written as they are. The others are written by code of their own: see write/.
COLUMNS_OF_KIND: Final[Mapping[ImportKind, Mapping[str, Column]]] = {
    kind: {each.name: column_named(each.column) for each in SCHEMAS[kind].written_fields()} for kind in ImportKind
}


def column_values_of(kind: ImportKind, record: Record) -> dict[str, Any]:
    """What to write: the record's fields by the attribute of their column."""
    return {
        column.key: _value_for_column(column, getattr(record, field)) for field, column in COLUMNS_OF_KIND[kind].items()
    }


def attributes_changed_by(kind: ImportKind, fields: Collection[str]) -> set[str]:
    """The attributes of the model that change with these fields of the record."""
    own = {column.key for field, column in COLUMNS_OF_KIND[kind].items() if field in fields}
    return own.union(*(each.also_writes for each in SCHEMAS[kind].fields if each.name in fields))


def _value_for_column(column: Column, value: Any) -> Any:
    """Days as days, and no NULL where the column is an empty text."""
    if isinstance(column.type, Date):
        return date.fromisoformat(value) if value else None
    return "" if value is None and isinstance(column.type, String) else value


def stored_values(kind: ImportKind, row: Partnership | Offering | Need) -> dict[str, Any]:
    """What the columns hold, by field: days in ISO form, members of enumerations as their words."""
    return {each.name: _plain_value(getattr(row, each.attribute)) for each in SCHEMAS[kind].fields if each.column}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def max_length_of(column: Column) -> int | None:
    """How many characters the column takes; None without a limit."""
    return column.type.length if isinstance(column.type, String) else None
