"""What signing the minutes puts into effect: tasks issued, earlier promises settled, work begun, needs put off."""

from flask_babel import gettext as _

from partner_hub.actions.match_ends import accept_match_of_closed_task
from partner_hub.actions.service import issue_actions, missing_parts_in_words, move_action, settle_action_at_meeting
from partner_hub.core.actor import Actor
from partner_hub.matching import notifications
from partner_hub.matching.commands.ends import return_unserved_needs
from partner_hub.meetings.models import FollowUp, Meeting
from partner_hub.meetings.proposal_outcome import tell_units_of_outcomes
from partner_hub.meetings.record_lines.follow_ups import place_of_follow_up
from partner_hub.meetings.workflow import page_of_item, page_of_task_field
from partner_hub.minutes.effects.consent_effects import ask_absent_units, drop_unconfirmed_matches
from partner_hub.minutes.effects.need_effects import put_needs_off, settle_needs
from partner_hub.minutes.effects.record_changes import RecordChanges
from partner_hub.minutes.effects.typed_promises import take_typed_promises_on
from partner_hub.minutes.review.confirmations import file_confirmations
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus
from partner_hub.vocabulary.need import NeedState

Fault = tuple[str, str]
# After a correction: what the signed minutes had ended goes on.
STATE_AFTER_MISTAKE = {ActionState.CLOSED: ActionState.IN_PROGRESS, ActionState.DROPPED: ActionState.ISSUED}
STATE_BY_FOLLOW_UP = {FollowUpStatus.DONE: ActionState.CLOSED, FollowUpStatus.DROPPED: ActionState.DROPPED}


def put_into_effect(actor: Actor, meeting: Meeting) -> None:
    """What the record of the meeting says happens now; after a reopening what was changed in it.

    Raises: SeveralFaults with all action items that lack something; Conflict for a lost race.
    """
    issue_actions(actor, [item.id for item in meeting.items])
    _settle_earlier_promises(actor, meeting)
    take_typed_promises_on(actor, meeting)
    _start_work_on_needs(actor, meeting)
    _return_needs_of_rejected(actor, meeting)
    settle_needs(actor, meeting)
    put_needs_off(meeting)
    drop_unconfirmed_matches(actor, meeting)
    ask_absent_units(actor, meeting)
    tell_units_of_outcomes(actor, meeting)
    file_confirmations(meeting)


def matches_without_verdict(meeting: Meeting) -> list[Fault]:
    """Minutes tell what was decided; a match that still lies on the table was not."""
    return [
        ("、".join(entry.need.name for entry in match.needs), page_of_item(item, at=f"match-{match.id}"))
        for item in meeting.items
        for match in item.matches
        if match.state is MatchState.TABLED
    ]


def tasks_with_gaps(meeting: Meeting) -> list[Fault]:
    """What keeps tasks from being issued, with the field of the record where it is mended."""
    return [
        (sentence, page_of_task_field(item, action, field))
        for item in meeting.items
        for action in item.actions
        if action.state is ActionState.DRAFT
        for field, sentence in missing_parts_in_words(action).items()
    ]


def promises_without_outcome(meeting: Meeting) -> list[Fault]:
    """Earlier promises on the agenda of which nobody has recorded what became of them."""
    return [
        (line.title, page_of_item(item, at=place_of_follow_up(line)))
        for item in meeting.items
        for line in item.follow_ups
        if line.status is FollowUpStatus.PENDING
    ]


def _settle_earlier_promises(actor: Actor, meeting: Meeting) -> None:
    changes = RecordChanges(meeting)
    for line in (line for item in meeting.items for line in item.follow_ups):
        if line.action is not None and changes.is_new(line):
            _take_up_again(actor, line, meeting, changes)
            settle_action_at_meeting(
                actor,
                line.action,
                to=STATE_BY_FOLLOW_UP.get(line.status),
                due=line.new_due if line.status is FollowUpStatus.CONTINUED else None,
                reason=_reason_of_line(line, meeting),
                meeting_title=meeting.title,
            )
            accept_match_of_closed_task(actor, line.action)


def _take_up_again(actor: Actor, line: FollowUp, meeting: Meeting, changes: RecordChanges) -> None:
    to = STATE_AFTER_MISTAKE.get(line.action.state) if line.action else None
    if line.action and to and line.status not in STATE_BY_FOLLOW_UP and changes.was_ended_before(line):
        move_action(actor, line.action, to=to, reason=_reason_of_line(line, meeting))


def _reason_of_line(line: FollowUp, meeting: Meeting) -> str:
    return line.detail or line.status_words or _("Decided at %(meeting)s", meeting=meeting.title)


def _start_work_on_needs(actor: Actor, meeting: Meeting) -> None:
    """Matches confirmed at the meeting take effect: work on their needs begins."""
    confirmed = [match for item in meeting.items for match in item.matches if match.state is MatchState.CONFIRMED]
    for need in dict.fromkeys(entry.need for match in confirmed for entry in match.needs):
        need.deferred_on = None
        if need.state is NeedState.PUBLISHED:
            NEED_WORKFLOW.move(actor, need, NeedState.IN_PROJECT)
    notifications.notify_of_effect(actor, confirmed)


def _return_needs_of_rejected(actor: Actor, meeting: Meeting) -> None:
    """Of what was confirmed first and rejected after all, by a correction or a later meeting."""
    for match in (match for item in meeting.items for match in item.matches):
        if match.state is MatchState.REJECTED:
            return_unserved_needs(actor, match)
