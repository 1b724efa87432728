"""Several lists of a first page, the first rows of each, found by one statement."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from partner_hub.core.db import db

# Rows of each list; behind it stands a link to all of them.
MAX_ROWS_SHOWN = 5


def first_ids_by_list(wanted: Mapping[str, Select[Any]]) -> dict[str, list[int]]:
    """The ids that each of these selects of an id begins with, under the name of its list; one statement."""
    firsts = (select(literal(name), each.limit(MAX_ROWS_SHOWN).subquery()) for name, each in wanted.items())
    found: dict[str, list[int]] = {name: [] for name in wanted}
    for name, number in db.session.execute(union_all(*firsts)):
        found[name].append(number)
    return found
