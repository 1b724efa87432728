"""Carrying unmet needs over to the next quarter, all at once, and taking it back.

The number of statements does not grow with the number of needs.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from partner_hub.communities.quarter_queries import running_quarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.events import record_event, record_events
from partner_hub.core.facts_from_above import has_live_match_of_need
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.needs.models import Need, NeedStay
from partner_hub.vocabulary.need import LISTED_NEED_STATES, OPEN_NEED_STATES, NeedState


def unmet_needs_of_quarter(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """The condition on needs that closing the quarter carries over."""
    return and_(_stands_in(community_id, quarter), Need.state.in_(OPEN_NEED_STATES))


def needs_kept_with_quarter(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    """The condition on needs whose standing is kept when the quarter is closed: on its list, or unmet."""
    return and_(_stands_in(community_id, quarter), Need.state.in_({*LISTED_NEED_STATES, *OPEN_NEED_STATES}))


def _stands_in(community_id: int, quarter: Quarter) -> ColumnElement[bool]:
    return and_(Need.community_id == community_id, Need.year == quarter[0], Need.quarter == quarter[1])


def lock_needs_of_quarter(community_id: int, quarter: Quarter) -> None:
    """Until the transaction ends nobody claims, merges or settles a need of the quarter."""
    kept = select(Need.id).where(needs_kept_with_quarter(community_id, quarter)).order_by(Need.id)
    db.session.execute(kept.with_for_update(key_share=True)).all()


def carry_over_needs(
    actor: Actor, community_id: int, *, before: Quarter, after: Quarter, progress: Mapping[int, str]
) -> list[int]:
    """Carry the unmet needs of a quarter over to another; returns their ids.

    How each need of the quarter stood on that day is kept with the quarter, also of those that stay in it: `progress`
    says by id how far it had come (open, asked, taken). The caller has locked them (lock_needs_of_quarter).

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    _keep_stays(community_id, before, progress)
    unmet = unmet_needs_of_quarter(community_id, before)
    rows = db.session.execute(select(Need.id, Need.carried_over).where(unmet).order_by(Need.id)).all()
    rows_changed(update(Need).where(Need.id.in_([row.id for row in rows])).values(_moved_to(after, times=1)))
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

    What was reopened after the closing comes back, too; what has been moved on to another quarter since stays there,
    and in the past of this one. Returns how many came back.

    Raises:
        NotAllowed: this person does not close quarters.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    of_quarter = (NeedStay.year == before[0], NeedStay.quarter == before[1])
    stood = select(Need.id, NeedStay.state).join(NeedStay, NeedStay.need_id == Need.id).where(*of_quarter)
    rows = db.session.execute(
        stood.where(_stands_in(community_id, after)).order_by(Need.id).with_for_update(of=Need, key_share=True)
    ).all()
    ids = [row.id for row in rows]
    carried = [row.id for row in rows if row.state in OPEN_NEED_STATES]
    rows_changed(update(Need).where(Need.id.in_(carried)).values(_moved_to(before, times=-1)))
    reopened = [each for each in ids if each not in carried]
    rows_changed(update(Need).where(Need.id.in_(reopened)).values(_moved_to(before, times=0)))
    own = select(Need.id).where(_stands_in(community_id, before))
    rows_changed(delete(NeedStay).where(*of_quarter, NeedStay.need_id.in_(own)))
    details = {"from": quarter_code(after), "to": quarter_code(before)}
    record_events(actor, Need, "take_back_carry_over", [(each, details) for each in ids])
    db.session.expire_all()
    return len(ids)


def go_on_in_running_quarter(actor: Actor, need: Need, *, was: NeedState) -> None:
    """A need that is open again although its quarter has been closed: the past keeps what it `was`; no carry-over."""
    if need.state not in OPEN_NEED_STATES or not (need.year and need.quarter):
        return
    before = (need.year, need.quarter)
    after = running_quarter(need.community_id, before)
    if after == before:
        return
    stay = {"need_id": need.id, "year": before[0], "quarter": before[1]}
    if db.session.scalar(select(NeedStay.id).filter_by(**stay)) is None:
        progress = "taken" if has_live_match_of_need(need.id) else "open"
        db.session.add(NeedStay(**stay, state=was, progress=progress, carried_at=clock.utc_now()))
    need.year, need.quarter = after
    db.session.flush()
    record_event(actor, need, "move_quarter", details={"from": quarter_code(before), "to": quarter_code(after)})


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
