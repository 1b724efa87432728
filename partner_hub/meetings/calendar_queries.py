"""The meetings that stand in somebody's calendar, in all communities where the person may see them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import false, or_
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import is_visible_to

DAYS_BACK = 366


def meetings_for_calendar(actors: Iterable[Actor]) -> Sequence[Meeting]:
    """Of one person, who is an actor in each of several communities; those of the last year and all to come."""
    visible = [is_visible_to(actor) for actor in actors if actor.may(Permission.MEETINGS_READ)]
    recent = Meeting.planned_start >= clock.days_before(clock.local_today(), DAYS_BACK)
    statement = (
        db.select(Meeting)
        .where(recent, or_(false(), *visible))
        .options(joinedload(Meeting.community), selectinload(Meeting.items))
        .order_by(Meeting.planned_start, Meeting.id)
    )
    return db.session.scalars(statement).unique().all()
