"""States of an offering, the sets of them that rules speak of, and the periods of its capacity."""

import enum


class OfferingState(enum.StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    LISTED = "listed"
    RETURNED = "returned"
    PAUSED = "paused"
    EXPIRED = "expired"
    RETIRED = "retired"


# What everybody in the community may see. Whether the nightly run has been here yet makes no difference.
PUBLISHED_OFFERING_STATES = (OfferingState.LISTED, OfferingState.EXPIRED)

# A unit that promises something else here is heard by the committee again, also where one step would lead back.
REVISABLE_OFFERING_STATES = (OfferingState.LISTED, OfferingState.PAUSED, OfferingState.EXPIRED)

RENEWABLE_OFFERING_STATES = (OfferingState.LISTED, OfferingState.PAUSED, OfferingState.EXPIRED)


class CapacityPeriod(enum.StrEnum):
    """How often a capacity is there anew. A week begins on Monday; periods are those of the local calendar."""

    IN_ALL = "in_all"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    AT_A_TIME = "at_a_time"


# As the lists say it, which stay Chinese.
CHINESE_CAPACITY_PERIODS = {
    CapacityPeriod.IN_ALL: "总共",
    CapacityPeriod.WEEK: "每周",
    CapacityPeriod.MONTH: "每月",
    CapacityPeriod.QUARTER: "每季度",
    CapacityPeriod.YEAR: "每年",
    CapacityPeriod.AT_A_TIME: "同时",
}

# Where nothing says otherwise: nobody is promised more than was ever offered.
USUAL_CAPACITY_PERIOD = CapacityPeriod.IN_ALL

# With the next of these everything that was delivered in the last one can be had again.
RENEWED_CAPACITY_PERIODS = (
    CapacityPeriod.WEEK,
    CapacityPeriod.MONTH,
    CapacityPeriod.QUARTER,
    CapacityPeriod.YEAR,
)
