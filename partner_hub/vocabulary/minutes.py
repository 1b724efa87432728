"""States of minutes."""

import enum


class MinutesState(enum.StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    ARCHIVED = "archived"


OPEN_MINUTES_STATES = (MinutesState.DRAFTING, MinutesState.IN_REVIEW)
