"""Every page that the menus lead to, for each role of the demonstration community, at both widths."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from partner_hub.accounts.models import RoleGrant
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.demo.load import load_demo_community
from tests.journeys.conftest import Travel
from tests.journeys.traveller import Traveller
from tests.support.browser import SIZES
from tests.support.world import World

# Pages that a walk must have found: who loses the way to them would not notice.
REVIEW = {"review.index", "review.need"}
KNOWN = {Role.SECRETARY: {*REVIEW, "data_requests.index"}}
# Their pages are those of the secretary and of a unit's administrator, with less on them.
LESS_OF_ANOTHER = {Role.STAFF, Role.UNIT_MEMBER}
# Files, not pages.
FILES = (".pdf", ".docx", ".xlsx", ".ics")


@pytest.fixture(scope="module")
def shelf() -> Iterator[sqlite3.Connection]:
    """Where the community stands ready after it was settled once: its minutes take seconds to print."""
    with closing(sqlite3.connect(":memory:")) as shelf:
        yield shelf


@pytest.fixture
def demonstration(app: Flask, shelf: sqlite3.Connection) -> World:
    """The first person of each role, under the role's name."""
    with closing(sqlite3.connect(db.engine.url.database or "")) as file:
        if shelf.execute("SELECT 1 FROM sqlite_master").fetchone():
            shelf.backup(file)
        else:
            load_demo_community()
            db.session.commit()
            file.backup(shelf)
    grants = db.session.execute(select(RoleGrant.role, RoleGrant.user_id).order_by(RoleGrant.id.desc()))
    people = {role.value: user for role, user in grants}
    return World(community=db.session.scalars(select(Community.id)).one(), people=people)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [role for role in Role if role not in LESS_OF_ANOTHER])
def test_every_page_is_fit_to_be_read(app: Flask, travel: Travel, demonstration: World, role: Role) -> None:
    visitor = travel(role.value, demonstration, role.value)
    found = {"desk.home": demonstration.url()}
    waiting = ["desk.home"]
    while waiting:
        endpoint = waiting.pop(0)
        visitor.open(found[endpoint])
        look_at_both_widths(visitor)
        assert visitor.status == HTTPStatus.OK, f"{visitor.path} is offered and refused"
        for path in links(visitor):
            known = app.url_map.bind("").match(urlsplit(path).path)[0]
            if known not in found:
                found[known] = path
                waiting.append(known)
    assert KNOWN.get(role, set()) <= found.keys()


def look_at_both_widths(visitor: Traveller) -> None:
    visitor.page.set_viewport_size(SIZES["phone"]["viewport"])
    visitor.visitor.scan()
    visitor.page.set_viewport_size(SIZES["desk"]["viewport"])


def links(visitor: Traveller) -> list[str]:
    addresses = visitor.page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    own = [address.removeprefix(visitor.visitor.server_url) for address in addresses]
    return [path for path in own if path.startswith("/") and not urlsplit(path).path.endswith(FILES)]
