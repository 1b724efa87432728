"""What everybody with a seat is told: the call, then each change once, in one list."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import func

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError
from partner_hub.core.events import record_event
from partner_hub.meetings import notifications, queries
from partner_hub.meetings.answer_reach import reach_of_seats
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notice_facts import MeetingFacts, facts_of_meeting
from partner_hub.meetings.notice_models import MeetingNotice
from partner_hub.meetings.notice_queries import NoticeState, notice_state_of, outdated_seats
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.meetings.workflow import MEETING_WORKFLOW
from partner_hub.vocabulary.meeting import REACHED_BY_PROGRAM, MeetingState


def file_notice(actor: Actor, meeting: Meeting) -> MeetingNotice:
    """Keep what is being sent at this moment; whoever calls it holds the meeting's row."""
    number = db.session.scalar(db.select(func.count(MeetingNotice.id)).where(MeetingNotice.meeting_id == meeting.id))
    facts = facts_to_send(meeting).to_json()
    notice = MeetingNotice(meeting_id=meeting.id, number=(number or 0) + 1, sent_by=actor.name, facts=facts)
    db.session.add(notice)
    db.session.flush()
    return notice


def facts_to_send(meeting: Meeting) -> MeetingFacts:
    """What a notice that is sent now says, with all that its letter names."""
    units = tuple(seat.partnership.name for seat in queries.seats_with_short_names(meeting))
    here = meeting.community
    return replace(facts_of_meeting(meeting), units=units, issuer=here.issuer, contact=here.hotline)


def send_change_list(actor: Actor, meeting: Meeting, *, seen: str) -> MeetingNotice:
    """Tell everybody with a seat what has changed since the last notice; each person once.

    `seen` is the digest of the facts that the page showed.

    Raises: NotAllowed, SealedRecord; Conflict before the notice, once the meeting has begun, or when the facts are not
    those of the page any more; DomainError when there is nothing to tell.
    """
    state = _locked_notice_state(actor, meeting)
    if not state.untold:
        raise DomainError(_("Nothing has changed since the last notice."))
    if seen != state.now.digest:
        raise Conflict(_("Something else has been changed meanwhile. Please look at the list again."))
    before = MeetingFacts.from_json(state.notices[-1].facts)
    notice = file_notice(actor, meeting)
    record_event(actor, meeting, "tell_changes", details={"notice": notice.number})
    notifications.tell_changes(meeting, notice.number, before, state.now)
    return notice


def ask_outdated_again(actor: Actor, meeting: Meeting) -> int:
    """Ask the units that answered before the time was changed once more; returns how many the program writes to.

    Nobody is asked twice a day.

    Raises: NotAllowed, SealedRecord; Conflict before the notice and once the meeting has begun; DomainError when every
    answer is younger than the change.
    """
    state, today = _locked_notice_state(actor, meeting), clock.local_today()
    seats = outdated_seats(meeting, state)
    if not seats:
        raise DomainError(_("No unit answered before the time was changed."))
    asked = [seat for seat in seats if seat.reminded_on != today]
    reached = [each for each in reach_of_seats(asked) if each.reach in REACHED_BY_PROGRAM]
    notifications.ask_seats_again(meeting, reached, today)
    for seat in asked:
        seat.reminded_on = today
    record_event(actor, meeting, "ask_again", details={"units": len(reached)})
    return len(reached)


def seats_to_tell_by_hand(meeting: Meeting) -> list[Seat]:
    """The units that nothing reaches which the program writes."""
    reached = reach_of_seats(queries.seats_with_short_names(meeting))
    return [each.seat for each in reached if each.seat and each.reach not in REACHED_BY_PROGRAM]


def _locked_notice_state(actor: Actor, meeting: Meeting) -> NoticeState:
    require_open_record(actor, meeting)
    db.session.refresh(meeting)
    if meeting.state is not MeetingState.CALLED:
        label = MEETING_WORKFLOW.label(meeting.state)
        raise Conflict(
            _("Changes are told from the notice until the meeting begins: it is now “%(state)s”.", state=label)
        )
    return notice_state_of(meeting)
