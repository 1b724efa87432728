"""Carrying unmet needs over to the next quarter, all at once, and taking it back.

The number of statements does not grow with the number of needs.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, select, update

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.events import record_events
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.needs.models import Need, NeedStay
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState


def unmet_needs_of_quarter(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """The condition on needs that closing the quarter carries over."""
    return (
        (Need.community_id == community_id)
        & (Need.year == quarter[0])
        & (Need.quarter == quarter[1])
        & Need.state.in_(OPEN_NEED_STATES)
    )


def carry_over_needs(
    actor: Actor, community_id: int, *, before: Quarter, after: Quarter, progress: Mapping[int, str]
) -> list[int]:
    """Carry the unmet needs of a quarter over to another; returns their ids.

    `progress` says of each need by id how far it has come (open, asked, taken); it is kept with the quarter left.

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    unmet = unmet_needs_of_quarter(community_id, before)
    rows = db.session.execute(select(Need.id, Need.state, Need.carried_over).where(unmet).order_by(Need.id)).all()
    if not rows:
        return []
    now = clock.utc_now()
    stays = [
        {"need_id": row.id, "year": before[0], "quarter": before[1], "state": row.state, "carried_at": now}
        | {"progress": progress.get(row.id, "open")}
        for row in rows
    ]
    db.session.execute(insert(NeedStay), stays)
    changes = {
        "year": after[0],
        "quarter": after[1],
        "carried_over": Need.carried_over + 1,
        "version": Need.version + 1,
    }
    rows_changed(update(Need).where(unmet).values(changes))
    details = {"from": quarter_code(before), "to": quarter_code(after)}
    record_events(actor, Need, "carry_over", [(row.id, details | {"times": row.carried_over + 1}) for row in rows])
    db.session.expire_all()
    return [row.id for row in rows]


def take_back_carried_needs(actor: Actor, need_ids: Sequence[int], *, before: Quarter, after: Quarter) -> None:
    """Undo carry_over_needs of the quarter `before`: the needs stand in it again, and the count goes down.

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    own = (NeedStay.year == before[0], NeedStay.quarter == before[1], NeedStay.need_id.in_(need_ids))
    carried = Need.id.in_(select(NeedStay.need_id).where(*own))
    still_there = (Need.year == after[0], Need.quarter == after[1])
    changes = {
        "year": before[0],
        "quarter": before[1],
        "carried_over": Need.carried_over - 1,
        "version": Need.version + 1,
    }
    ids = list(db.session.scalars(select(Need.id).where(carried, *still_there).order_by(Need.id)))
    rows_changed(update(Need).where(Need.id.in_(ids)).values(changes))
    rows_changed(delete(NeedStay).where(*own))
    details = {"from": quarter_code(after), "to": quarter_code(before)}
    record_events(actor, Need, "take_back_carry_over", [(each, details) for each in ids])
    db.session.expire_all()


def progress_when_carried(quarter: Quarter) -> ColumnElement[str | None]:
    """What a need had come to when it left this quarter; NULL for one that did not."""
    here = (NeedStay.need_id == Need.id, NeedStay.year == quarter[0], NeedStay.quarter == quarter[1])
    return select(NeedStay.progress).where(*here).correlate(Need).scalar_subquery()


def has_stayed_in(quarter: Quarter, *states: NeedState) -> ColumnElement[bool]:
    """Whether a need left this quarter by being carried over, in one of these states (any, when none is given)."""
    here = [NeedStay.need_id == Need.id, NeedStay.year == quarter[0], NeedStay.quarter == quarter[1]]
    if states:
        here.append(NeedStay.state.in_(states))
    return select(NeedStay.id).where(*here).correlate(Need).exists()
