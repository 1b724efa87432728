"""What those who asked say to the ends of a quarter's needs; silence is counted as silence, never as a yes."""

from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from partner_hub.communities.quarter_queries import frozen_figures
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.needs.end_queries import is_end_contradicted
from partner_hub.needs.models import Need, NeedEnd, NeedEndAnswer
from partner_hub.reports.board import is_on_quarter_list
from partner_hub.vocabulary.need import NeedState


@dataclass(frozen=True)
class AnswerCounts:
    """Of everybody who asked for a need that was noted as met or partly met; `waiting` may still answer."""

    confirmed: int = 0
    contradicted: int = 0
    silent: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.contradicted + self.silent + self.waiting


def answers_to_ends(actor: Actor, quarter: Quarter) -> AnswerCounts:
    """Of a closed quarter what was frozen; nothing where that was before answers were counted.

    A need that was reopened because of its answer counts as contradicted still.
    """
    if frozen := frozen_figures(actor.community_id, quarter):
        return AnswerCounts(**frozen.get("answers", {}))
    is_over = or_(NeedEnd.answer_by < clock.local_today(), Need.state == NeedState.CLOSED)
    said = case(
        (is_end_contradicted(), "contradicted"),
        (NeedEndAnswer.answer.is_not(None), "confirmed"),
        (is_over, "silent"),
        else_="waiting",
    ).label("said")
    statement = (
        select(said, func.count())
        .select_from(NeedEndAnswer)
        .join(NeedEnd, NeedEnd.id == NeedEndAnswer.end_id)
        .join(Need, Need.id == NeedEnd.need_id)
        .where(Need.community_id == actor.community_id, is_on_quarter_list(quarter))
        .where(or_(NeedEnd.taken_back_at.is_(None), is_end_contradicted()))
        .group_by(said)
    )
    return AnswerCounts(**{row.said: row[1] for row in db.session.execute(statement)})
