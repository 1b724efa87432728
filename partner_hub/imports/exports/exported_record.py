"""A record as `flask hub export` gives it out: the fields that the schema exports, and the row it came from."""

from collections.abc import Mapping
from typing import Any

from partner_hub.imports.schema.columns import stored_values
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS


def exported_record(kind: ImportKind, row: Partnership | Offering | Need, derived: Mapping[str, Any]) -> dict[str, Any]:
    """`derived` holds the fields that no column holds, or that go out otherwise than the column holds them."""
    values = {**stored_values(kind, row), **derived}
    return {"id": row.id} | {name: values[name] for name in SCHEMAS[kind].names_for(Use.JSON)}


def place_in_file(source: dict[str, Any]) -> dict[str, Any] | None:
    """File, sheet and Excel row, the list's own numbers and the rows that repeated it; None for what was typed in."""
    kept = {key: source[key] for key in ("file", "sheet", "row", "numbers", "duplicate_rows") if source.get(key)}
    return kept if "row" in kept else None
