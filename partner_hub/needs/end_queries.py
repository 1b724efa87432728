"""How needs ended: the newest end of each, and the ends that whoever asked contradicts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, or_, select

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.needs.models import Need, NeedEnd, NeedEndAnswer
from partner_hub.needs.queries import visible_needs
from partner_hub.vocabulary.need import MET_NEED_STATES, NeedState, SettledAnswer

# One need is merged into another, which may have been merged since; a ring of them must come to an end.
MAX_MERGE_CHAIN = 4


def need_after_merges(need: Need) -> Need:
    """The need that this one is part of now, itself where it was not merged."""
    for _step in range(MAX_MERGE_CHAIN):
        if need.state is not NeedState.MERGED or need.merged_into is None:
            break
        need = need.merged_into
    return need


def newest_ends(need_ids: Collection[int]) -> dict[int, NeedEnd]:
    """The newest end of each of these needs, by id, also one that was taken back; one statement."""
    statement = select(NeedEnd).where(NeedEnd.need_id.in_(set(need_ids))).order_by(NeedEnd.id)
    return {end.need_id: end for end in db.session.scalars(statement)}


def end_of_need(need: Need) -> NeedEnd | None:
    """How it ended, or the need that it was merged into; None while it is open, and where nobody wrote it down."""
    found = newest_ends([need_after_merges(need).id]).get(need_after_merges(need).id)
    return None if found is None or found.taken_back_at else found


def answer_of_need(need: Need) -> NeedEndAnswer | None:
    """What whoever asked for this need has said to its end; None before that."""
    end = end_of_need(need)
    said = (row for row in end.answers if row.need_id == need.id and row.answer) if end else ()
    return next(iter(said), None)


def is_end_contradicted() -> ColumnElement[bool]:
    """Condition on NeedEndAnswer joined with NeedEnd: NeedEndAnswer.contradicts."""
    is_less = and_(NeedEndAnswer.answer == SettledAnswer.PARTLY, NeedEnd.state == NeedState.MET)
    return or_(NeedEndAnswer.answer == SettledAnswer.NOT_SETTLED, is_less)


def needs_with_contradicted_end(actor: Actor) -> Select[Need]:
    """Those that nobody has closed or reopened since, the oldest answer first."""
    contradicted = (
        select(NeedEnd.need_id)
        .join(NeedEndAnswer, NeedEndAnswer.end_id == NeedEnd.id)
        .where(NeedEnd.taken_back_at.is_(None), is_end_contradicted())
    )
    return visible_needs(actor).where(Need.state.in_(MET_NEED_STATES), Need.id.in_(contradicted)).order_by(Need.id)
