"""States of a unit's partnership with one community, the sets of them that rules speak of, and kinds of its names."""

import enum


class UnitState(enum.StrEnum):
    INVITED = "invited"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    RECHECK_DUE = "recheck_due"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


# Have a seat at the meeting. Those under review that were approved before belong to them: Partnership.is_active.
ACTIVE_UNIT_STATES = (UnitState.APPROVED, UnitState.RECHECK_DUE)

UNIT_STATES_UNDER_REVIEW = (UnitState.SUBMITTED, UnitState.RETURNED)

# Are no unit of the community any more: their people have no rights.
GONE_UNIT_STATES = (UnitState.WITHDRAWN, UnitState.MERGED)

# Only these take on something new.
STARTING_UNIT_STATES = (UnitState.APPROVED,)

# Units that the community has known: everybody in it may see them, whatever became of them.
PUBLISHED_UNIT_STATES = (*ACTIVE_UNIT_STATES, UnitState.SUSPENDED, UnitState.WITHDRAWN)


class AliasKind(enum.StrEnum):
    """Short: as people call it. Former: its name before it was renamed. Learned: from an answer at an import."""

    SHORT = "short"
    FORMER = "former"
    LEARNED = "learned"
