"""Several people at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from tests.support.world import World


def at_once(app: Flask, world: World, *commands: tuple[str, Callable[[Any], object]]) -> list[str]:
    """What each of the people said, in no order: done, or the name of the refusal."""
    start, said = threading.Barrier(len(commands)), list[str]()

    def run(who: str, command: Callable[[Any], object]) -> None:
        with app.app_context():
            actor = world.actor(who)
            db.session.commit()
            start.wait()
            try:
                command(actor)
                db.session.commit()
                said.append("done")
            except DomainError as refusal:
                db.session.rollback()
                said.append(type(refusal).__name__)
            except Exception as fault:  # noqa: BLE001 - told by the test, not lost in a thread
                db.session.rollback()
                said.append(repr(fault))

    threads = [threading.Thread(target=run, args=each) for each in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return sorted(said)
