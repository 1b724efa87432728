"""Puts needs on a quarter's list, or moves them to it from another; as many statements for one as for three hundred.

Moving is no carry-over: what is unmet is carried over when the quarter is closed (quarters/closing.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from partner_hub.communities.quarter_queries import require_running_quarter
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import DomainError
from partner_hub.core.events import record_events
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.needs.models import Need
from partner_hub.needs.queries import lock_needs
from partner_hub.needs.workflow import NEED_WORKFLOW, require_clean_wording
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState

# A sentence and an address.
Fault = tuple[str, str]
# What stays in its state when it is moved: it waits for review as before, or is worked on.
MOVABLE_NEED_STATES = (NeedState.SUBMITTED, *WANTED_NEED_STATES)


@dataclass(frozen=True)
class MovedNeeds:
    """`waiting`: how many still wait for review, and are for the quarter once they are accepted; besides `number`.

    `refused`: (sentence, address of the need) of each that stays where it is.
    """

    number: int
    waiting: int
    refused: list[Fault]


def put_needs_on_list(actor: Actor, needs: Iterable[Need], *, year: int, quarter: int) -> MovedNeeds:
    """Publish accepted needs on a quarter's list; those that wait for review or stand on another list are moved to it.

    Raises:
        NotAllowed: this person does not review.
        Conflict: the quarter is closed.
    """
    actor.require(Permission.NEEDS_TRIAGE)
    to = year, quarter
    require_running_quarter(actor.community_id, to)
    locked = lock_needs([need.id for need in needs])
    movable = [need for need in locked if need.state in MOVABLE_NEED_STATES]
    accepted, refused = _ready_for_list([need for need in locked if need not in movable])
    moved = [need for need in movable if (need.year, need.quarter) != to]
    waiting = sum(need.state is NeedState.SUBMITTED for need in moved)
    _move_to_list(actor, moved, to)
    _publish_on_list(actor, accepted, to)
    return MovedNeeds(len(moved) + len(accepted) - waiting, waiting, refused)


def _ready_for_list(needs: Sequence[Need]) -> tuple[list[Need], list[Fault]]:
    ready, refused = [], []
    for need in needs:
        try:
            _require_ready(need)
            ready.append(need)
        except DomainError as error:
            url = path_to("needs.show", community_id=need.community_id, need_id=need.id)
            refused.append((_("%(name)s: %(error)s", name=need.name, error=error), url))
    return ready, refused


def _require_ready(need: Need) -> None:
    if need.state != NeedState.ACCEPTED:
        raise NEED_WORKFLOW.refusal(need)
    require_clean_wording(need)


def _move_to_list(actor: Actor, needs: Sequence[Need], to: Quarter) -> None:
    rows = [
        (need.id, {"from": quarter_code((need.year or 0, need.quarter or 0)), "to": quarter_code(to)}) for need in needs
    ]
    _write_columns(needs, {"year": to[0], "quarter": to[1]})
    record_events(actor, Need, "move_quarter", rows)


def _publish_on_list(actor: Actor, needs: Sequence[Need], to: Quarter) -> None:
    rows: list[tuple[int, dict[str, Any]]] = [(need.id, {}) for need in needs]
    _write_columns(needs, {"year": to[0], "quarter": to[1], "state": NeedState.PUBLISHED})
    record_events(actor, Need, "publish", rows, from_state=NeedState.ACCEPTED, to_state=NeedState.PUBLISHED)


def _write_columns(needs: Sequence[Need], values: dict[str, object]) -> None:
    statement = update(Need).where(Need.id.in_([need.id for need in needs]))
    rows_changed(statement.values(values | {"version": Need.version + 1}))
    for need in needs:
        db.session.expire(need)
