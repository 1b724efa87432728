from collections.abc import Callable

import pytest

from partner_hub.core.db import db
from partner_hub.messages import queries
from partner_hub.messages.models import Message
from partner_hub.messages.service import TargetPage, notify_people
from tests.support.world import World

Told = Callable[..., Message]


@pytest.fixture
def told(world: World) -> Told:
    """Tells one person something; `facts` are columns of the message to be set afterwards."""
    number = iter(range(1, 1000))

    def make(who: str, subject: str = "义诊就要到期", **facts: object) -> Message:
        key = f"test:{next(number)}"
        notify_people(
            queries.active_person(world.people[who]), TargetPage(world.community, "test", key, "offerings.index", {}),
            subject=subject, button="续期", details="请在周五前续期",
        )  # fmt: skip
        message = db.session.scalars(db.select(Message).filter_by(key=key)).one()
        for name, value in facts.items():
            setattr(message, name, value)
        db.session.flush()
        return message

    return make
