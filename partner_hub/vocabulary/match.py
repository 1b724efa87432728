"""States of a match, the sets of them that rules speak of, and who proposed it."""

import enum


class MatchState(enum.StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    TABLED = "tabled"
    CONFIRMED = "confirmed"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RELEASED = "released"
    DELIVERED = "delivered"
    PARTLY_DELIVERED = "partly_delivered"
    FAILED = "failed"
    ENDED_EARLY = "ended_early"


class MatchOrigin(enum.StrEnum):
    """Who proposed it. A claim waits for whoever asks, a dispatch for the unit that was chosen."""

    CLAIM = "claim"
    DISPATCH = "dispatch"
    MEETING = "meeting"


LIVE_MATCH_STATES = (
    MatchState.PROPOSED,
    MatchState.AGREED,
    MatchState.TABLED,
    MatchState.CONFIRMED,
    MatchState.DEFERRED,
)

# Other units may join and leave: no meeting has begun to deal with it.
JOINABLE_MATCH_STATES = (MatchState.PROPOSED, MatchState.AGREED)

# Both sides have said yes: whoever takes the need may see whom to call.
AGREED_MATCH_STATES = (MatchState.AGREED, MatchState.TABLED, MatchState.CONFIRMED, MatchState.DEFERRED)

# What the meeting makes of a match that is on its table.
VERDICT_MATCH_STATES = (MatchState.CONFIRMED, MatchState.DEFERRED, MatchState.REJECTED)

# It was in work, and the committee accepted how it ended.
ENDED_MATCH_STATES = (
    MatchState.DELIVERED,
    MatchState.PARTLY_DELIVERED,
    MatchState.FAILED,
    MatchState.ENDED_EARLY,
)

# Something was given: the need is served, in full or in part.
SERVED_MATCH_STATES = (MatchState.DELIVERED, MatchState.PARTLY_DELIVERED)

# Whoever is in them has done something about the need, or is about to.
SERVING_MATCH_STATES = (*AGREED_MATCH_STATES, *SERVED_MATCH_STATES)

# Those that ended of which a reason is asked.
UNFULFILLED_MATCH_STATES = (MatchState.PARTLY_DELIVERED, MatchState.FAILED, MatchState.ENDED_EARLY)

# A meeting confirmed it, whatever became of it afterwards.
CONFIRMED_MATCH_STATES = (MatchState.CONFIRMED, *ENDED_MATCH_STATES)
