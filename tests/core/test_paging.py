"""Pages of a list, and search in it."""

import pytest
from flask import Flask

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.paging import Page, page_of
from partner_hub.core.search import contains_every_word
from tests.support.database import on_both_databases


def page(app: Flask, query: str) -> Page[Community]:
    with app.test_request_context(f"/?{query}"):
        return page_of(db.select(Community).order_by(Community.id))


@pytest.fixture
def communities(app: Flask) -> None:
    names = [f"社区{number:03}" for number in range(2, 46)] + ["用户䶮社区", "100%满意社区", "a_b社区", "Ｂig社区"]
    db.session.add_all(Community(name=name, street="义诊街道" if name == "社区007" else "") for name in names)
    db.session.commit()


@pytest.mark.parametrize(
    ("query", "number", "size", "first", "last"),
    [
        ("", 1, 20, 1, 20),
        ("page=3", 3, 20, 41, 48),
        ("page=99", 3, 20, 41, 48),
        ("page=-4", 1, 20, 1, 20),
        ("page=x&size=y", 1, 20, 1, 20),
        ("size=50", 1, 50, 1, 48),
        ("size=1000000", 1, 20, 1, 20),
    ],
)
def test_the_page_that_the_address_asks_for(
    app: Flask, communities: None, query: str, number: int, size: int, first: int, last: int
) -> None:
    found = page(app, query)

    assert (found.number, found.size, found.first_row, found.last_row, found.total) == (number, size, first, last, 48)
    assert len(found.rows) == last - first + 1


def test_an_empty_list_has_one_page(app: Flask) -> None:
    found = page(app, "page=2")

    assert (found.number, found.last, found.first_row, found.last_row, found.rows) == (1, 1, 0, 0, [])


@on_both_databases
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区007", ["社区007"]),
        ("义诊", ["社区007"]),
        ("007 义诊", ["社区007"]),
        ("008 义诊", []),
        ("100%", ["100%满意社区"]),
        ("a_b", ["a_b社区"]),
        ("A_B", ["a_b社区"]),
        ("０４５", ["社区045"]),
        ("⽤⼾\ue863", ["用户䶮社区"]),
        ("\\", []),
    ],
)
def test_search_finds_every_word_anywhere(app: Flask, communities: None, text: str, found: list[str]) -> None:
    names = db.session.scalars(
        db.select(Community.name)
        .where(contains_every_word(text, Community.name, Community.street))
        .order_by(Community.id)
    )

    assert list(names) == found


def test_no_word_finds_everything(app: Flask, communities: None) -> None:
    assert len(db.session.scalars(db.select(Community).where(contains_every_word("  ", Community.name))).all()) == 48
