"""Where an imported record stands in its file."""

from typing import Any


def place_of(source: dict[str, Any]) -> dict[str, Any] | None:
    """File, sheet and Excel row, and the rows that repeated it if there were any; None for what was typed in."""
    kept = {key: source[key] for key in ("file", "sheet", "row", "duplicate_rows") if source.get(key)}
    return kept if "row" in kept else None
