import enum


class MinutesState(enum.StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    ARCHIVED = "archived"
