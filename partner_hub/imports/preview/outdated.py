"""What of a row is out of date, or a day so far off that somebody may have mistyped it."""

from datetime import date, timedelta
from typing import Final

from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.units import UnitRecord

LONG_AGO: Final = timedelta(days=3 * 365)
FAR_AHEAD: Final = timedelta(days=10 * 365)


def outdated_facts(record: Record | None, today: date) -> tuple[str, ...]:
    """Codes of sentences.OUTDATED_SENTENCES."""
    if isinstance(record, UnitRecord):
        found = [("begins_in_future", record.joined > today.isoformat())]
    elif isinstance(record, OfferingRecord):
        found = [("validity_over", _is_past(record.valid_to, today))]
        found.append(("day_far_off", _is_far_off(record.valid_from, today) or _is_far_ahead(record.valid_to, today)))
    elif isinstance(record, NeedRecord):
        found = _outdated_need(record, today)
    else:
        found = []
    return tuple(code for code, holds in found if holds)


def _outdated_need(record: NeedRecord, today: date) -> list[tuple[str, bool]]:
    return [
        ("deadline_passed", _is_past(record.deadline, today)),
        ("raised_in_future", record.raised_on > today.isoformat()),
        ("raised_long_ago", bool(record.raised_on) and record.raised_on < (today - LONG_AGO).isoformat()),
        ("day_far_off", _is_far_ahead(record.deadline, today)),
    ]


def _is_past(day: str | None, today: date) -> bool:
    return bool(day) and str(day) < today.isoformat()


def _is_far_ahead(day: str | None, today: date) -> bool:
    return bool(day) and str(day) > (today + FAR_AHEAD).isoformat()


def _is_far_off(day: str | None, today: date) -> bool:
    return _is_far_ahead(day, today) or (bool(day) and str(day) < (today - 2 * FAR_AHEAD).isoformat())
