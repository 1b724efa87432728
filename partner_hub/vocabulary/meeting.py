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


class ProposalState(enum.StrEnum):
    """Of an item that a unit proposes. LATE: it came after the call ended, and the chair may still admit it."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LATE = "late"


# The committee has not answered yet.
UNANSWERED_PROPOSAL_STATES = (ProposalState.SUBMITTED, ProposalState.LATE)

# Put off or to be looked into: the item stands on the next agenda again.
RETURNING_ITEM_STATES = (ItemState.POSTPONED, ItemState.TO_BE_CLARIFIED)


class Answer(enum.StrEnum):
    """Answer to the invitation: not presence."""

    NONE = "none"
    ATTENDING = "attending"
    EXCUSED = "excused"


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
