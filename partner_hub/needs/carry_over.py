"""Carrying unmet needs over to the next quarter, all at once, and taking it back.

The number of statements does not grow with the number of needs.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.events import record_events
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.needs.models import Need, NeedStay
from partner_hub.vocabulary.need import LISTED_NEED_STATES, OPEN_NEED_STATES, NeedState


def unmet_needs_of_quarter(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """The condition on needs that closing the quarter carries over."""
    return (
        (Need.community_id == community_id)
        & (Need.year == quarter[0])
        & (Need.quarter == quarter[1])
        & Need.state.in_(OPEN_NEED_STATES)
    )


def needs_kept_with_quarter(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """The condition on needs whose standing is kept when the quarter is closed: on its list, or unmet."""
    kept = Need.state.in_({*LISTED_NEED_STATES, *OPEN_NEED_STATES})
    return (Need.community_id == community_id) & (Need.year == quarter[0]) & (Need.quarter == quarter[1]) & kept


def carry_over_needs(
    actor: Actor, community_id: int, *, before: Quarter, after: Quarter, progress: Mapping[int, str]
) -> list[int]:
    """Carry the unmet needs of a quarter over to another; returns their ids.

    How each need of the quarter stood on that day is kept with the quarter, also of those that stay in it: `progress`
    says by id how far it had come (open, asked, taken).

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    _keep_stays(community_id, before, progress)
    unmet = unmet_needs_of_quarter(community_id, before)
    rows = db.session.execute(select(Need.id, Need.carried_over).where(unmet).order_by(Need.id)).all()
    rows_changed(update(Need).where(unmet).values(_moved_to(after, times=1)))
    details = {"from": quarter_code(before), "to": quarter_code(after)}
    record_events(actor, Need, "carry_over", [(row.id, details | {"times": row.carried_over + 1}) for row in rows])
    db.session.expire_all()
    return [row.id for row in rows]


def _keep_stays(community_id: int, quarter: Quarter, progress: Mapping[int, str]) -> None:
    kept = select(Need.id, Need.state).where(needs_kept_with_quarter(community_id, quarter)).order_by(Need.id)
    shared = {"year": quarter[0], "quarter": quarter[1], "carried_at": clock.utc_now()}
    stays = [
        shared | {"need_id": number, "state": state, "progress": progress.get(number, "open")}
        for number, state in db.session.execute(kept)
    ]
    if stays:
        db.session.execute(insert(NeedStay), stays)


def _moved_to(quarter: Quarter, *, times: int) -> dict[str, Any]:
    """What changes of a need that is carried to a quarter (`times` 1) or taken back to it (-1)."""
    times_carried = Need.carried_over + times
    return {"year": quarter[0], "quarter": quarter[1], "carried_over": times_carried, "version": Need.version + 1}


def take_back_carried_needs(actor: Actor, community_id: int, *, before: Quarter, after: Quarter) -> int:
    """Undo carry_over_needs of the quarter `before`: the needs stand in it again, and the count goes down.

    What has been moved on to another quarter since stays there. Returns how many came back.

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    of_quarter = (NeedStay.year == before[0], NeedStay.quarter == before[1])
    carried = select(NeedStay.need_id).where(*of_quarter, NeedStay.state.in_(OPEN_NEED_STATES))
    still_there = (Need.community_id == community_id, Need.year == after[0], Need.quarter == after[1])
    ids = list(db.session.scalars(select(Need.id).where(Need.id.in_(carried), *still_there).order_by(Need.id)))
    rows_changed(update(Need).where(Need.id.in_(ids)).values(_moved_to(before, times=-1)))
    own = select(Need.id).where(Need.community_id == community_id)
    rows_changed(delete(NeedStay).where(*of_quarter, NeedStay.need_id.in_(own)))
    details = {"from": quarter_code(after), "to": quarter_code(before)}
    record_events(actor, Need, "take_back_carry_over", [(each, details) for each in ids])
    db.session.expire_all()
    return len(ids)


def progress_when_carried(quarter: Quarter) -> ColumnElement[str | None]:
    """What a need had come to when the quarter was closed; NULL where it stood in none that is closed."""
    here = (NeedStay.need_id == Need.id, NeedStay.year == quarter[0], NeedStay.quarter == quarter[1])
    return select(NeedStay.progress).where(*here).correlate(Need).scalar_subquery()


def has_stayed_in(quarter: Quarter, *states: NeedState) -> ColumnElement[bool]:
    """Whether a need stood in this quarter when it was closed, in one of these states (any, when none is given)."""
    here = [NeedStay.need_id == Need.id, NeedStay.year == quarter[0], NeedStay.quarter == quarter[1]]
    if states:
        here.append(NeedStay.state.in_(states))
    return select(NeedStay.id).where(*here).correlate(Need).exists()
