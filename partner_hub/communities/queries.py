"""The community of this request, and what its settings page lists."""

from collections.abc import Sequence
from typing import Any

from flask import g

from partner_hub.communities.models import Category, Community, GridCell


def current_community() -> Community:
    """The community of this address; accounts/gate.py has let the person in."""
    community: Community = g.community
    return community


def rows_of(words: Sequence[Category | GridCell]) -> list[dict[str, Any]]:
    """Categories or grid cells as the rows of their form, with places 1, 2, 3 ..., and empty rows for new ones."""
    rows = [
        {"id": word.id, "label": _label(word), "position": place, "retired": bool(getattr(word, "retired_at", None))}
        for place, word in enumerate(sorted(words, key=lambda word: (word.position, word.id)), 1)
    ]
    return rows + [{}] * EMPTY_ROWS


def _label(word: Category | GridCell) -> str:
    return word.name if isinstance(word, Category) else word.label


EMPTY_ROWS = 3
