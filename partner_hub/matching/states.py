import enum


class MatchState(enum.StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    TABLED = "tabled"
    CONFIRMED = "confirmed"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    DECLINED = "declined"
    RELEASED = "released"


LIVE = (MatchState.PROPOSED, MatchState.AGREED, MatchState.TABLED, MatchState.CONFIRMED, MatchState.DEFERRED)
