"""Both values of each field in which a row and the one that it repeats differ, and the value that will stand."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from partner_hub.partners.unit_name_matching import plain_unit_name
from partner_hub.workbooks.plan.merging import absorb_duplicate
from partner_hub.workbooks.plan.plan import Difference, PlannedRow
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS, Record


def compare_repeated_rows(kind: str, rows: Sequence[PlannedRow]) -> None:
    """Notes them at every row that may be merged into another one of the file."""
    records = {row.excel_row: row.record for row in rows}
    repeats: dict[int, list[Record]] = {}
    for row in rows:
        if row.merged_into and row.record:
            repeats.setdefault(row.merged_into, []).append(row.record)
    for row in rows:
        first = records.get(row.merged_into or 0)
        if first and row.record and row.merged_into:
            row.merged = _merged_with(first, repeats[row.merged_into])
            row.differences = differences_of_merging(kind, first, row.record, row.merged)


def _merged_with(first: Record, others: Sequence[Record]) -> Record:
    stands = deepcopy(first)
    for each in others:
        absorb_duplicate(stands, each)
    return stands


def differences_of_merging(kind: str, first: Record, second: Record, stands: Record) -> list[Difference]:
    found = []
    for name in SCHEMAS[kind].names_for(Use.COLUMN):
        values = [getattr(each, name, None) for each in (first, second, stands)]
        if _second_says_more(*values[:2]) or text_of_value(values[0]) != text_of_value(values[2]):
            found.append(Difference(name, *(text_of_value(value) for value in values)))
    return found


def _second_says_more(first: Any, second: Any) -> bool:
    if isinstance(second, list):
        return not set(second) <= set(first or ())
    if isinstance(second, str) and isinstance(first, str):
        return plain_unit_name(second) not in {"", plain_unit_name(first)}
    return bool(second) and first != second


def text_of_value(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else "" if value is None else str(value)


def filled_record(record: Record, values: Mapping[str, Any]) -> Record:
    """An existing record as one of the file's kind: `record` lends its source alone."""
    known = {name: deepcopy(value) for name, value in values.items() if hasattr(record, name) and value is not None}
    return type(record)(deepcopy(record.source), **known)
