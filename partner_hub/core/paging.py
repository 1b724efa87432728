"""Pages of a list, kept in the URL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func

from partner_hub.core.db import db

Row = TypeVar("Row")
PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: rows, page number (1..), rows a page and the total."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.number * self.size, self.total)


def page_of(statement: Select[Any]) -> Page[Any]:
    """The page of `statement` that the URL asks for (?page=2&size=50); two SQL statements."""
    total = db.session.scalar(db.select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    size = _number_in_query("size", PAGE_SIZES[0])
    size = size if size in PAGE_SIZES else PAGE_SIZES[0]
    number = min(max(1, _number_in_query("page", 1)), max(1, -(-total // size)))
    rows = db.session.scalars(statement.limit(size).offset((number - 1) * size)).unique().all()
    return Page(rows, number, size, total)


def _number_in_query(name: str, default: int) -> int:
    return request.args.get(name, default, type=int)
