"""What stands in somebody's calendar: meetings of all communities where the person may see them, own deadlines."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.actions.models import ActionItem
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import is_visible_to
from partner_hub.vocabulary.action import OPEN_ACTION_STATES

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


def deadlines_for_calendar(actors: Iterable[Actor]) -> Sequence[ActionItem]:
    """The open tasks of the units that this person speaks for; of a committee's people those of the committee."""
    own = [_is_own_task(actor) for actor in actors if actor.may(Permission.ACTIONS_READ)]
    is_open = (ActionItem.state.in_(OPEN_ACTION_STATES), ActionItem.due.is_not(None))
    statement = db.select(ActionItem).where(*is_open, or_(false(), *own))
    return db.session.scalars(statement.order_by(ActionItem.due, ActionItem.id)).unique().all()


def _is_own_task(actor: Actor) -> ColumnElement[bool]:
    if actor.is_committee:
        return and_(ActionItem.community_id == actor.community_id, ActionItem.responsible_id.is_(None))
    return ActionItem.responsible_id.in_(actor.partnership_ids)
