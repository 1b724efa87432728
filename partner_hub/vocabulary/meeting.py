"""States and kinds of a meeting, of its agenda items, its seats and its follow-up lines."""

import enum


class MeetingState(enum.StrEnum):
    PLANNING = "planning"
    CALLED = "called"
    IN_SESSION = "in_session"
    HELD = "held"
    MINUTES_SIGNED = "minutes_signed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


# Nothing of such a meeting may be changed.
SEALED_MEETING_STATES = (MeetingState.MINUTES_SIGNED, MeetingState.CLOSED, MeetingState.CANCELLED)

# The minutes are issued: what the meeting confirmed has taken effect.
SIGNED_MEETING_STATES = (MeetingState.MINUTES_SIGNED, MeetingState.CLOSED)
PAST_MEETING_STATES = (MeetingState.HELD, *SIGNED_MEETING_STATES)

# Still to be prepared or held.
MEETING_STATES_AHEAD = (MeetingState.PLANNING, MeetingState.CALLED, MeetingState.IN_SESSION)

# Still to be prepared, held or written up.
UNFINISHED_MEETING_STATES = (*MEETING_STATES_AHEAD, MeetingState.HELD)


class MeetingKind(enum.StrEnum):
    REGULAR = "regular"
    EXTRAORDINARY = "extraordinary"


class ItemKind(enum.StrEnum):
    STUDY = "study"
    FOLLOW_UP = "follow_up"
    MINUTES_CONFIRMATION = "minutes_confirmation"
    NEEDS_REPORT = "needs_report"
    OFFERINGS = "offerings"
    MATCHING = "matching"
    UNIT_NEEDS = "unit_needs"
    DISCUSSION = "discussion"
    SPEECH = "speech"
    DECISIONS = "decisions"
    NEXT_MEETING = "next_meeting"
    OTHER = "other"


class ItemState(enum.StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATE = "late"
    PASSED = "passed"
    PASSED_WITH_CHANGES = "passed_with_changes"
    TO_BE_CLARIFIED = "to_be_clarified"
    POSTPONED = "postponed"
    NOT_PASSED = "not_passed"
    HANDED_OVER = "handed_over"
    NOTED = "noted"


# Only those who record the meeting see such an item.
UNPUBLISHED_ITEM_STATES = (ItemState.PROPOSED, ItemState.DECLINED, ItemState.LATE)
# Verdicts: the item has been decided.
DECIDED_ITEM_STATES = (
    ItemState.PASSED, ItemState.PASSED_WITH_CHANGES, ItemState.TO_BE_CLARIFIED, ItemState.POSTPONED,
    ItemState.NOT_PASSED, ItemState.HANDED_OVER, ItemState.NOTED,
)  # fmt: skip


class AgendaSource(enum.StrEnum):
    """What comes onto an agenda by itself: a task, a unit's word, a match, an earlier item, the last minutes, needs."""

    TASK = "task"
    CONSENT = "consent"
    MATCH = "match"
    ITEM = "item"
    MINUTES = "minutes"
    NEED = "need"


class ProposalState(enum.StrEnum):
    """Of an item that a unit proposes. LATE: it came after the call ended, and the chair may still admit it.

    DRAFT: nobody but the unit has seen it.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LATE = "late"


# The unit is still writing, or writes again.
EDITABLE_PROPOSAL_STATES = (ProposalState.DRAFT, ProposalState.RETURNED)
# The committee has not answered yet.
UNANSWERED_PROPOSAL_STATES = (ProposalState.SUBMITTED, ProposalState.LATE)

# Put off or to be looked into: the item stands on the next agenda again.
RETURNING_ITEM_STATES = (ItemState.POSTPONED, ItemState.TO_BE_CLARIFIED)


class Answer(enum.StrEnum):
    """Answer to the invitation: not presence."""

    NONE = "none"
    ATTENDING = "attending"
    EXCUSED = "excused"


class AnswerChannel(enum.StrEnum):
    """How an answer came: by the unit itself, by the link for everybody, or told to somebody who wrote it down."""

    ACCOUNT = "web"
    LINK = "link"
    GROUP_LINK = "group_link"
    PHONE = "phone"
    CHAT = "chat"
    IN_PERSON = "in_person"
    MAIL = "mail"
    PAPER = "paper"
    IMPORT = "import"


# Somebody of the committee writes down what was said.
NOTED_ANSWER_CHANNELS = (
    AnswerChannel.PHONE,
    AnswerChannel.CHAT,
    AnswerChannel.IN_PERSON,
    AnswerChannel.MAIL,
    AnswerChannel.PAPER,
)


class NoticeWay(enum.StrEnum):
    """How the notice of a meeting reached a unit: the first two by the program, the others by hand."""

    ACCOUNT = "account"
    MAIL = "mail"
    GROUP = "group"
    MESSAGE = "message"
    PHONE = "phone"
    PAPER = "paper"


HAND_NOTICE_WAYS = (NoticeWay.GROUP, NoticeWay.MESSAGE, NoticeWay.PHONE, NoticeWay.PAPER)


class Reach(enum.StrEnum):
    """What the program knows of a unit to reach it by, the least first; derived, never stored."""

    NOTHING = "nothing"
    TELEPHONE = "telephone"
    MAIL = "mail"
    ACCOUNT = "account"


# The program itself writes to these; the others are told by people.
REACHED_BY_PROGRAM = (Reach.MAIL, Reach.ACCOUNT)


class Presence(enum.StrEnum):
    NOT_RECORDED = "not_recorded"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class FollowUpStatus(enum.StrEnum):
    """What a meeting records about an earlier promise. PENDING: it stands on the agenda, and nobody has recorded it."""

    DONE = "done"
    CONTINUED = "continued"
    NOT_DONE = "not_done"
    DROPPED = "dropped"
    PENDING = "pending"
