"""What the columns of a record hold before an import changes it, as JSON, and how they are put back."""

from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Date, Enum

from partner_hub.core.actor import Actor
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.imports.records import ImportedRecord
from partner_hub.needs.models import Need
from partner_hub.needs.service import return_need_to_review
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import change_unit

Held = dict[str, Any]
# No row of a list says these.
UNWATCHED: Final = frozenset((
    *("id", "community_id", "unit_id", "partnership_id", "state", "version", "created_at", "updated_at", "source"),
    *("created_by_id", "public_name", "public_text", "minutes_title"),
))  # fmt: skip


def held_values(record: ImportedRecord) -> Held:
    columns = (each.key for each in type(record).__mapper__.column_attrs if each.key not in UNWATCHED)
    held = {name: _plain_value(getattr(record, name)) for name in columns}
    if isinstance(record, Partnership):
        former = [alias.name for alias in record.former_names]
        held |= {"name": record.name, "credit_code": record.credit_code, "aliases": list(record.short_names)}
        held |= {"former_names": former}
    return held


def values_changed(before: Held, after: Held) -> Held:
    """Of what was held before, what is held no more."""
    return {name: value for name, value in before.items() if after.get(name) != value}


def put_values_back(actor: Actor, record: ImportedRecord, before: Held) -> None:
    """What is shown of an accepted need is read by a person again before others read it."""
    if isinstance(record, Partnership):
        _put_unit_back(actor, record, before)
        return
    columns = type(record).__mapper__.columns
    for name, value in before.items():
        setattr(record, name, _value_for_column(columns[name].type, value))
    count_save(record)
    action = "edit" if isinstance(record, Need) else "update"
    record_event(actor, record, action, details={"fields": sorted(before)})
    if isinstance(record, Need) and record.is_worded:
        return_need_to_review(actor, record)


def _put_unit_back(actor: Actor, partnership: Partnership, before: Held) -> None:
    data = {name: value for name, value in before.items() if name != "former_names"}
    if "former_names" in before:
        known = [alias.name for alias in partnership.former_names]
        data["forgotten_names"] = [name for name in known if name not in before["former_names"]]
    change_unit(actor, partnership, data={**data, "keep_credit_code": True})


def _plain_value(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _value_for_column(kind: Any, value: Any) -> Any:
    if value is not None and isinstance(kind, Date):
        return date.fromisoformat(value)
    is_enum = value is not None and isinstance(kind, Enum) and kind.enum_class
    return kind.enum_class(value) if is_enum else value
