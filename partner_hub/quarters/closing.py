"""Closing a quarter is one act: what stands in the way, what will happen, the act itself, and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.communities.quarter_queries import open_quarters_before, quarter_row, running_quarter
from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, SeveralFaults
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.core.quarters import Quarter, quarter_after, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.matching.end_queries import matches_to_accept, needs_to_settle
from partner_hub.matching.models import Match
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.service import take_step
from partner_hub.meetings.workflow import MEETING_WORKFLOW
from partner_hub.needs.carry_over import (
    carry_over_needs,
    lock_needs_of_quarter,
    needs_kept_with_quarter,
    take_back_carried_needs,
    unmet_needs_of_quarter,
)
from partner_hub.needs.models import MOST_CARRIED_OVER, Need, NeedsList
from partner_hub.quarters.opening import open_quarter
from partner_hub.reports.board import need_progress
from partner_hub.reports.frozen_figures import figures_of_quarter
from partner_hub.vocabulary.action import UNSETTLED_ACTION_STATES
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import (
    RETURNING_ITEM_STATES,
    SIGNED_MEETING_STATES,
    MeetingKind,
    MeetingState,
)
from partner_hub.vocabulary.need import UNATTENDED_NEED_STATES
from partner_hub.vocabulary.quarter import QuarterState

Fault = tuple[str, str]


@dataclass(frozen=True)
class ClosingPreview:
    """What closing would do. `faults` (sentence, URL) stand in the way; counts are of what goes on or comes back."""

    quarter: Quarter
    next_quarter: Quarter
    faults: list[Fault]
    needs_carried: int
    needs_to_settle: int
    ends_to_accept: int
    third_carry_overs: int
    matches_deferred: int
    items_returning: int
    actions_open: int
    figures: dict[str, Any]


def preview_closing(community: Community, quarter: Quarter) -> ClosingPreview:
    """The same whether or not something stands in the way; nothing is written."""
    unmet = unmet_needs_of_quarter(community.id, quarter)
    return ClosingPreview(
        quarter,
        running_quarter(community.id, quarter_after(quarter)),
        obstacles_to_closing(community, quarter),
        needs_carried=_count(select(func.count()).select_from(Need).where(unmet)),
        needs_to_settle=_count(_needs_to_settle(community, quarter)),
        ends_to_accept=_count(_ends_to_accept(community)),
        third_carry_overs=_count(
            select(func.count())
            .select_from(Need)
            .where(unmet, Need.carried_over + 1 >= MOST_CARRIED_OVER, Need.state.in_(UNATTENDED_NEED_STATES))
        ),
        matches_deferred=_count(_deferred_matches(community)),
        items_returning=_count(_returning_items(community, quarter)),
        actions_open=_count(_open_actions(community)),
        figures=figures_of_quarter(community, quarter),
    )


def obstacles_to_closing(community: Community, quarter: Quarter) -> list[Fault]:
    """Everything that stands in the way at once, each with the page where it is dealt with."""
    found = [*_earlier_open_quarters(community, quarter)]
    meetings = _meetings_of_quarter(community, quarter)
    regular = [each for each in meetings if each.kind is MeetingKind.REGULAR]
    if not regular:
        url = path_to("meetings.new", community_id=community.id)
        found.append((_("The joint meeting of this quarter has not been planned."), url))
    finished = {*SIGNED_MEETING_STATES, MeetingState.CANCELLED}
    return [*found, *(_unfinished_meeting(each) for each in meetings if each.state not in finished)]


def close_quarter(actor: Actor, community: Community, quarter: Quarter) -> CommunityQuarter:
    """Freeze the figures, carry the unmet needs over, close the meeting, and open the next quarter with its call.

    Raises:
        NotAllowed: this person does not close quarters.
        Conflict: it is closed already.
        SeveralFaults: what stands in the way.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    _lock_community(community)
    row = quarter_row(community.id, quarter) or open_quarter(actor, community, quarter)
    if row.state is QuarterState.CLOSED:
        raise Conflict(_("%(quarter)s is closed already.", quarter=quarter_name(*quarter)))
    if faults := obstacles_to_closing(community, quarter):
        raise SeveralFaults(_("The quarter cannot be closed yet:"), faults)
    lock_needs_of_quarter(community.id, quarter)
    row.figures = figures_of_quarter(community, quarter)
    _close_meetings(actor, community, quarter)
    following = running_quarter(community.id, quarter_after(quarter))
    carried = carry_over_needs(
        actor, community.id, before=quarter, after=following, progress=_progress_of_kept_needs(community, quarter)
    )
    row.state, row.closed_at, row.closed_by = QuarterState.CLOSED, clock.utc_now(), actor.name
    if quarter_row(community.id, following) is None:
        open_quarter(actor, community, following)
    db.session.flush()
    record_event(actor, row, "close", to_state=row.state.value, details={"carried": len(carried)})
    return row


def why_not_reopen(community: Community, quarter: Quarter) -> list[Fault]:
    """What of the next quarter has been used since the closing; it can be undone while this is empty."""
    following = quarter_after(quarter)
    found: list[Fault] = []
    if (after := quarter_row(community.id, following)) and after.state is QuarterState.CLOSED:
        found.append((_("The quarter after it is closed, too."), ""))
    planned = [each for each in _meetings_of_quarter(community, following) if each.state is not MeetingState.CANCELLED]
    for meeting in planned:
        url = path_to("meetings.show", community_id=meeting.community_id, meeting_id=meeting.id)
        found.append((_("“%(title)s” has been planned.", title=meeting.title), url))
    if _count(select(func.count()).select_from(NeedsList).where(*_of_quarter(NeedsList, community, following))):
        found.append((_("The needs list of the next quarter has been published."), ""))
    return found


def reopen_quarter(actor: Actor, community: Community, quarter: Quarter, *, reason: str) -> CommunityQuarter:
    """Undo a closing: the needs stand in the quarter again, and its figures run on.

    Raises:
        NotAllowed: this person does not close quarters.
        Conflict: it is not closed.
        SeveralFaults: what of the next quarter has been used since.
    """
    actor.require(Permission.QUARTERS_CLOSE)
    _lock_community(community)
    row = quarter_row(community.id, quarter)
    if row is None or row.state is not QuarterState.CLOSED:
        raise Conflict(_("%(quarter)s is not closed.", quarter=quarter_name(*quarter)))
    if faults := why_not_reopen(community, quarter):
        raise SeveralFaults(_("It can no longer be undone:"), faults)
    following, closed_at = quarter_after(quarter), row.closed_at
    came_back = take_back_carried_needs(actor, community.id, before=quarter, after=following)
    row.state, row.closed_at, row.closed_by, row.figures = QuarterState.OPEN, None, "", {}
    record_event(actor, row, "reopen", to_state=row.state.value, reason=reason.strip(), details={"needs": came_back})
    if (after := quarter_row(community.id, following)) and _is_as_opened_by_closing(after, closed_at):
        db.session.delete(after)
    db.session.flush()
    return row


def _is_as_opened_by_closing(row: CommunityQuarter, closed_at: datetime | None) -> bool:
    """Whether nobody has opened it by hand before, or written about it since."""
    return row.version == 1 and closed_at is not None and row.created_at >= closed_at


def _earlier_open_quarters(community: Community, quarter: Quarter) -> list[Fault]:
    return [
        (
            _("%(quarter)s has to be closed first.", quarter=quarter_name(each.year, each.quarter)),
            path_to("quarters.close", community_id=community.id, code=quarter_code((each.year, each.quarter))),
        )
        for each in open_quarters_before(community.id, quarter)
    ]


def _unfinished_meeting(meeting: Meeting) -> Fault:
    """A meeting whose minutes are not signed; it says how far it has come."""
    words = _("“%(title)s”: %(state)s.", title=meeting.title, state=MEETING_WORKFLOW.label(meeting.state))
    return words, path_to("meetings.show", community_id=meeting.community_id, meeting_id=meeting.id)


def _close_meetings(actor: Actor, community: Community, quarter: Quarter) -> None:
    for meeting in _meetings_of_quarter(community, quarter):
        if meeting.state is MeetingState.MINUTES_SIGNED:
            take_step(actor, meeting, MeetingState.CLOSED)


def _progress_of_kept_needs(community: Community, quarter: Quarter) -> dict[int, str]:
    statement = select(Need.id, need_progress()).where(needs_kept_with_quarter(community.id, quarter))
    return {number: progress for number, progress in db.session.execute(statement)}  # noqa: C416 - tells which is which


def _meetings_of_quarter(community: Community, quarter: Quarter) -> list[Meeting]:
    statement = select(Meeting).where(*_of_quarter(Meeting, community, quarter))
    return list(db.session.scalars(statement.order_by(Meeting.planned_start, Meeting.id)))


def _of_quarter(table: Any, community: Community, quarter: Quarter) -> tuple[Any, ...]:
    return table.community_id == community.id, table.year == quarter[0], table.quarter == quarter[1]


def _needs_to_settle(community: Community, quarter: Quarter) -> Any:
    """Those of the unmet needs all of whose matches have ended: perhaps nobody has noted yet that they are met."""
    found = needs_to_settle(Actor.of_operator(community.id)).where(unmet_needs_of_quarter(community.id, quarter))
    return found.order_by(None).with_only_columns(func.count(Need.id))


def _ends_to_accept(community: Community) -> Any:
    found = matches_to_accept(Actor.of_operator(community.id))
    return found.order_by(None).with_only_columns(func.count(Match.id))


def _deferred_matches(community: Community) -> Any:
    here = (Match.community_id == community.id, Match.state == MatchState.DEFERRED)
    return select(func.count()).select_from(Match).where(*here)


def _returning_items(community: Community, quarter: Quarter) -> Any:
    return (
        select(func.count())
        .select_from(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(*_of_quarter(Meeting, community, quarter), AgendaItem.state.in_(RETURNING_ITEM_STATES))
    )


def _open_actions(community: Community) -> Any:
    here = (ActionItem.community_id == community.id, ActionItem.state.in_(UNSETTLED_ACTION_STATES))
    return select(func.count()).select_from(ActionItem).where(*here)


def _count(statement: Any) -> int:
    return db.session.scalar(statement) or 0


def _lock_community(community: Community) -> None:
    """Two people who close the same quarter: the second waits here and finds it closed.

    Without the key: whoever works on a need meanwhile adds rows that refer to the community, and would wait for ever.
    """
    db.session.execute(select(Community.id).where(Community.id == community.id).with_for_update(key_share=True))
