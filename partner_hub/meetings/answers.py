"""Answers to the invitation: by account, by link, or written down for whoever telephoned. All are kept, one holds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

from flask_babel import gettext as _
from sqlalchemy import update

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission, Role
from partner_hub.meetings import notifications
from partner_hub.meetings.answer_queries import answers_of_seat, unseen_answers
from partner_hub.meetings.attendance_models import Seat, SeatAnswer
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import NOTED_ANSWER_CHANNELS, Answer, AnswerChannel, MeetingState


class InvitationAnswer(TypedDict):
    answer: Answer
    delegate_name: str
    delegate_title: str
    reason: str


@dataclass(frozen=True)
class AnswerSource:
    """Who spoke for the unit, by which way, and who of the committee wrote it down ("" when the unit did)."""

    said_by: str
    via: AnswerChannel
    noted_by: str = ""

    @property
    def is_verified(self) -> bool:
        return self.via is not AnswerChannel.GROUP_LINK


def answer_invitation(actor: Actor, meeting: Meeting, seat: Seat, *, data: InvitationAnswer) -> SeatAnswer:
    """The unit's own answer, by account.

    Raises: NotAllowed for another unit's seat; Conflict before the notice and once the meeting has begun, or for a lost
    race; DomainError at the field reason.
    """
    if not actor.may(Permission.MEETINGS_ANSWER) or not actor.speaks_for(seat.partnership_id):
        raise NotAllowed(_("You may answer for your own unit only."))
    return _take_answer(actor, meeting, seat, data, AnswerSource(actor.name, AnswerChannel.ACCOUNT))


def note_answer(
    actor: Actor, meeting: Meeting, seat: Seat, *, data: InvitationAnswer, said_by: str, via: AnswerChannel
) -> SeatAnswer:
    """The committee writes down what somebody of the unit said, by telephone for instance.

    Raises: NotAllowed; Conflict and DomainError as answer_invitation.
    """
    actor.require(Permission.MEETINGS_RECORD)
    if via not in NOTED_ANSWER_CHANNELS:
        raise DomainError(_("Please choose one."), field="via")
    return _take_answer(actor, meeting, seat, data, AnswerSource(said_by, via, actor.name))


def answer_by_link(
    meeting: Meeting, seat: Seat, *, data: InvitationAnswer, said_by: str, via: AnswerChannel
) -> SeatAnswer:
    """Whoever holds the unit's own link, or that of the group chat, answers for this one unit.

    Raises: Conflict and DomainError as answer_invitation.
    """
    own = frozenset({seat.partnership_id})
    actor = Actor(None, said_by, meeting.community_id, frozenset({Role.UNIT_MEMBER}), partnership_ids=own)
    return _take_answer(actor, meeting, seat, data, AnswerSource(said_by, via))


def verify_answers(actor: Actor, meeting: Meeting, answer_ids: Collection[int]) -> int:
    """The committee has seen these answers that came by the link for everybody: they hold. Returns how many were open.

    Raises: NotAllowed; Conflict once the meeting has begun, or for a lost race.
    """
    actor.require(Permission.MEETINGS_RECORD)
    require_open_answers(meeting)
    found = [entry for entry in unseen_answers(meeting) if entry.id in answer_ids]
    for entry in found:
        _look_at(actor, entry)
        _let_hold(entry)
        record_event(actor, entry.seat, "verify_answer", on_behalf_of=entry.seat.partnership.name)
    _settle_when_all_seen(meeting)
    return len(found)


def dismiss_answer(actor: Actor, meeting: Meeting, entry: SeatAnswer) -> None:
    """This answer did not come from the unit: the one before it holds again, or none.

    Raises: NotAllowed; Conflict once the meeting has begun, when it was seen already, or for a lost race.
    """
    actor.require(Permission.MEETINGS_RECORD)
    require_open_answers(meeting)
    _look_at(actor, entry)
    entry.is_dismissed = True
    if _is_holding(entry):
        earlier = next((each for each in answers_of_seat(entry.seat) if each.is_verified), None)
        _let_hold(earlier) if earlier else _forget_answer(entry.seat)
    record_event(actor, entry.seat, "dismiss_answer", on_behalf_of=entry.seat.partnership.name)
    _settle_when_all_seen(meeting)


def require_open_answers(meeting: Meeting) -> None:
    """Holds the meeting's row until the transaction ends; raises Conflict where no answer is taken."""
    state = db.session.scalar(db.select(Meeting.state).where(Meeting.id == meeting.id).with_for_update())
    if state is not MeetingState.CALLED:
        raise Conflict(_("Answers are taken from the notice until the meeting begins."))


def _take_answer(
    actor: Actor, meeting: Meeting, seat: Seat, data: InvitationAnswer, source: AnswerSource
) -> SeatAnswer:
    """Append the answer. It holds at once, unless it came by the link for everybody and a verified one stands there."""
    require_open_answers(meeting)
    if data["answer"] is Answer.EXCUSED and not data["reason"]:
        raise DomainError(_("Please give a reason."), field="reason")
    holds = source.is_verified or not _has_verified_answer(seat)
    superseded = _supersede_unseen_answers(seat)
    entry = _append_answer(seat, data, source)
    if holds:
        _let_hold(entry)
    if not source.is_verified:
        notifications.tell_committee_of_unverified(meeting, clock.local_today())
    elif superseded:
        _settle_when_all_seen(meeting)
    words = {"reason": entry.reason, "on_behalf_of": seat.partnership.name}
    record_event(actor, seat, "answer", to_state=entry.answer.value, details={"via": entry.via.value}, **words)
    db.session.flush()
    return entry


def _append_answer(seat: Seat, data: InvitationAnswer, source: AnswerSource) -> SeatAnswer:
    now = clock.utc_now()
    entry = SeatAnswer(
        seat=seat, given_at=now, said_by=source.said_by, via=source.via, noted_by=source.noted_by,
        seen_at=now if source.is_verified else None, seen_by=source.noted_by, **data,
    )  # fmt: skip
    db.session.add(entry)
    return entry


def _settle_when_all_seen(meeting: Meeting) -> None:
    db.session.flush()
    if not unseen_answers(meeting):
        notifications.settle_unverified(meeting)


def _has_verified_answer(seat: Seat) -> bool:
    stands = seat.answer is not Answer.NONE and seat.answered_via != AnswerChannel.GROUP_LINK
    return stands or any(entry.is_verified for entry in answers_of_seat(seat))


def _supersede_unseen_answers(seat: Seat) -> bool:
    """Of several answers that wait only the newest is looked at; returns whether there was one."""
    waiting = (SeatAnswer.seat_id == seat.id, SeatAnswer.seen_at.is_(None))
    looked_at = update(SeatAnswer).where(*waiting).values(seen_at=clock.utc_now(), is_dismissed=True)
    return rows_changed(looked_at) > 0


def _look_at(actor: Actor, entry: SeatAnswer) -> None:
    """Compare-and-set, so that of two people who look at it at once one decides; raises Conflict."""
    open_entry = update(SeatAnswer).where(SeatAnswer.id == entry.id, SeatAnswer.seen_at.is_(None))
    if rows_changed(open_entry.values(seen_at=clock.utc_now(), seen_by=actor.name)) != 1:
        raise Conflict
    db.session.refresh(entry)


def _let_hold(entry: SeatAnswer) -> None:
    """What the seat says from now on. Raises Conflict when somebody else has just changed it."""
    seat = entry.seat
    seat.answer, seat.reason = entry.answer, entry.reason
    seat.delegate_name, seat.delegate_title = entry.delegate_name, entry.delegate_title
    seat.answered_at, seat.answered_by, seat.answered_via = entry.given_at, entry.said_by, entry.via.value
    count_save(seat)


def _is_holding(entry: SeatAnswer) -> bool:
    return entry.seat.answered_at == entry.given_at


def _forget_answer(seat: Seat) -> None:
    seat.answer, seat.reason, seat.delegate_name, seat.delegate_title = Answer.NONE, "", "", ""
    seat.answered_at, seat.answered_by, seat.answered_via = None, "", ""
    count_save(seat)
