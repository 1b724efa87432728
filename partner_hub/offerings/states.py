import enum


class OfferingState(enum.StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    LISTED = "listed"
    RETURNED = "returned"
    PAUSED = "paused"
    EXPIRED = "expired"
    RETIRED = "retired"
