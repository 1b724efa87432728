import enum


class ActionState(enum.StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    CLOSED = "closed"
    DROPPED = "dropped"


OPEN = (ActionState.ISSUED, ActionState.ACKNOWLEDGED, ActionState.IN_PROGRESS, ActionState.REPORTED_DONE)
