"""Finds the tables of an uploaded workbook; they are stored with the import and may be corrected by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.table.choice import beginning_of, find_layouts, find_tables
from partner_hub.workbooks.table.headers import table_with_head_at
from partner_hub.workbooks.table.layout import Layout
from partner_hub.workbooks.xlsx.workbook import Workbook

# So much more must a workbook resemble another kind of list before this is mentioned.
CLEARLY_MORE = 0.25

StoredLayout = dict[str, Any]


def recognise_tables(workbook: Workbook, kind: ImportKind) -> StoredLayout:
    """Every table of this kind, with the reason of those that are not read."""
    return tables_to_json(find_tables(workbook, kind), _likelier_kind(workbook, kind))


def layout_at_place(workbook: Workbook, kind: ImportKind, *, sheet: str, header_row: int, header_height: int) -> Layout:
    """The table with its head in these rows, and what of its columns is understood."""
    place = sheet, header_row, header_height
    same = (each for each in find_layouts(workbook, kind) if (each.sheet, each.header_row, each.header_height) == place)
    return next(same, None) or table_with_head_at(workbook.sheet(sheet), kind, header_row, header_height)


def tables_to_json(
    tables: Sequence[Layout], looks_like: str | None = None, by_hand: Mapping[str, str] | None = None
) -> StoredLayout:
    """`by_hand`: the fields that a person gave to headings, "" for none."""
    kept = [{**asdict(each), "kind": str(each.kind)} for each in tables]
    return {"tables": kept, "looks_like": looks_like, "by_hand": dict(by_hand or {})}


def tables_from_json(kept: Mapping[str, Any]) -> tuple[Layout, ...]:
    """What `tables_to_json` gave, after its way through JSON. What an earlier version kept is one table."""
    tables = kept.get("tables", [kept] if kept else [])
    return tuple(map(_table_from_json, tables))


def _table_from_json(kept: Mapping[str, Any]) -> Layout:
    facts = {each.name: kept[each.name] for each in fields(Layout) if each.name in kept}
    facts["headers"] = {int(column): words for column, words in facts["headers"].items()}
    facts["places"] = {int(column): tuple(place) for column, place in facts.get("places", {}).items()}
    return Layout(**facts)


def _likelier_kind(workbook: Workbook, kind: ImportKind) -> str | None:
    """The kind of list that this workbook resembles far more than the one it is said to be."""
    beginning = beginning_of(workbook)
    likely = {each: _confidence_in_kind(beginning, each) for each in ImportKind}
    best = max(likely, key=lambda each: likely[each])
    return best.value if likely[best] > likely[kind] + CLEARLY_MORE else None


def _confidence_in_kind(workbook: Workbook, kind: ImportKind) -> float:
    return max((each.confidence for each in find_layouts(workbook, kind)), default=0.0)
