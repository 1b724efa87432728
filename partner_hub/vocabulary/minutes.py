"""States of minutes."""

import enum


class MinutesState(enum.StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    ARCHIVED = "archived"


OPEN_MINUTES_STATES = (MinutesState.DRAFTING, MinutesState.IN_REVIEW)


class PassageKind(enum.StrEnum):
    """What a passage of a draft tells; a heading stands before the passages of its section.

    OWN: written by hand, not from the record. TABLE: a list of names or an annex, always as the record has it.
    """

    LEAD = "lead"
    HEADING = "heading"
    OPENING = "opening"
    FOLLOW_UPS = "follow_ups"
    MATCHES = "matches"
    DISCUSSIONS = "discussions"
    DECISIONS = "decisions"
    TASKS = "tasks"
    DEFERRED = "deferred"
    NEXT_MEETING = "next_meeting"
    OWN = "own"
    TABLE = "table"


class PassageStatus(enum.StrEnum):
    """Of a passage beside the record as it is now.

    CHANGED: nobody had touched it, and it says what the record says now. CLASHING: both were changed. GONE: the record
    gives it no more, and nobody had touched it.
    """

    SETTLED = "settled"
    CHANGED = "changed"
    CLASHING = "clashing"
    GONE = "gone"


class Placement(enum.StrEnum):
    """Where and how long a generated passage stands."""

    FULL = "full"
    BRIEF = "brief"
    ANNEX = "annex"
    OMITTED = "omitted"


class DraftLength(enum.StrEnum):
    BRIEF = "brief"
    FULL = "full"


class UnitNaming(enum.StrEnum):
    """FULL: the whole name everywhere. SHORT: the whole name at first and in lists, then the agreed short one."""

    FULL = "full"
    SHORT = "short"


class AttendanceOrder(enum.StrEnum):
    GROUPS = "groups"
    SIGN_IN = "sign_in"
    STROKES = "strokes"


class AttendancePlace(enum.StrEnum):
    """LISTED: names behind their labels below the text. ANNEX: a count there, the names in an annex.

    BY_NUMBER: listed as long as a page holds them.
    """

    BY_NUMBER = "by_number"
    LISTED = "listed"
    ANNEX = "annex"


class ConfirmationOutcome(enum.StrEnum):
    """How the next meeting confirmed minutes."""

    AS_PRESENTED = "as_presented"
    WITH_CHANGES = "with_changes"


class GateCheck(enum.StrEnum):
    """What is looked at before minutes are signed, in the order in which it is shown."""

    MEETING = "meeting"
    SEATS = "seats"
    ITEMS = "items"
    MATCHES = "matches"
    PROMISES = "promises"
    TASKS = "tasks"
    DECISIONS = "decisions"
    DRAFT = "draft"
    REVIEW = "review"
    DATE = "date"
    NUMBER = "number"
    GLYPHS = "glyphs"
    RESIDENTS = "residents"
    WORDING = "wording"


# A person looks at them and says so; all others keep from signing.
CHECKS_BY_EYE = frozenset({GateCheck.RESIDENTS})
# Only pointed out.
CHECKS_AS_ADVICE = frozenset({GateCheck.WORDING})
