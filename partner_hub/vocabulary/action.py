"""States of an action item."""

import enum


class ActionState(enum.StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    CLOSED = "closed"
    DROPPED = "dropped"


S = ActionState
OPEN_ACTION_STATES = (S.ISSUED, S.ACKNOWLEDGED, S.IN_PROGRESS, S.REPORTED_DONE)
