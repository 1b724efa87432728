"""The community of this request, and what its settings page lists."""

from collections.abc import Sequence
from typing import Any

from flask import g
from flask_babel import gettext as _

from partner_hub.communities.models import Category, Community, GridCell
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError


def current_community() -> Community:
    """The community of this URL; set by the hook in accounts/access_control.py."""
    community: Community = g.community
    return community


def community_named(name: str, district: str = "") -> Community:
    """For the command line.

    Raises:
        DomainError: when there is none, or one in each of several districts.
    """
    statement = db.select(Community).where(Community.name == name)
    found = list(db.session.scalars(statement.where(Community.district == district) if district else statement))
    if not found:
        raise DomainError(_("There is no community “%(name)s”.", name=name))
    if len(found) > 1:
        places = ", ".join(sorted(community.district for community in found))
        raise DomainError(_("Several districts have a community “%(name)s”: %(places)s.", name=name, places=places))
    return found[0]


def editable_rows_of(words: Sequence[Category | GridCell]) -> list[dict[str, Any]]:
    """Categories or grid cells as the rows of their form, with places 1, 2, 3 ..., and empty rows for new ones."""
    rows = [
        {
            "id": word.id,
            "label": _label_of_word(word),
            "position": place,
            "retired": bool(getattr(word, "retired_at", None)),
        }
        for place, word in enumerate(sorted(words, key=lambda word: (word.position, word.id)), 1)
    ]
    return rows + [{}] * EMPTY_ROWS


def _label_of_word(word: Category | GridCell) -> str:
    return word.name if isinstance(word, Category) else word.label


EMPTY_ROWS = 3
