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


# Units that have a seat at the meeting and may sign in.
ACTIVE = (UnitState.APPROVED, UnitState.RECHECK_DUE)
