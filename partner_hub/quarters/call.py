"""The call of a quarter: until when units hand in agenda items, needs and offerings, and the reminders before that."""

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import or_, select

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import quarter_name
from partner_hub.quarters import notifications
from partner_hub.vocabulary.quarter import QuarterState

CALL_REMINDER_LEAD = timedelta(days=3)


def send_call(actor: Actor, row: CommunityQuarter) -> int:
    """Call for agenda items, needs and offerings; who has read an older call is told of the new dates.

    Returns how many people were notified, each once for the same theme and dates.

    Raises:
        NotAllowed: this person does not plan quarters.
        Conflict: the quarter is closed.
        DomainError: no last day has been named.
    """
    actor.require(Permission.QUARTERS_PLAN)
    if row.state is QuarterState.CLOSED:
        raise Conflict(_("%(quarter)s is closed already.", quarter=quarter_name(row.year, row.quarter)))
    if not (row.items_until or row.lists_until):
        raise DomainError(_("Please say first until when agenda items, or needs and offerings, are called for."))
    row.called_at = clock.utc_now()
    count_save(row)
    record_event(actor, row, "call")
    return notifications.notify_of_call(actor, row)


def call_on(community_id: int, day: date) -> CommunityQuarter | None:
    """The open quarter whose call runs on this day; the earliest, where several do."""
    runs = or_(CommunityQuarter.items_until >= day, CommunityQuarter.lists_until >= day)
    statement = select(CommunityQuarter).where(
        CommunityQuarter.community_id == community_id, CommunityQuarter.state == QuarterState.OPEN, runs
    )
    return db.session.scalar(statement.order_by(CommunityQuarter.year, CommunityQuarter.quarter).limit(1))


def remind_of_calls(today: date) -> int:
    """Nightly: the units, in the last days before a call ends that was sent; returns how many were notified."""
    statement = select(CommunityQuarter).where(
        CommunityQuarter.state == QuarterState.OPEN, CommunityQuarter.called_at.is_not(None)
    )
    return sum(
        notifications.remind_of_call(row, kind, until)
        for row in db.session.scalars(statement.order_by(CommunityQuarter.id))
        for kind, until in (("items", row.items_until), ("lists", row.lists_until))
        if until and today <= until <= today + CALL_REMINDER_LEAD
    )
