"""States of an offering, and the sets of them that rules speak of."""

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
