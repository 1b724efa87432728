"""People of the world of tests/support/world.py at their screens."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.journeys.traveller import Traveller
from tests.support.browser import Browse
from tests.support.world import World, enter


@dataclass(frozen=True)
class Way:
    """At which screen a journey is made, and whether with JavaScript."""

    screen: str
    javascript: bool

    def __str__(self) -> str:
        return f"{self.screen}{'' if self.javascript else '-without-javascript'}"


PHONE, DESK = Way("phone", javascript=True), Way("desk", javascript=True)
PHONE_WITHOUT, DESK_WITHOUT = Way("phone", javascript=False), Way("desk", javascript=False)

Travel = Callable[..., Traveller]


def ways(*several: Way) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("way", several, ids=str)


@pytest.fixture
def way() -> Way:
    return DESK


@pytest.fixture
def travel(app: Flask, browse: Browse, way: Way) -> Travel:
    """Brings a person under a name; whoever is given with the world is signed in, everybody else is not."""

    def start(name: str, world: World | None = None, who: str = "") -> Traveller:
        visitor = browse(way.screen, javascript=way.javascript)
        if world:
            client = app.test_client()
            enter(client, world, who)
            visitor.become(client)
        return Traveller(visitor, name)

    return start
