"""No page needs more SQL statements when there is ten times as much of everything."""

import contextvars

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import matrix
from tests.support.growth import grow
from tests.support.queries import statements
from tests.support.sample import settle_sample
from tests.support.world import World, enter

# What a page may need at most, however much there is.
MOST = 40
ROLES = ("secretary", "unit_admin", "grid_worker", "district_observer")


def pages(app: Flask, world: World, ids: dict[str, int], role: str) -> list[str]:
    """The address of every page that this role may read."""
    adapter, column = app.url_map.bind("localhost"), matrix.ROLES.index(role)
    found = []
    for line in matrix.COMMUNITY.splitlines():
        endpoint, *rest = line.split() or [""]
        target = rest.pop(0) if rest and "=" in rest[0] else ""
        reads = any("GET" in (rule.methods or ()) for rule in app.url_map.iter_rules(endpoint)) if endpoint else False
        if reads and "".join(rest)[column] == "y":
            pairs = (part.split("=") for part in target.split(",") if part)
            values = {name: ids.get(value, value) for name, value in pairs}
            found.append(adapter.build(endpoint, {"community_id": world.community} | values))
    return found


def count(client: FlaskClient, url: str) -> tuple[int, int]:
    """Status of the page, and how many statements it took; asked twice, since the first may fill a cache."""
    contextvars.Context().run(client.get, url)
    with statements() as seen:
        response = contextvars.Context().run(client.get, url)
    return response.status_code, len(seen)


@pytest.mark.parametrize("role", ROLES)
def test_ten_times_the_rows_need_the_same_statements(app: Flask, world: World, role: str) -> None:
    ids = settle_sample(world)
    client = FlaskClient(app, app.response_class)
    enter(client, world, role)
    before = {url: count(client, url) for url in pages(app, world, ids, role)}
    grow()
    after = {url: count(client, url) for url in before}
    assert len(before) > 10
    assert {url: (before[url][1], now[1]) for url, now in after.items() if now[1] > before[url][1]} == {}
    assert {url: now for url, now in after.items() if now[1] > MOST} == {}
    assert {url for url, now in after.items() if now[0] != before[url][0]} == set()
