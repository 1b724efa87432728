"""Opening a quarter, and its theme and dates."""

from datetime import date, timedelta
from typing import TypedDict

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.communities.quarter_queries import quarter_row
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter
from partner_hub.core.template_filters import quarter_name
from partner_hub.meetings.queries import latest_meeting
from partner_hub.vocabulary.quarter import QuarterState


class QuarterPlanValues(TypedDict, total=False):
    """What people write about a quarter."""

    theme: str
    theme_categories: list[int]
    items_until: date | None
    lists_until: date | None
    meeting_on: date | None
    place: str
    chair_name: str
    chair_title: str


def open_quarter(
    actor: Actor, community: Community, quarter: Quarter, *, data: QuarterPlanValues | None = None
) -> CommunityQuarter:
    """Open a quarter with its call; place and chair are those of the last meeting unless `data` says otherwise.

    Raises:
        NotAllowed: this person does not plan quarters.
        Conflict: it has been opened already.
        DomainError: the call ends after the meeting.
    """
    actor.require(Permission.QUARTERS_PLAN)
    if quarter_row(community.id, quarter):
        raise Conflict(_("%(quarter)s has been opened already.", quarter=quarter_name(*quarter)))
    row = CommunityQuarter(community_id=community.id, year=quarter[0], quarter=quarter[1], **_words_of_last(community))
    _write_quarter(row, community, data or {})
    db.session.add(row)
    db.session.flush()
    record_event(actor, row, "open", to_state=row.state.value)
    return row


def edit_quarter(actor: Actor, community: Community, row: CommunityQuarter, *, data: QuarterPlanValues) -> None:
    """Change the theme and the dates.

    Raises:
        NotAllowed: this person does not plan quarters.
        Conflict: it is closed.
        DomainError: the call ends after the meeting.
    """
    actor.require(Permission.QUARTERS_PLAN)
    if row.state is QuarterState.CLOSED:
        raise Conflict(_("%(quarter)s is closed already.", quarter=quarter_name(row.year, row.quarter)))
    _write_quarter(row, community, data)
    count_save(row)
    record_event(actor, row, "edit")


def _words_of_last(community: Community) -> dict[str, str]:
    last = latest_meeting(community)
    return {name: getattr(last, name) for name in ("place", "chair_name", "chair_title")} if last else {}


def _write_quarter(row: CommunityQuarter, community: Community, data: QuarterPlanValues) -> None:
    for name, value in data.items():
        setattr(row, name, value)
    if row.meeting_on and row.items_until is None:
        row.items_until = row.meeting_on - timedelta(days=community.items_days)
    if row.meeting_on:
        for name in ("items_until", "lists_until"):
            if (end := getattr(row, name)) and end > row.meeting_on:
                raise DomainError(_("The call ends before the meeting."), field=name)
