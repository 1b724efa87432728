"""Every step between two states, tried by everybody: who gets through, as a table written by hand says."""

import enum
import itertools
from typing import Any

from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.transitions import Workflow
from tests.support.world import World

ROLES = (
    *("secretary", "staff", "grid_worker", "unit_admin", "unit_member", "other_unit_admin"),
    *("supervisor", "district_observer", "system_admin"),
)


def expected(table: str) -> dict[tuple[str, str], set[str]]:
    """Lines of "start to who who": who may take this step; a step that has no line is nobody's."""
    lines = (line.split() for line in table.splitlines() if line.strip())
    return {(start, to): set(who) for start, to, *who in lines}


def taken(world: World, workflow: Workflow, states: type[enum.StrEnum], row: Any) -> dict[tuple[str, str], set[str]]:
    """Who got through, for each pair of states; the row is put back after every attempt."""
    actors = {who: world.actor(who) for who in ROLES}
    found: dict[tuple[str, str], set[str]] = {}
    for (start, to), who in itertools.product(itertools.product(states, states), ROLES):
        row.state = start
        db.session.flush()
        with db.session.begin_nested() as attempt:
            try:
                workflow.move(actors[who], row, to, reason="因为")
                found.setdefault((start.value, to.value), set()).add(who)
            except DomainError:
                pass
            attempt.rollback()
        db.session.refresh(row)
    return found
