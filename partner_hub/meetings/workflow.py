"""Labels of states and kinds, the guards and the tables of steps of the meeting and its agenda."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.actions.models import ActionItem
from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.core.permissions import Permission
from partner_hub.core.transitions import Rule, Workflow
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.vocabulary.meeting import (
    DECIDED_ITEM_STATES,
    Answer,
    AnswerChannel,
    FollowUpStatus,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    NoticeWay,
    Presence,
)

MEETING_KIND_LABELS = {
    MeetingKind.REGULAR: _l("Regular"),
    MeetingKind.EXTRAORDINARY: _l("Extraordinary"),
}
ITEM_KIND_LABELS = {
    ItemKind.STUDY: _l("Study"),
    ItemKind.FOLLOW_UP: _l("Last quarter's promises"),
    ItemKind.MINUTES_CONFIRMATION: _l("Confirm the last minutes"),
    ItemKind.NEEDS_REPORT: _l("Report on needs"),
    ItemKind.OFFERINGS: _l("Units present offerings"),
    ItemKind.MATCHING: _l("Matching"),
    ItemKind.UNIT_NEEDS: _l("Needs of units"),
    ItemKind.DISCUSSION: _l("Discussion"),
    ItemKind.SPEECH: _l("Speech"),
    ItemKind.DECISIONS: _l("Summary and decisions"),
    ItemKind.NEXT_MEETING: _l("Next meeting"),
    ItemKind.OTHER: _l("Other business"),
}
ANSWER_LABELS = {
    Answer.NONE: _l("No answer yet"),
    Answer.ATTENDING: _l("Will come"),
    Answer.EXCUSED: _l("Asks to be excused"),
}
ANSWER_CHANNEL_LABELS = {
    AnswerChannel.ACCOUNT: _l("by account"),
    AnswerChannel.LINK: _l("by its link"),
    AnswerChannel.GROUP_LINK: _l("by the link for everybody"),
    AnswerChannel.PHONE: _l("by telephone"),
    AnswerChannel.CHAT: _l("in a chat"),
    AnswerChannel.IN_PERSON: _l("in person"),
    AnswerChannel.MAIL: _l("by mail"),
    AnswerChannel.PAPER: _l("on paper"),
    AnswerChannel.IMPORT: _l("brought in"),
}
NOTICE_WAY_LABELS = {
    NoticeWay.ACCOUNT: _l("by account"),
    NoticeWay.MAIL: _l("by mail"),
    NoticeWay.GROUP: _l("in the chat group"),
    NoticeWay.MESSAGE: _l("by private message"),
    NoticeWay.PHONE: _l("by telephone"),
    NoticeWay.PAPER: _l("on paper"),
}
PRESENCE_LABELS = {
    Presence.PRESENT: _l("Present"),
    Presence.EXCUSED: _l("Excused"),
    Presence.ABSENT: _l("Absent"),
    Presence.NOT_RECORDED: _l("Not recorded"),
}
FOLLOW_UP_LABELS = {
    FollowUpStatus.DONE: _l("Done"),
    FollowUpStatus.CONTINUED: _l("Continued"),
    FollowUpStatus.NOT_DONE: _l("Not done"),
    FollowUpStatus.DROPPED: _l("Dropped"),
    FollowUpStatus.PENDING: _l("Not recorded"),
}


# Guards: what a step asks of the record. Each raises a DomainError that says what is missing.


def require_agenda(_actor: Actor, meeting: Meeting) -> None:
    """Raises DomainError for a meeting without any item."""
    if not meeting.items:
        raise DomainError(_("There is no agenda yet. Please add at least one item."))


def require_begun(_actor: Actor, meeting: Meeting) -> None:
    """Raises DomainError before the planned start."""
    if meeting.planned_start > clock.utc_now():
        raise DomainError(_("The meeting is still to come. Please correct its date if it has been held."))


def require_all_decided(_actor: Actor, meeting: Meeting) -> None:
    """Raises SeveralFaults that name every open item, each with the page where it is decided."""
    if undecided := undecided_items(meeting):
        raise SeveralFaults(_("These items of the agenda have not been decided:"), undecided)


def undecided_items(meeting: Meeting) -> list[tuple[str, str]]:
    """(number and title, page where it is decided) of the agenda's items without a verdict."""
    return [
        (f"{item.position}. {item.title}", page_of_item(item, at="summary"))
        for item in meeting.items
        if item.state is ItemState.ACCEPTED
    ]


def page_of_item(item: AgendaItem, *, at: str | None = None) -> str:
    """The recorder's page of the item; `at` names the form where typing goes on."""
    return path_to("meetings.item", community_id=item.meeting.community_id, item_id=item.id, at=at)


def page_of_line(item: AgendaItem, kind: str, line_id: int) -> str:
    """Where a line of this kind is edited."""
    where = {"community_id": item.meeting.community_id, "item_id": item.id, "line_id": line_id}
    return path_to("meetings.edit_line", kind=kind, **where)


def page_of_task_field(item: AgendaItem, action: ActionItem, field: str) -> str:
    """Where a line of a task is edited, with the cursor in that field."""
    where = {"community_id": item.meeting.community_id, "item_id": item.id, "line_id": action.id}
    return path_to("meetings.edit_line", kind="action", at=field, **where)


def require_newest_meeting(_actor: Actor, meeting: Meeting) -> None:
    """Raises DomainError when there is a later meeting: it has built on this one."""
    later = db.session.scalar(
        db.select(Meeting.title)
        .where(
            Meeting.community_id == meeting.community_id,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.planned_start > meeting.planned_start,
        )
        .order_by(Meeting.planned_start, Meeting.id)
        .limit(1)
    )
    if later:
        raise DomainError(_("Only the newest meeting can be reopened. “%(title)s” came after this one.", title=later))


M, P = MeetingState, Permission
# How each step is offered on a button: said as what will happen, not as the state that comes of it.
MEETING_STEP_LABELS = {
    "call": _l("Call the meeting and send the notices"),
    "open": _l("Open the meeting"),
    "end": _l("End the meeting"),
    "record_past": _l("It has been held: only record it"),
    "cancel": _l("Cancel the meeting"),
    "reopen": _l("Reopen the meeting"),
    "close": _l("Close the meeting"),
}
MEETING_WORKFLOW = Workflow(
    labels={
        M.PLANNING: _l("Being prepared"),
        M.CALLED: _l("Called"),
        M.IN_SESSION: _l("In session"),
        M.HELD: _l("Held"),
        M.MINUTES_SIGNED: _l("Minutes signed"),
        M.CLOSED: _l("Closed"),
        M.CANCELLED: _l("Cancelled"),
    },
    rules={
        (M.PLANNING, M.CALLED): Rule("call", P.MEETINGS_RECORD, require_agenda),
        (M.PLANNING, M.IN_SESSION): Rule("open", P.MEETINGS_RECORD, require_agenda),
        (M.PLANNING, M.HELD): Rule("record_past", P.MEETINGS_RECORD, require_begun),
        (M.CALLED, M.IN_SESSION): Rule("open", P.MEETINGS_RECORD),
        (M.CALLED, M.HELD): Rule("record_past", P.MEETINGS_RECORD, require_begun),
        (M.IN_SESSION, M.HELD): Rule("end", P.MEETINGS_RECORD),
        (M.HELD, M.IN_SESSION): Rule("reopen", P.MEETINGS_RECORD, require_newest_meeting, reason=True),
        # Taken by the minutes when the secretary signs them.
        (M.HELD, M.MINUTES_SIGNED): Rule("sign", P.MINUTES_SIGN, require_all_decided),
        (M.MINUTES_SIGNED, M.CLOSED): Rule("close", P.MINUTES_SIGN, require_all_decided),
        (M.MINUTES_SIGNED, M.HELD): Rule("reopen", P.MINUTES_SIGN, require_newest_meeting, reason=True),
        (M.CLOSED, M.HELD): Rule("reopen", P.MINUTES_SIGN, require_newest_meeting, reason=True),
        (M.PLANNING, M.CANCELLED): Rule("cancel", P.MEETINGS_RECORD, reason=True),
        (M.CALLED, M.CANCELLED): Rule("cancel", P.MEETINGS_RECORD, reason=True),
    },
)

I = ItemState  # noqa: E741 - the table reads like the one above
_VERDICT_RULES = {
    (start, to): Rule("decide", P.MEETINGS_RECORD)
    for start in (I.ACCEPTED, *DECIDED_ITEM_STATES)
    for to in DECIDED_ITEM_STATES
    if start != to
}
ITEM_WORKFLOW = Workflow(
    labels={
        I.PROPOSED: _l("Proposed"),
        I.ACCEPTED: _l("Not yet decided"),
        I.DECLINED: _l("Not taken onto the agenda"),
        I.LATE: _l("Too late for this meeting"),
        I.PASSED: _l("Passed"),
        I.PASSED_WITH_CHANGES: _l("Passed with changes"),
        I.TO_BE_CLARIFIED: _l("To be clarified"),
        I.POSTPONED: _l("Postponed"),
        I.NOT_PASSED: _l("Not passed"),
        I.HANDED_OVER: _l("Handed over"),
        I.NOTED: _l("Noted"),
    },
    rules={
        (I.PROPOSED, I.ACCEPTED): Rule("accept", P.MEETINGS_RECORD),
        (I.PROPOSED, I.DECLINED): Rule("decline", P.MEETINGS_RECORD, reason=True),
        (I.PROPOSED, I.LATE): Rule("set_aside", P.MEETINGS_RECORD),
        (I.LATE, I.ACCEPTED): Rule("accept", P.MEETINGS_RECORD),
        **_VERDICT_RULES,
        **{(verdict, I.ACCEPTED): Rule("take_back", P.MEETINGS_RECORD) for verdict in DECIDED_ITEM_STATES},
    },
)
