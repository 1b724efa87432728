"""States of an action item."""

import enum


class ActionState(enum.StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    CLOSED = "closed"
    DROPPED = "dropped"


S = ActionState
OPEN_ACTION_STATES = (S.ISSUED, S.ACKNOWLEDGED, S.IN_PROGRESS, S.REPORTED_DONE)
# The secretary has not ended it: open ones, and those the unit declined, which are neither open nor done.
UNSETTLED_ACTION_STATES = (*OPEN_ACTION_STATES, S.DECLINED)
