"""Demonstration data after the meetings: progress of action items, and answers to the next invitation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from partner_hub.actions.models import ActionItem
from partner_hub.actions.service import move_action
from partner_hub.consents.service import ConsentSubject, SpokenWord, ask_for_consent, settle_consent
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.meetings.attendance_models import Seat, SeatAnswer
from partner_hub.meetings.consents_due import ConsentsDue
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.notices import file_notice
from partner_hub.meetings.queries import meeting_record
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.consent import Consent, ConsentOccasion
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, MeetingState

A = ActionState
# How far an action item has come, by the word of the data; an overdue one is merely late.
ACTION_STEPS_BY_WORD = {
    "issued": (),
    "overdue": (A.ACKNOWLEDGED, A.IN_PROGRESS),
    "in_progress": (A.ACKNOWLEDGED, A.IN_PROGRESS),
    "done": (A.ACKNOWLEDGED, A.IN_PROGRESS, A.REPORTED_DONE, A.CLOSED),
    "dropped": (A.DROPPED,),
}
NOTICE_SENT_AT = clock.from_local(datetime.combine(date(2026, 11, 18), time(9)))
ANSWERED_AT = clock.from_local(datetime.combine(date(2026, 11, 20), time(9, 30)))


def confirm_tasks_by_telephone(operator: Actor, meeting: Meeting) -> None:
    """Before the minutes are signed the units are asked that were given a task and were not there: they agree."""
    record = meeting_record(meeting.id)
    due = ConsentsDue.of_meeting(record)
    for action in (action for item in record.items for action in item.actions):
        subject = ConsentSubject(action.title, action_id=action.id)
        for mark in due.of_action(action):
            consent = ask_for_consent(
                operator, meeting.community_id, mark.unit.id, subject, occasion=ConsentOccasion.MEETING
            )
            spoken = SpokenWord(mark.unit.contact or "联络员", "电话")
            settle_consent(operator, consent, Consent.ACCEPTED, spoken=spoken)


def replay_action_items(operator: Actor, meeting: Meeting, entries: Sequence[Mapping[str, Any]]) -> None:
    """Take each action item of a meeting to where it is today."""
    actions = {action.title: action for item in meeting_record(meeting.id).items for action in item.actions}
    for entry in entries:
        _move_action_as_recorded(operator, actions[entry["title"]], entry)
    db.session.flush()


def _move_action_as_recorded(operator: Actor, action: ActionItem, entry: Mapping[str, Any]) -> None:
    note = entry.get("state_note") or ""
    for state in ACTION_STEPS_BY_WORD[entry["state"]]:
        move_action(
            operator, action, to=state, reason=note or "见会议记录", outcome=note or entry.get("expected") or "已完成"
        )
    if entry.get("done_on"):
        action.done_on = date.fromisoformat(entry["done_on"])


def call_next_meeting(operator: Actor, meeting: Meeting, entry: Mapping[str, Any]) -> None:
    """The meeting to come has been called; most units have answered. Nobody is written to: they are invented."""
    meeting.state = MeetingState.CALLED
    seats = {seat.partnership.name: seat for seat in meeting_record(meeting.id).seats}
    file_notice(operator, meeting).sent_at = NOTICE_SENT_AT
    for answer in entry["rsvp"]:
        _write_seat_answer(operator, seats[answer["unit_name"]], answer)
    db.session.flush()


def _write_seat_answer(operator: Actor, seat: Seat, answer: Mapping[str, Any]) -> None:
    seat.answer = Answer(answer["answer"])
    if seat.answer is Answer.NONE:
        return
    seat.delegate_name, seat.delegate_title = answer["person"] or "", answer["title"] or ""
    seat.reason = answer.get("reason") or ""
    seat.answered_at = ANSWERED_AT
    seat.answered_by, seat.answered_via = operator.name, AnswerChannel.IMPORT.value
    entry = SeatAnswer(seat=seat, answer=seat.answer, said_by=operator.name, via=AnswerChannel.IMPORT)
    entry.delegate_name, entry.delegate_title, entry.reason = seat.delegate_name, seat.delegate_title, seat.reason
    entry.given_at = entry.seen_at = seat.answered_at
    db.session.add(entry)
