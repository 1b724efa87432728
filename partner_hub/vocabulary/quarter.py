"""States of a community's quarter."""

import enum


class QuarterState(enum.StrEnum):
    OPEN = "open"
    CLOSED = "closed"
